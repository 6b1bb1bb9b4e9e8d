"""A lesson as a page to scroll through, its pictures drawn when they come into view."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.strip import Strip

from dllab.desk import Desk
from dllab.tui.keys import bound
from dllab.tui.widgets.scroll import Lines, strip
from grader.errors import DllabError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from dllab.lessons import Embedded

WIDTH = 80  # of the text, at the most
_INKS = {  # by Rich's names for the parts of Markdown
    **dict.fromkeys([f"markdown.h{level}" for level in range(1, 7)], "lesson--heading"),
    **dict.fromkeys(["markdown.item.bullet", "markdown.item.number"], "lesson--heading"),
    **dict.fromkeys(["markdown.table.header", "markdown.link"], "lesson--heading"),
    "markdown.code": "lesson--code",
    "lesson.drawing": "lesson--drawing",
    **dict.fromkeys(["markdown.link_url", "markdown.block_quote"], "lesson--quiet"),
    "markdown.table.border": "lesson--quiet",
}


@dataclass(eq=False)
class _Waiting:
    """Room for a picture that nobody has looked at."""

    at: int
    rows: int
    indent: int
    figure: Embedded


class Page(Lines):
    """The lesson's lines; the desk remembers how far they were read.

    Args:
        desk: the exercise.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_INKS.values())
    DEFAULT_CSS = """
    Page > .lesson--heading { text-style: bold; color: $text-primary; }
    Page > .lesson--code { text-style: bold; }
    Page > .lesson--drawing { text-style: none; }
    Page > .lesson--quiet { color: $text-secondary; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._waiting: list[_Waiting] = []

    def build(self, width: int) -> list[Strip]:
        """The whole lesson, with room for its pictures."""
        self._waiting = []
        try:
            text = self._desk.exercise.text("lesson.md")
        except DllabError as error:
            text = f"The lesson cannot be read: `{error}`"
        return self._laid_out(text, width)

    def rebuild(self, start: bool = False) -> None:
        """As `Lines.rebuild`; at first one goes on where one left off."""
        first = not self._strips
        super().rebuild(start)
        if first:
            self.scroll_to(y=round(self._desk.read * len(self._strips)), animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place."""
        super().watch_scroll_y(old_value, new_value)
        if self._strips:
            self._desk.read = new_value / len(self._strips)

    def render_line(self, y: int) -> Strip:
        """One line of the screen; the picture that it is part of is drawn soon."""
        for picture in self._waiting:
            if picture.at <= self.scroll_offset.y + y < picture.at + picture.rows:
                self.call_later(self._draw, picture)
        return super().render_line(y)

    def _laid_out(self, text: str, width: int) -> list[Strip]:
        from dllab import lessons

        column = min(max(width - 2, 10), WIDTH)
        indent = max((width - column) // 2, 0)
        console = self._printer(column)
        found: list[Strip] = []
        for part in lessons.parts(lessons.with_goals(text, self._desk.exercise.objectives)):
            if isinstance(part, str):
                found += _rendered(console, lessons.prose(part), indent)
                continue
            found.append(Strip.blank(0))
            if part.fits(width):
                margin = max((width - lessons.WIDTH) // 2, 0)
                self._waiting.append(_Waiting(len(found), lessons.HEIGHT, margin, part))
                found += [Strip.blank(0)] * lessons.HEIGHT
            note = lessons.prose(f"*{part.caption}* **{bound(self, 'exercise.explore')}**: play with it.")
            found += [*_rendered(console, note, indent), Strip.blank(0)]
        code, test = (bound(self, f"exercise.{name}") for name in ("code", "test"))
        then = lessons.prose(f"**Next:** {code}, write the code; {test} tests it.")
        return [*found, Strip.blank(0), *_rendered(console, then, indent)]

    def _draw(self, picture: _Waiting) -> None:
        """Draw a picture, unless that was done; room that it does not need goes."""
        if picture not in self._waiting:
            return
        self._waiting.remove(picture)
        width = self.size.width - 2 * picture.indent
        lines = list(_rendered(self._printer(width), picture.figure.picture(width), picture.indent))
        self.splice(picture.at, picture.rows, lines)
        for other in self._waiting:
            if other.at > picture.at:
                other.at += len(lines) - picture.rows

    def _printer(self, width: int) -> Console:
        """What renders for Rich, in the inks of the theme."""
        from rich.console import Console
        from rich.theme import Theme

        inks = {name: self.get_component_rich_style(ours, partial=True) for name, ours in _INKS.items()}
        return Console(width=width, file=io.StringIO(), theme=Theme(inks), _environ={})


def _rendered(console: Console, what: RenderableType, indent: int) -> Iterator[Strip]:
    """Lines, none of them cut off or folded further."""
    for line in Segment.split_lines(console.render(what, console.options)):
        yield strip(line, indent)
