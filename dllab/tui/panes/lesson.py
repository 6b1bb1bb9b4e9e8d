"""The lesson: text, formulas, and the figures that it speaks of."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from dllab.tui.keys import bound
from dllab.tui.pane import Pane
from dllab.tui.widgets.page import Page


class LessonPane(Pane):
    """The lesson, and how far one has read."""

    TITLE = "Lesson"
    HELP = """The exercise's lesson. Where it shows a figure, F3 lets you play with it.

In a shell, `dllab show notation` explains symbols, shapes, and the methods of layers and optimisers.

Your place in the text is remembered while the lab is open."""
    DEFAULT_CSS = """
    LessonPane #place { height: 1; color: $text-secondary; }
    """

    def compose(self) -> ComposeResult:
        """The text, and a line below it."""
        yield Page(self.desk)
        yield Static(id="place")

    def enter(self) -> None:
        """Arrow keys scroll."""
        self.call_later(lambda: self.query_one(Page).focus())  # it may be about to be made

    def on_lines_moved(self) -> None:
        """Say how much there is to come."""
        where = self.query_one(Page).where()
        code = bound(self, "exercise.code")
        self.query_one("#place", Static).update(
            Content(f" {where} · {code} write the code · Space, PgUp, PgDn")
        )
