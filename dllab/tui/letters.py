"""Letters instead of arrow keys and Esc: the same everywhere where nothing is typed."""

from __future__ import annotations

from textual.binding import Binding

# Screens that lie above others hear none of the application's keys; they have these themselves.
UP_DOWN = (
    Binding("j", "app.press('down')", "Down", show=False, id="lab.down"),
    Binding("k", "app.press('up')", "Up", show=False, id="lab.up"),
)
LETTERS = (*UP_DOWN, Binding("q", "app.press('escape')", "Back", show=False, id="lab.back"))
