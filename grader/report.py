"""The report of one grading: plain frozen data, JSON in and out."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Literal

import msgspec

SCHEMA = 1

Cell = float | Literal["nan", "inf", "-inf"]
Visibility = Literal["public", "hidden"]


def cells(values: Iterable[float]) -> list[Cell]:
    """Numbers as a report holds them, five significant digits of each."""
    return [cell(float(value)) for value in values]


def cell(value: float) -> Cell:
    """A number as a report holds it; JSON has no NaN and infinities, so they are words."""
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return float(f"{value:.5g}")


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
        message: what the learner reads; a remark, or empty, when passed.
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


class SeedRun(Record, frozen=True):
    """One training of a network.

    Attributes:
        seed: of weights, order and dropout; 0 in what learners get.
        history: numbers by epoch, e.g. "loss", "val_loss", "accuracy".
        seconds: wall time.
        metrics: what checks measured on the test split.
    """

    seed: int
    history: dict[str, list[Cell]]
    seconds: float
    metrics: dict[str, Cell] = {}


class Band(Record, frozen=True):
    """What a check holds a metric against.

    Attributes:
        check: its name.
        metric: as in `Training.metrics`.
        passing: half of the points; beyond it the check fails.
        solid: three quarters of them.
        excellent: all of them; less than `passing` where the metric should be small.
        blind: the metric of whoever gives the same answer to every input; None where that has no meaning.
    """

    check: str
    metric: str
    passing: float
    solid: float
    excellent: float
    blind: Cell | None = None


class Budget(Record, frozen=True):
    """What one training took, in counts that are the same on every machine.

    Attributes:
        parameters: numbers in the weights.
        samples: examples seen, counting repeats.
        steps: updates.
        macs: multiplications, backward passes counted as two forward ones.
    """

    parameters: int
    samples: int
    steps: int
    macs: int


class Training(Record, frozen=True):
    """A network that was trained for a check, on several seeds.

    Attributes:
        check: the check that asked first.
        network: the function that built it.
        data: the data set's name.
        synthetic: whether it is generated.
        origin: "vendored", "generated", or where it was found.
        data_sha256: of its training split.
        runs: one for each seed.
        metrics: what checks measured on the test split, the median over seeds.
        bands: what they were held against.
        budget: of one training.
        device: what was computed on, e.g. "cpu:0".
        backend: Keras' backend; "numpy" for layers by hand.
        threads: asked for, of an operation on a CPU (JAX takes its own); others give other last digits.
        mixed_precision: whether it computed in float16 where that is safe.
        deterministic: whether the same seed gives the same numbers on this machine.
        note: a sentence about the device.
    """

    check: str
    network: str
    data: str
    synthetic: bool
    origin: str
    data_sha256: str
    runs: list[SeedRun]
    budget: Budget
    device: str
    backend: str
    threads: int
    metrics: dict[str, Cell] = {}
    bands: list[Band] = []
    mixed_precision: bool = False
    deterministic: bool = True
    note: str = ""


class Report(Record, frozen=True):
    """One submission's grading. The schema is published in docs/report.schema.json.

    `companions` says of each module that the submission may import whose code was used.
    """

    exercise: ExerciseRef
    submission: SubmissionRef
    score: float
    max_score: float
    checks: list[CheckResult]
    environment: Environment
    seconds: float
    seed: str = ""
    training: list[Training] = []
    companions: dict[str, Literal["yours", "reference"]] = {}
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
        checks=[check_for_learner(check) for check in report.checks],
        training=[_training_for_learner(training) for training in report.training],
        seed="",
        seconds=round(sum(check.seconds for check in report.checks if check.visibility == "public"), 6),
    )


def _training_for_learner(training: Training) -> Training:
    runs = [msgspec.structs.replace(run, seed=0, seconds=0.0) for run in training.runs]
    return msgspec.structs.replace(training, runs=runs)


def check_for_learner(check: CheckResult) -> CheckResult:
    """The same for one check."""
    if check.visibility == "hidden":
        return msgspec.structs.replace(check, details="", output="", difference=None, seconds=0.0)
    return msgspec.structs.replace(check, details="")


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a report, generated from these classes."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Report)}


if __name__ == "__main__":  # python -m grader.report > docs/report.schema.json
    print(msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode())
