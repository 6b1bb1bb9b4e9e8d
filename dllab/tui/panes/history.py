"""Earlier attempts."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from dllab.tui.pane import Pane


class HistoryPane(Pane):
    """Earlier attempts."""

    TITLE = "History"

    def compose(self) -> ComposeResult:
        """A placeholder."""
        yield Static("history")
