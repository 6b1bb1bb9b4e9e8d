"""author check --watch: the gate again whenever a file of the exercise changes, with a warm grader."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from dllab.authoring.gate.check import Outcome, examine
from dllab.authoring.gate.verdicts import Subject
from dllab.authoring.saves import Stamps, files_of, folder_of, stamps
from dllab.cli import terminal
from dllab.cli.options import open_course
from dllab.cli.watch import POLL, separate
from grader import layout
from grader.course import Course, load_course
from grader.errors import DllabError
from grader.grade import Grader


def watch(
    course: Path | None,
    id: str,
    seeds: int,
    show: Callable[[Course, Outcome], None],
    listener: Callable[[Subject], None],
) -> int:
    """Check now and after each save, until Ctrl-C or until nobody reads our output.

    Args:
        course: as --course says.
        id: the exercise.
        seeds: how many seeds everything is tried on.
        show: hears each outcome, and the course as it was.
        listener: hears before each grading what is graded.

    Returns:
        0: whoever ends a watch has seen what there was to see.

    Raises:
        UsageError: there is no such exercise. One that is broken is watched.
    """
    found = open_course(course)
    watched = _Watch(found.root, folder_of(found, id), show)
    with Grader() as grader:

        def heard(subject: Subject) -> None:
            watched.look()
            listener(subject)

        try:
            watched.run(lambda course: examine(course, course.exercise(watched.id), grader, seeds, heard))
        except KeyboardInterrupt:
            terminal.end_line()
    return 0


class _Changed(Exception):
    """A file was saved while the gate was at work."""


class _Watch:
    """One exercise under watch."""

    def __init__(self, root: Path, folder: Path, show: Callable[[Course, Outcome], None]) -> None:
        self._root, self._folder, self._show = root, folder, show
        self._seen: Stamps | None = None

    @property
    def id(self) -> str:
        """The exercise's."""
        return self._folder.name

    def run(self, examined: Callable[[Course], Outcome]) -> None:
        """Look, check, sleep; a save during a check ends it."""
        while not terminal.is_closed():
            stamps = self._stamps()
            if stamps == self._seen:
                time.sleep(POLL)
                continue
            self._seen = stamps
            try:
                course = load_course(self._root)
                self._say(course, examined(course))
            except _Changed:
                pass
            except DllabError as error:
                self._say(None, error)

    def look(self) -> None:
        """Raise where something was saved since the check began."""
        if self._stamps() != self._seen:
            raise _Changed

    def _say(self, course: Course | None, found: Outcome | DllabError) -> None:
        terminal.progress()
        separate()
        if isinstance(found, DllabError):
            terminal.note(str(found))
        elif course:
            self._show(course, found)
        terminal.note(f"watching {self._folder} (Ctrl-C ends it)")

    def _stamps(self) -> Stamps:
        return stamps([self._root / layout.NAME, *files_of(self._folder)])
