"""The lesson."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from dllab.tui.pane import Pane


class LessonPane(Pane):
    """The lesson."""

    TITLE = "Lesson"

    def compose(self) -> ComposeResult:
        """A placeholder."""
        yield Static("lesson")
