"""What a learner works on: one exercise of a course, in a workspace."""

from __future__ import annotations

from functools import cached_property

from dllab import progress
from dllab.buffer import Buffer
from dllab.progress import Ladder, Standing
from dllab.workspace import Workspace
from grader.course import Course
from grader.errors import SubmissionError
from grader.exercise import Exercise
from grader.submission import from_source, read


class Desk:
    """An exercise as the lab's screens share it.

    Args:
        course: the exercise's.
        workspace: the learner's.
        exercise: what to work on.

    Attributes:
        read: how far the lesson was read, from 0 to 1.
    """

    def __init__(self, course: Course, workspace: Workspace, exercise: Exercise) -> None:
        self.course, self.workspace, self.exercise = course, workspace, exercise
        self.read = 0.0

    @cached_property
    def buffer(self) -> Buffer:
        """The learner's code; the starter is copied to the workspace by the first look at it.

        Raises:
            DllabError: it can be neither read nor made.
        """
        return Buffer(self.workspace, self.exercise)

    @property
    def is_open(self) -> bool:
        """Whether anybody has looked at the code; where not, asking for the buffer would copy the starter."""
        return "buffer" in vars(self)

    def renew(self, course: Course) -> None:
        """Take the exercise from the course as it was read now; one that is broken stays as it was."""
        self.course = course
        self.exercise = next((one for one in course if one.id == self.exercise.id), self.exercise)

    def code_hash(self) -> str:
        """The hash of the learner's code as attempts have it; "" where there is none that can be read."""
        if self.is_open:
            return from_source(self.buffer.text).sha256
        try:
            return read(self.workspace.file(self.exercise)).sha256
        except SubmissionError:
            return ""

    def standing(self) -> Standing:
        """Where the learner stands with it."""
        return progress.standing(self.exercise, self.workspace, self.workspace.log().entries)

    def hints(self) -> Ladder:
        """The hints that may be seen now."""
        return progress.ladder(self.exercise, self.workspace.log().entries)
