"""Running the checks of an exercise from its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dllab.tui.runs import Kind

if TYPE_CHECKING:
    from dllab.tui.screens.exercise import ExerciseScreen


class Checking:
    """The runs of one exercise; they belong to the application and outlive the screen.

    Args:
        screen: the exercise's.
    """

    def __init__(self, screen: ExerciseScreen) -> None:
        self._screen, self._desk = screen, screen.desk

    def run(self, kind: Kind, only: tuple[str, ...] = (), stay: bool = False) -> None:
        """Save the code, and grade it; see `Runs.start`.

        Args:
            kind: "test" or "grade".
            only: names of checks, empty for all.
            stay: whether the focus stays where it is; the checks are shown beside it where there is room.
        """
        if not self._screen.saving.save():
            return
        app = self._screen.app
        app.runs.start(self._desk, kind, only, app.device)
        if stay:
            self._screen.show_beside("checks")
        else:
            self._screen.action_show("checks")

    def save_and_test(self) -> None:
        """Save, and run the public checks without going there; a grading under way is not disturbed."""
        if not self.is_running("grade"):
            self.run("test", stay=True)
        elif self._screen.saving.save():
            self._screen.app.notify("Saved. What is being graded is the code of before.", markup=False)

    def is_running(self, kind: Kind | None = None) -> bool:
        """Whether checks are running now."""
        run = self._screen.app.runs.latest(self._desk.exercise.id)
        return run is not None and run.phase == "running" and kind in (None, run.kind)
