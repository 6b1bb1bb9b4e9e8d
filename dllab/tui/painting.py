"""Send only what looks different: over a slow link each key would else cost fifteen kilobytes.

Textual draws a widget that changed as a whole. Here every piece of a line is compared with what the
terminal was last sent for that place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from rich.cells import cell_len
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.style import Style
    from textual.events import Resize
    from textual.screen import Screen


_LONG = 40  # columns; shorter pieces are sent in one
_MOVE = 8  # bytes to move the cursor, about


class Piece(NamedTuple):
    """Part of a line of the terminal."""

    x: int
    y: int
    strip: Strip


class Pieces(CompositorUpdate):
    """An update of some pieces."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces

    def render_segments(self, console: Console) -> str:
        """What to write to the terminal."""
        move = Control.move_to
        return "".join(f"{move(x, y).segment.text}{strip.render(console)}" for x, y, strip in self.pieces)


class Painted:
    """What the terminal shows, as far as it was sent from here."""

    def __init__(self) -> None:
        self._lines: dict[int, dict[int, Strip]] = {}

    def forget(self) -> None:
        """Somebody else may have drawn there."""
        self._lines.clear()

    def news(self, update: LayoutUpdate | ChopsUpdate) -> Pieces:
        """The pieces of an update that look different; from now on they are what is shown."""
        found = _of_layout(update) if isinstance(update, LayoutUpdate) else _of_chops(update)
        return Pieces([new for piece in found for new in self._new(piece)])

    def _new(self, piece: Piece) -> list[Piece]:
        """What of a piece looks different."""
        line = self._lines.setdefault(piece.y, {})
        before = line.get(piece.x)
        if before == piece.strip:
            return []
        end = piece.x + piece.strip.cell_length
        for x in [x for x, strip in line.items() if x < end and x + strip.cell_length > piece.x]:
            del line[x]
        line[piece.x] = piece.strip
        if before is None or before.cell_length != piece.strip.cell_length:
            return [piece]
        return list(_different(piece, before))


class Painting(App[int]):
    """An application that sends what is new."""

    def __init__(self) -> None:
        super().__init__()
        self._painted = Painted()

    def on_mount(self) -> None:
        """After another program had the terminal nothing is known."""
        self.app_resume_signal.subscribe(self, lambda _: self._painted.forget(), immediate=True)

    def on_resize(self, event: Resize) -> None:
        """Terminals do as they like with what was there."""
        self._painted.forget()

    def action_redraw(self) -> None:
        """Draw all of it again: something else may have written there."""
        self._painted.forget()
        self.refresh(layout=True)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        shown = self._running and not (self._closed or self._batch_count or self.is_headless)
        if shown and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            pieces = self._painted.news(renderable)
            if not pieces.pieces and self.cursor_position == self._previous_cursor_position:
                return
            super()._display(screen, cast(Any, pieces))
        else:
            super()._display(screen, renderable)


def _different(piece: Piece, before: Strip) -> Iterator[Piece]:
    """The parts of a piece that are not as before, and what lies between where a jump would cost more."""
    trimmed = _trimmed(piece, before)
    if trimmed.strip.cell_length < _LONG:
        yield trimmed
        return
    old, new = _cells(before), _cells(piece.strip)
    changed = [x for x, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    start = 0
    for index, x in enumerate(changed):
        if index + 1 == len(changed) or changed[index + 1] - x > _MOVE:
            first = changed[start]
            yield Piece(piece.x + first, piece.y, piece.strip.crop(first, x + 1))
            start = index + 1


def _trimmed(piece: Piece, before: Strip) -> Piece:
    """A piece without the segments at its ends that are as before."""
    old, new = list(before), list(piece.strip)
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    most -= head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    x = piece.x + sum(segment.cell_length for segment in new[:head])
    return Piece(x, piece.y, Strip(new[head : len(new) - tail]))


def _cells(strip: Strip) -> list[tuple[str, Style | None]]:
    """What stands in each column; a wide character stands in both of its own."""
    return [
        cell
        for segment in strip
        for character in segment.text
        for cell in [(character, segment.style)] * cell_len(character)
    ]


def _of_layout(update: LayoutUpdate) -> Iterator[Piece]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield Piece(x, y, strip)
            x += strip.cell_length


def _of_chops(update: ChopsUpdate) -> Iterator[Piece]:
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < right and end > left:
                yield Piece(x, y, strip if end <= right else strip.crop(0, right - x))
