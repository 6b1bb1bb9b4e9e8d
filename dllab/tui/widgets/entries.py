"""The lines of the course's list; each is laid out anew for the width that it gets."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from dllab.wording import GLYPHS, bar, one_line

CELLS = 10  # of a progress bar at most
INKS = {
    "new": "",
    "solved": "$text-success",
    "damaged": "bold $text-error",
    "running": "bold $text-accent",
}
BEGUN = "$text-warning"
# From how many columns on a line has room for minutes and score, and for the id.
_FACTS, _ID = 50, 76


class Line(Visual):
    """A line of a list, exactly one high."""

    @abstractmethod
    def text(self, width: int) -> Content:
        """What stands on so many columns."""

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        text = self.text(width).truncate(width, pad=True)
        return [strip.simplify() for strip in text.render_strips(width, 1, style, options)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_minimal_width(self, rules: RulesMap) -> int:
        return 1

    def get_height(self, rules: RulesMap, width: int) -> int:
        return 1


@dataclass
class Heading(Line):
    """A track, and how many of its exercises are solved."""

    title: str
    solved: int
    total: int

    def text(self, width: int) -> Content:
        counted = (self.solved, self.total)
        count = f" {bar(*counted, min(self.total, CELLS))} {self.solved}/{self.total}" if self.total else ""
        return Content.assemble(" ", _fitted(self.title, width - len(count) - 2), count)


@dataclass
class Entry(Line):
    """An exercise, or something damaged.

    Attributes:
        chosen: whether the cursor is on it: then its state has the cursor's ink, which can be read there.
    """

    state: str
    title: str
    id: str = ""
    minutes: int | None = None
    score: str = ""
    chosen: bool = field(default=False, compare=False)

    def text(self, width: int) -> Content:
        ink = "" if self.chosen else INKS.get(self.state, BEGUN)
        minutes = f"  {self.minutes:>3} min" if self.minutes is not None else " " * 9
        facts = (minutes, f"{self.score:>9}") if width >= _FACTS else ("", "")
        room = width - 15 - len("".join(facts))
        named = _fitted(self.title, room)
        if width >= _ID and self.id:
            named = _fitted(self.title, room - 16) + "  " + _fitted(self.id, 14)
        state = (f"  {self.state:<7}", ink)
        line = Content.assemble("   ", (GLYPHS[self.state], ink), " ", named, facts[0], state, facts[1])
        return line.stylize(ink) if self.state == "damaged" else line


def _fitted(text: str, width: int) -> Content:
    return Content(one_line(text)).truncate(max(width, 0), ellipsis=True, pad=True)
