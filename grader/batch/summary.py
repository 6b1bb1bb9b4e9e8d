"""An outcome as far as grades need it: the same file read with fewer fields, many times faster."""

from __future__ import annotations

import msgspec

from grader.batch.outcome import decoded
from grader.report import ExerciseRef, SubmissionRef, Verdict, Visibility

_MESSAGE = 500  # characters of a known mistake's sentence


class Grader(msgspec.Struct, frozen=True):
    """Of a report's environment: the version of what graded it."""

    grader: str


class Check(msgspec.Struct, gc=False):
    """Of a check's result what is counted; the message only where it tells a known mistake, in a line."""

    name: str
    title: str
    visibility: Visibility
    points: float
    earned: float
    verdict: Verdict
    message: str = ""
    mistake: str | None = None

    def __post_init__(self) -> None:
        # Messages may be large, and all of a student's are in memory at a time.
        self.message = self.message.partition("\n")[0][:_MESSAGE] if self.mistake else ""

    @property
    def full_marks(self) -> bool:
        """As of the whole result."""
        return self.verdict is Verdict.PASSED and self.earned >= self.points


class Marks(msgspec.Struct, frozen=True):
    """Of a report what is counted."""

    exercise: ExerciseRef
    submission: SubmissionRef
    score: float
    max_score: float
    checks: list[Check]
    environment: Grader


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Of an outcome what is counted; see `grader.batch.outcome.Outcome`."""

    student: str
    exercise: str
    key: str
    handed_in: float
    graded: float
    again: tuple[float, ...] = ()
    sha256: str = ""
    report: Marks | None = None
    error: str = ""

    @property
    def name(self) -> str:
        """The student's folder name as the file system has it."""
        return decoded(self.student)

    @property
    def text(self) -> str:
        """What tells the text from others."""
        return self.sha256 or (self.report.submission.sha256 if self.report else self.key)
