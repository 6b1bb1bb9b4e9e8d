"""The first line of an exercise: its title, how far one is, whether checks are running."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from dllab.desk import Desk
from dllab.progress import Standing
from dllab.wording import GLYPHS, one_line, points

if TYPE_CHECKING:
    from dllab.tui.app import Lab


class StandingLine(Static):
    """One line.

    Args:
        desk: the exercise.
    """

    DEFAULT_CSS = """
    StandingLine { height: 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    app: Lab

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="heading")
        self._desk = desk
        self._standing: Standing | None = None

    def on_mount(self) -> None:
        """Say how things are."""
        self.tell()

    def tell(self) -> None:
        """Say it anew; the log is not read again while checks run."""
        run, exercise = self.app.runs.latest(self._desk.exercise.id), self._desk.exercise
        is_running = run is not None and run.phase == "running"
        if self._standing is None or not is_running:
            self._standing = self._desk.standing()
        standing = self._standing
        parts = [one_line(exercise.title), f"{GLYPHS[standing.state]} {standing.state}"]
        if standing.score:
            parts.append(f"best {points(standing.score)}/{points(standing.max_score or 0)}")
        if is_running:
            parts.append("running, Esc cancels")
        self.update(Content(" · ".join(parts)))
