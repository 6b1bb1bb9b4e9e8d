"""A training check in a warm grader against a bare `fit` and `predict`, in turns."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from pathlib import Path

from common.processes import Seconds, spent
from common.results import Result, Target, ratio
from grader.course import load_course
from grader.events import CheckDone, CheckStarted, Event
from grader.exercise import Exercise
from grader.grade import Grader
from grader.report import Cell, Verdict, cell
from grader.submission import read
from networks.course import CHECK, CNN, LINEAR, MLP, SUBMISSION, Network
from parts.training.bare import Bare, Fitted

_TARGET = Target(at_most=1.15)


@dataclass(frozen=True)
class Graded:
    """One grading, and what its training check took.

    Attributes:
        whole: seconds of all of it: the submission's guest, the survey, the contract, the training.
        seconds: of the training check alone.
        processor: that host, fork server and guests spent in that check.
        seed: of the training.
        loss: of its last epoch, as reports round it.
    """

    whole: float
    seconds: float
    processor: float
    seed: int
    loss: Cell


@dataclass
class Pairs:
    """What was measured in turns, and whether both sides do the same work."""

    bare: list[Fitted] = field(default_factory=list)
    graded: list[Graded] = field(default_factory=list)
    sameness: str = ""


def measure(course: Path, environment: dict[str, str], rounds: int, quick: bool) -> list[Result]:
    """All lines.

    Args:
        course: made by `networks.course`.
        environment: of the Keras template.
        rounds: pairs of each network.
        quick: leave the least of them out.
    """
    exercises = load_course(course)
    lines: list[Result] = []
    with Grader(device="cpu") as grader, Bare(environment) as bare:
        for network in (MLP, CNN) if quick else (LINEAR, MLP, CNN):
            lines += _lines(network, _pairs(grader, bare, network, exercises.exercise(network.id), rounds))
    return lines


def _pairs(grader: Grader, bare: Bare, network: Network, exercise: Exercise, rounds: int) -> Pairs:
    """One of each with the same seed, which warms both up; then pairs with fresh seeds, as in a batch."""
    first = _graded(grader, exercise)
    pairs = Pairs(sameness=_sameness(first.loss, cell(bare.fit(network, first.seed).loss)))
    for turn in range(rounds):
        if turn % 2:
            pairs.graded.append(_graded(grader, exercise))
        pairs.bare.append(bare.fit(network, seed=turn))
        if turn % 2 == 0:
            pairs.graded.append(_graded(grader, exercise))
    return pairs


def _graded(grader: Grader, exercise: Exercise) -> Graded:
    used = Seconds()

    def listen(event: Event) -> None:
        nonlocal used
        if isinstance(event, CheckStarted) and event.name == CHECK:
            used = spent()
        if isinstance(event, CheckDone) and event.result.name == CHECK:
            used = spent() - used

    report = grader.grade(exercise, read(SUBMISSION), listener=listen)
    check = next(check for check in report.checks if check.name == CHECK)
    if check.verdict is not Verdict.PASSED:
        raise RuntimeError(f"{exercise.id}: {check.verdict}: {check.message}")
    (run,) = report.training[0].runs
    return Graded(report.seconds, check.seconds, used.total, run.seed, run.history["loss"][-1])


def _sameness(graded: Cell, bare: Cell) -> str:
    """Weights, order and dropout come from the seed: the same work gives the same losses."""
    if graded == bare:
        return f"same seed, same losses (last: {bare:g})"
    return f"NOT the same work: with the same seed the last loss is {graded}, bare {bare}"


def _lines(network: Network, pairs: Pairs) -> list[Result]:
    part = f"A training check: {network}"
    bare = [one.seconds for one in pairs.bare]
    check = [one.seconds for one in pairs.graded]
    whole = [one.whole for one in pairs.graded]
    least = statistics.median(bare)
    added = [graded - fitted for graded, fitted in zip(check, bare, strict=True)]
    ratios = [graded / fitted for graded, fitted in zip(check, bare, strict=True)]
    processor = [
        graded.processor / fitted.processor for graded, fitted in zip(pairs.graded, pairs.bare, strict=True)
    ]
    return [
        Result(part, "bare fit + predict, warm process", "s", bare),
        Result(part, "the training check", "s", check, note=ratio(statistics.median(check), least, "bare")),
        Result(part, "the training check / bare, in pairs", "×", ratios, _TARGET, pairs.sameness),
        Result(part, "  the same, processor time", "×", processor, note="less disturbed by a busy machine"),
        Result(part, "  added by the check", "s", added),
        Result(part, "the whole grading", "s", whole, note=ratio(statistics.median(whole), least, "bare")),
    ]
