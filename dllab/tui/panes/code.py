"""The editor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from dllab.tui.pane import Pane


class CodePane(Pane):
    """The editor."""

    TITLE = "Code"

    def compose(self) -> ComposeResult:
        """A placeholder."""
        yield Static("code")
