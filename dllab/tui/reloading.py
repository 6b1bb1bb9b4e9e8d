"""An author's preview: an exercise is read again whenever one of its files is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dllab.authoring.saves import Stamps, files_of, folder_of, stamps
from dllab.tui.screens.course import CourseScreen
from dllab.tui.screens.exercise import ExerciseScreen
from grader.errors import DllabError
from grader.exercise import Exercise
from grader.layout import NAME
from grader.yamlfile import read_text

if TYPE_CHECKING:
    from dllab.tui.app import Lab

POLL = 0.7  # seconds; network file systems tell nobody about changes, so we look
SECONDS = 3.0  # for which it is said what was read


class Reloading:
    """Looks at the files of one exercise of a lab.

    Args:
        lab: shows the exercise.
        id: the exercise's.
        pane: to begin with, where it could not be read at first.

    Raises:
        UsageError: there is no such exercise.
    """

    def __init__(self, lab: Lab, id: str, pane: str) -> None:
        self._lab, self._id, self._pane = lab, id, pane
        self._folder = folder_of(lab.course, id)
        self._seen = self._stamps()
        self._starter = _starter(self._exercise)
        lab.set_interval(POLL, self._look)
        lab.notify("A preview: what you type here is gone afterwards", timeout=2 * SECONDS, markup=False)

    def _look(self) -> None:
        """Nothing is taken away from under a question or a page of help, nor a screen that is being made."""
        now, shown = self._stamps(), self._lab.screen
        ready = shown.is_whole if isinstance(shown, ExerciseScreen) else isinstance(shown, CourseScreen)
        if now != self._seen and ready and shown.is_mounted:
            names = sorted({path.name for path, _ in now.items() ^ self._seen.items()})
            self._seen = now
            self._read(names)

    def _read(self, names: list[str]) -> None:
        lab, shown, was_broken = self._lab, self._lab.screen, self._exercise is None
        lab.reload_course(self._id)
        exercise = self._exercise
        if exercise is None:
            if isinstance(shown, ExerciseScreen):
                self._pane = shown.active
                shown.action_leave(True)  # to the list, which says what is wrong
            return
        self._renew_starter(exercise)
        if isinstance(shown, ExerciseScreen):
            lab.open_exercise(self._id, shown.active)
        elif was_broken:
            lab.open_exercise(self._id, self._pane)
        lab.notify(f"read again: {', '.join(names)}", timeout=SECONDS, markup=False)

    @property
    def _exercise(self) -> Exercise | None:
        """As it was read last; None where it is broken."""
        return next((one for one in self._lab.course if one.id == self._id), None)

    def _renew_starter(self, exercise: Exercise) -> None:
        """Who has not begun to write begins with the starter as it is now."""
        before, self._starter = self._starter, _starter(exercise)
        path = self._lab.workspace.file(exercise)
        if before == self._starter or self._lab.is_unsaved(exercise.id) or not path.is_file():
            return
        try:
            if read_text(path) == before:
                self._lab.workspace.write(exercise, self._starter)
        except DllabError as error:
            self._lab.complain(error)

    def _stamps(self) -> Stamps:
        return stamps([self._lab.course.root / NAME, *files_of(self._folder)])


def _starter(exercise: Exercise | None) -> str:
    try:
        return exercise.text("starter.py") if exercise else ""
    except DllabError:
        return ""
