"""What was checked, and how it went."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from dllab.tui.pane import Pane


class ChecksPane(Pane):
    """What was checked, and how it went."""

    TITLE = "Checks"

    def compose(self) -> ComposeResult:
        """A placeholder."""
        yield Static("checks")
