"""Figures to play with."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from dllab.tui.pane import Pane


class ExplorePane(Pane):
    """Figures to play with."""

    TITLE = "Explore"

    def compose(self) -> ComposeResult:
        """A placeholder."""
        yield Static("explore")
