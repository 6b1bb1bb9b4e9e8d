"""A figure as text: the lines of the lab's pane, and the same for those without it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dllab.explore.figure import Choice, Field, Figure

if TYPE_CHECKING:
    from rich.text import Text

PICTURE = (60, 10)  # the least columns and lines that a picture is drawn on
_PLAIN_LINES = 16
_GAP = 2
_NUMBER = 7


def as_text(figure: Figure, width: int = 80) -> str:
    """All of a figure as it stands, for pagers, pipes, lessons and screen readers."""
    parts = [
        f"{figure.title}\n\n{textwrap.fill(figure.about, width)}",
        figure.picture(max(width, PICTURE[0]), _PLAIN_LINES).plain,
        textwrap.fill(figure.says(), width),
        "\n".join(line.plain for line in fields(figure, width)),
    ]
    lines = "\n\n".join(parts).split("\n")
    return "\n".join(line.rstrip() for line in lines) + "\n"


class Page:
    """A figure in so many columns and lines: what to try, the picture, what it says, and the fields.

    Args:
        figure: to be turned.
    """

    def __init__(self, figure: Figure) -> None:
        self.figure = figure
        self._chosen = 0
        self._said = (0, 0)  # a width, and the most lines that the figure's words took there

    @property
    def chosen(self) -> int:
        """Which field keys turn; turning one may have left fewer of them."""
        return min(self._chosen, len(self.figure.fields) - 1)

    @property
    def field(self) -> Field:
        """The field that keys turn."""
        return self.figure.fields[self.chosen]

    def choose(self, by: int) -> None:
        """So many fields on, round and round."""
        self._chosen = (self.chosen + by) % len(self.figure.fields)

    def lines(self, width: int, height: int) -> list[Text]:
        """At most so many lines; where they are too few for the picture, the rest without it."""
        from rich.text import Text

        words, turned = self._words(width), fields(self.figure, width, self.chosen)
        room = height - len(words) - len(turned)
        above = self._above(width, room)
        left = room - len(above)
        if left < PICTURE[1] or width < PICTURE[0]:
            short = f"(the picture needs {PICTURE[0]} columns and {max(PICTURE[1] - left, 0)} more lines)"
            words = (words + _folded(short, width))[: max(height - len(turned), 0)]
            return (words + turned)[:height]
        drawn = list(self.figure.picture(width, left).split("\n"))
        return above + drawn + [Text()] * (left - len(drawn)) + words + turned

    def _above(self, width: int, room: int) -> list[Text]:
        """Title and advice; the title alone, or nothing, where the picture would be too low otherwise."""
        from rich.text import Text

        advice = _heading(self.figure, width)
        if room - len(advice) > PICTURE[1]:
            return advice
        return [Text(self.figure.title, "bold", no_wrap=True)] if room > PICTURE[1] else []

    def _words(self, width: int) -> list[Text]:
        """What it says, in as many lines as it ever took, so that the picture keeps its size."""
        from rich.text import Text

        said = _folded(self.figure.says(), width)
        most = max(len(said), self._said[1] if self._said[0] == width else 0)
        self._said = (width, most)
        return said + [Text()] * (most - len(said))


def fields(figure: Figure, width: int, chosen: int | None = None) -> list[Text]:
    """The fields and their values in columns, the chosen one marked; the last ones as the figure wants it."""
    cells = [_cell(field, n == chosen) for n, field in enumerate(figure.fields)]
    loose = len(cells) - figure.in_columns
    lines = list(_rows(cells[:loose], width))
    return lines + list(_rows(cells[loose:], width, figure.columns))


def _cell(field: Field, chosen: bool) -> Text:
    from rich.text import Text

    style = "reverse" if chosen else ""
    cell = Text.assemble(
        "▸" if chosen else " ", (f" {field.name} ", style), (f"{field.shown} ", f"bold {style}")
    )
    # Room for every value, so that the others stay where they are.
    longest = max(map(len, field.options)) if isinstance(field, Choice) else _NUMBER
    cell.pad_right(max(longest - len(field.shown), 0))
    return cell


def _rows(cells: Sequence[Text], width: int, columns: int = 0) -> Iterator[Text]:
    from rich.text import Text

    if not cells:
        return
    wide = max(cell.cell_len for cell in cells) + _GAP
    columns = min(columns or len(cells), max((width + _GAP) // wide, 1))
    for start in range(0, len(cells), columns):
        row = Text(no_wrap=True)
        for cell in cells[start : start + columns]:
            row.append_text(cell).append(" " * (wide - cell.cell_len))
        row.rstrip()
        yield row


def _heading(figure: Figure, width: int) -> list[Text]:
    lines = _folded(f"{figure.title}. {figure.about}", width)
    if len(lines[0].plain) >= len(figure.title):
        lines[0].stylize("bold", 0, len(figure.title))
    return lines


def _folded(text: str, width: int) -> list[Text]:
    from rich.text import Text

    return [Text(line, no_wrap=True) for line in textwrap.wrap(text, max(width, 10))]
