"""What a coordinator and its workers say to each other: JSON, one a line."""

from __future__ import annotations

import msgspec

from grader.report import Report, Sandbox


class Work(msgspec.Struct, frozen=True):
    """The first line to a worker.

    Attributes:
        course: the root of the course.
        device: where networks are trained.
        core: the one that it and its processes stay on; any when None.
    """

    course: str
    device: str = "auto"
    core: int | None = None


class Ready(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to it.

    Attributes:
        sandbox: what is enforced around learner code.
        error: why it cannot work, where it cannot.
    """

    sandbox: Sandbox | None = None
    error: str = ""


class Job(msgspec.Struct, frozen=True):
    """One hand-in to grade.

    Attributes:
        exercise: its id.
        version: of the exercise, as the coordinator read it.
        path: the file, its bytes in hexadecimal.
        sha256: of what it held.
        seed: to grade it with.
    """

    exercise: str
    version: str
    path: str
    sha256: str
    seed: str


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of it.

    Attributes:
        report: the outcome.
        changed: what is no longer as it was meant: "file" or "exercise".
        error: why nothing can be graded for this exercise here.
    """

    report: Report | None = None
    changed: str = ""
    error: str = ""
