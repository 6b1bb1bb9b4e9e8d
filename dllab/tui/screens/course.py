"""The course screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from dllab.tui.app import Lab


class CourseScreen(Screen[None]):
    """Tracks and exercises."""

    app: Lab

    def compose(self) -> ComposeResult:
        """A list."""
        yield OptionList(*(Option(exercise.title, id=exercise.id) for exercise in self.app.course))
        yield Footer()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        self.app.open_exercise(event.option_id or "")
