"""The report of one grading: plain frozen data, JSON in and out."""

from __future__ import annotations

import math
import sys
from enum import StrEnum
from typing import Any, Literal

import msgspec

SCHEMA = 1

Cell = float | Literal["nan", "inf", "-inf"]
Visibility = Literal["public", "hidden"]


class Verdict(StrEnum):
    """How one check ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    FLOODED = "flooded"
    REFUSED = "refused"
    NOT_RUN = "not-run"


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything in a report."""


class Difference(Record, frozen=True):
    """A small aligned grid of numbers, for *expected | yours*; rows of equal length.

    Attributes:
        expected: the reference's values; JSON has no NaN and infinities, so they are words.
        yours: the learner's, same shape.
        where: what part of the whole this is, e.g. "rows 0-4, columns 0-5".
    """

    expected: list[list[Cell]]
    yours: list[list[Cell]]
    where: str


class CheckResult(Record, frozen=True):
    """One check's outcome.

    Attributes:
        name: the check function's name.
        title: its docstring's first line.
        visibility: "public" or "hidden".
        points: what it is worth.
        earned: 0 ≤ earned ≤ points.
        verdict: how it ended.
        message: what the learner reads; empty when passed.
        mistake: the name of the known mistake it was recognised as.
        seconds: wall time.
        output: what the learner's code printed, neutralised; hidden from learners for hidden checks.
        details: for graders only: inputs' story, exception text, traceback.
        difference: numbers to show side by side (public checks).
    """

    name: str
    title: str
    visibility: Visibility
    points: float
    earned: float
    verdict: Verdict
    message: str = ""
    mistake: str | None = None
    seconds: float = 0.0
    output: str = ""
    details: str = ""
    difference: Difference | None = None

    def __post_init__(self) -> None:
        _bounded("earned", self.earned, self.points)
        _bounded("seconds", self.seconds)

    @property
    def full_marks(self) -> bool:
        """Whether it passed and earned all its points (a band may pass with fewer)."""
        return self.verdict is Verdict.PASSED and self.earned >= self.points


class ExerciseRef(Record, frozen=True):
    """Which exercise, in which version (a hash of its files)."""

    id: str
    version: str


class SubmissionRef(Record, frozen=True):
    """What was graded."""

    path: str
    sha256: str


class Sandbox(Record, frozen=True):
    """What was really enforced around learner code, found by trying.

    Attributes:
        level: "kernel" where file system, network and processes are all enforced, "limits" where only
            resource limits are, "none" where nothing is.
        filesystem, network, processes: each one's finding.
        landlock: its ABI version, 0 where absent.
        seccomp, bubblewrap: whether in use.
        missing: sentences, one for each part that is not there.
    """

    level: Literal["kernel", "limits", "none"]
    filesystem: bool = False
    network: bool = False
    processes: bool = False
    landlock: int = 0
    seccomp: bool = False
    bubblewrap: bool = False
    missing: list[str] = []


class Environment(Record, frozen=True):
    """Where the grading took place."""

    grader: str
    sandbox: Sandbox
    device: str
    python: str
    numpy: str
    keras: str | None = None
    backend: str | None = None


class Report(Record, frozen=True):
    """One submission's grading. The schema is published in docs/report.schema.json."""

    exercise: ExerciseRef
    submission: SubmissionRef
    score: float
    max_score: float
    checks: list[CheckResult]
    environment: Environment
    seconds: float
    seed: str = ""
    training: list[dict[str, Any]] = []
    schema: int = SCHEMA

    def __post_init__(self) -> None:
        _bounded("score", self.score, self.max_score)
        _bounded("seconds", self.seconds)

    @property
    def full_marks(self) -> bool:
        """Whether there are checks, and each passed and earned all its points."""
        return bool(self.checks) and all(check.full_marks for check in self.checks)


def _bounded(name: str, value: float, limit: float = sys.float_info.max) -> None:
    """No report, wherever it comes from, holds NaN, less than nothing or more than everything."""
    if not 0 <= value <= limit < math.inf:
        raise ValueError(f"{name} is {value}: it must lie between 0 and {limit}")


def to_json(report: Report) -> bytes:
    """The report as one line of JSON."""
    return msgspec.json.encode(report)


def from_json(text: bytes | str) -> Report:
    """Read a report back.

    Raises:
        ValueError: not JSON, or not a report of this schema.
    """
    try:
        schema = msgspec.json.decode(text, type=_Version).schema
        if schema != SCHEMA:
            raise ValueError(f"a report of schema {schema}; this version reads {SCHEMA}")
        return msgspec.json.decode(text, type=Report)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ValueError(f"not a dllab report: {error}") from None


class _Version(msgspec.Struct):
    schema: int = SCHEMA


def for_learner(report: Report) -> Report:
    """The same report without what learners may not see: seeds, details, hidden checks' output.

    Seconds of hidden checks go too: learner code can tell an input by how long it sleeps.
    """
    return msgspec.structs.replace(
        report,
        checks=[_check_for_learner(check) for check in report.checks],
        training=[{key: run[key] for key in run if key != "seeds"} for run in report.training],
        seed="",
        seconds=round(sum(check.seconds for check in report.checks if check.visibility == "public"), 6),
    )


def _check_for_learner(check: CheckResult) -> CheckResult:
    if check.visibility == "hidden":
        return msgspec.structs.replace(check, details="", output="", difference=None, seconds=0.0)
    return msgspec.structs.replace(check, details="")


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a report, generated from these classes."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Report)}


if __name__ == "__main__":  # python -m grader.report > docs/report.schema.json
    print(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode())
