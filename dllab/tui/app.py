"""The application: what all screens share, and how it begins and ends."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from dllab import locations
from dllab.desk import Desk
from dllab.tui.runs import Runs
from dllab.tui.screens.course import CourseScreen
from dllab.workspace import Workspace
from grader.exercise import Course, load_course

_SIGNALS = (signal.SIGHUP, signal.SIGTERM)


class Lab(App[int]):
    """The lab.

    Args:
        course: its root; the one of this install when left out.
        device: where networks are trained, see `dllab grade --help`.
    """

    TITLE = "dllab"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="lab.help"),
        Binding("ctrl+q", "quit", "Quit", id="lab.quit", priority=True),
    ]

    def __init__(self, course: Path | None = None, device: str = "auto") -> None:
        super().__init__()
        self.course: Course = load_course(locations.course(course))
        self.workspace = Workspace()
        self.device = device
        self.runs = Runs(self._run_changed)

    def on_mount(self) -> None:
        """Begin with the course; a lost terminal ends it as cleanly as a key does."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self._end, 128 + number)
        self.push_screen(CourseScreen())

    def open_exercise(self, id: str) -> None:
        """Show an exercise."""
        from dllab.tui.screens.exercise import ExerciseScreen  # with the editor: when it is needed

        self.push_screen(ExerciseScreen(Desk(self.course, self.workspace, self.course.exercise(id))))

    async def on_unmount(self) -> None:
        """Leave no process behind."""
        await self.runs.close()

    def _run_changed(self, exercise: str) -> None:
        for screen in self.screen_stack:
            if changed := getattr(screen, "run_changed", None):
                changed(exercise)

    def _end(self, status: int) -> None:
        self._keep_drafts()
        self.exit(status)

    def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            if keep := getattr(screen, "keep_draft", None):
                keep()
