"""What differs between two texts: lines with + and - below each other, or the texts side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from dllab.diffs import Block
from dllab.tui.widgets.scroll import Lines, strip
from dllab.wording import count, printable

Signed = tuple[str, int, str]  # a sign, the line's number, the line


class DiffView(Lines):
    """The differences between two texts. `show` fills it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"diff--added", "diff--removed", "diff--quiet"}
    DEFAULT_CSS = """
    DiffView > .diff--added { color: $text-success; text-style: bold; }
    DiffView > .diff--removed { color: $text-error; }
    DiffView > .diff--quiet { color: $text-secondary; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.blocks: Sequence[Block] = ()
        self.sentence = ""
        self._beside = False

    def show(self, blocks: Sequence[Block], sentence: str = "", beside: bool = False) -> None:
        """Show differences, from the beginning.

        Args:
            blocks: what differs, and what is around it.
            sentence: what to say instead where there are none.
            beside: side by side.
        """
        self.blocks, self.sentence, self._beside = blocks, sentence, beside
        self.rebuild(start=True)

    def build(self, width: int) -> list[Strip]:
        """The lines, folded where they are too long."""
        if not self.blocks:
            return [strip([Segment(f" {line}")]) for line in _folded(self.sentence, width - 2)]
        digits = len(str(max(max(b.old_at + len(b.old), b.new_at + len(b.new)) for b in self.blocks)))
        found: list[Strip] = []
        for block in self.blocks:
            if block.left_out:
                found.append(self._left_out(block.left_out))
            found += self._pairs(block, digits, width) if self._beside else self._signed(block, digits, width)
        return found

    def _left_out(self, lines: int) -> Strip:
        return strip([Segment(f"  ⋯ {count(lines, 'equal line')}", self._ink("diff--quiet"))])

    def _signed(self, block: Block, digits: int, width: int) -> Iterator[Strip]:
        """What was taken out above what was put in."""
        for row in _rows(block):
            for segments in self._folded(row, digits, width):
                yield strip(segments)

    def _pairs(self, block: Block, digits: int, width: int) -> Iterator[Strip]:
        half = (width - 3) // 2
        middle = Segment(" │ ", self._ink("diff--quiet"))
        signs = "  " if block.same else "-+"
        for n, (old, new) in enumerate(zip_longest(block.old, block.new)):
            left = self._cell(old, signs[0], block.old_at + n, digits, half)
            right = self._cell(new, signs[1], block.new_at + n, digits, half)
            for a, b in zip_longest(left, right, fillvalue=()):
                used = sum(cell_len(segment.text) for segment in a)
                yield strip([*a, Segment(" " * (half - used)), middle, *b])

    def _cell(
        self, line: str | None, sign: str, number: int, digits: int, width: int
    ) -> list[Sequence[Segment]]:
        return [] if line is None else list(self._folded((sign, number, line), digits, width))

    def _folded(self, row: Signed, digits: int, width: int) -> Iterator[Sequence[Segment]]:
        """A line's number, its sign and its text, which may take several lines."""
        sign, number, text = row
        ink = self._ink({"+": "diff--added", "-": "diff--removed"}.get(sign, ""))
        room = max(width - digits - 3, 8)
        for n, piece in enumerate(_pieces(text, room)):
            label = f"{number:{digits}} {sign} " if n == 0 else f"{'':{digits}} {sign} "
            yield [Segment(label[:digits], self._ink("diff--quiet")), Segment(label[digits:] + piece, ink)]

    def _ink(self, name: str) -> Style | None:
        return self.get_component_rich_style(name, partial=True) if name else None


def _pieces(line: str, width: int) -> list[str]:
    """A line of code in so many columns; most are plain and short, and these cost nothing."""
    if len(line) <= width and line.isascii() and line.isprintable():
        return [line]
    return chop_cells(printable(line), width) or [""]


def _folded(text: str, width: int) -> list[str]:
    """Sentences in lines, broken at spaces."""
    return [line for part in printable(text).split("\n") for line in textwrap.wrap(part, max(width, 8))]


def _rows(block: Block) -> Iterator[Signed]:
    if block.same:
        yield from ((" ", block.new_at + n, line) for n, line in enumerate(block.new))
    else:
        yield from (("-", block.old_at + n, line) for n, line in enumerate(block.old))
        yield from (("+", block.new_at + n, line) for n, line in enumerate(block.new))
