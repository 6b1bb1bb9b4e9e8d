"""A long text to scroll through: as strips, so that only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Lines(ScrollView, can_focus=True):
    """Lines that are made anew for each width. Subclasses say how, by `build`.

    There are no scrollbars, which would take a column from pictures: `where` is for a line below.
    """

    DEFAULT_CSS = """
    Lines { height: 1fr; overflow-y: scroll; scrollbar-size: 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "page_down", "Page down", show=False, id="lines.page"),
    ]

    class Moved(Message):
        """Other lines are to be seen now."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._strips: list[Strip] = []
        self._width = 0

    def build(self, width: int) -> list[Strip]:
        """The lines; they may be wider, then they can be scrolled sideways."""
        raise NotImplementedError

    def rebuild(self, start: bool = False) -> None:
        """Make the lines again, and stay about where one was, or go to the start."""
        self._width = self.size.width
        if not self._width:
            return
        before, at = len(self._strips), self.scroll_offset.y
        self._strips = self.build(self._width)
        self._measure()
        target = 0 if start or not before else at * len(self._strips) // before
        self.scroll_to(0, target, animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved())

    def action_page_down(self) -> None:
        """On, with two lines of the page before."""
        self.turn(1)

    def action_page_up(self) -> None:
        """Back, with two lines of the page after."""
        self.turn(-1)

    def turn(self, pages: int) -> None:
        """Scroll by pages that overlap a little, so that the eye finds where it was."""
        self.scroll_relative(y=pages * max(self.size.height - 2, 1), animate=False)

    def splice(self, at: int, rows: int, strips: list[Strip]) -> None:
        """Put lines in the place of some others; what is read stays where it is."""
        self._strips[at : at + rows] = strips
        self._measure()
        if at + rows <= self.scroll_offset.y:
            self.scroll_relative(y=len(strips) - rows, animate=False)
        self.refresh()

    def where(self) -> str:
        """How much of the text has been seen, and whether there is more at a side."""
        rows, total = self.size.height, len(self._strips)
        if not rows or not total:
            return ""
        seen = min(self.scroll_offset.y + rows, total)
        sideways = " · ← → sideways" if self.virtual_size.width > self.size.width else ""
        return f"{100 * seen // total} %{sideways}"

    def on_resize(self, event: Resize) -> None:
        """Lines of another length."""
        if self.size.width != self._width:
            self.rebuild()
        else:
            self.post_message(self.Moved())

    def notify_style_update(self) -> None:
        """Another theme: other inks."""
        super().notify_style_update()
        if self._strips:
            self.call_later(self.rebuild)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell who shows where one is."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        left, top = self.scroll_offset
        at = top + y
        strip = self._strips[at] if at < len(self._strips) else Strip.blank(0)
        width = self.size.width
        return strip.crop(left, left + width).extend_cell_length(width).apply_style(self.rich_style)

    def _measure(self) -> None:
        self.virtual_size = Size(
            max((strip.cell_length for strip in self._strips), default=0), len(self._strips)
        )


def strip(segments: Iterable[Segment], indent: int = 0) -> Strip:
    """A line, so many columns from the left."""
    return Strip([Segment(" " * indent), *segments] if indent else segments)
