"""Submissions a second, and what each costs beyond its own computing, with the sandbox on and off."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from assignment.course import ID
from assignment.questions import SUBMISSIONS
from common.machine import cores
from common.processes import Seconds
from common.results import Result, Target, ratio
from parts.worker import BARE, NO_BUBBLEWRAP, SANDBOX, UNPROTECTED, Job, Round, Told, work

_VARIANTS = {
    SANDBOX: "sandbox on",
    NO_BUBBLEWRAP: "without bubblewrap",
    UNPROTECTED: "unprotected process",
    BARE: "same checks in this process",
}
_RATE = Target(at_least=150)
_OVERHEAD = Target(at_most=10)


def measure(course: Path, five: Path, rounds: int) -> list[Result]:
    """All lines.

    Args:
        course: the repository, whose exercises are graded.
        five: the course of the five questions, whose exercise has exactly ten checks.
        rounds: how often everything is graded.
    """
    right = Job(five, ID, SUBMISSIONS[:1], rounds=40 * rounds)
    mixed = Job(five, ID, SUBMISSIONS, rounds=6 * rounds)
    dear = Job(five, ID, SUBMISSIONS[:1], tuple(_VARIANTS), rounds=30 * rounds)
    solutions = Job(course, variants=tuple(_VARIANTS), rounds=rounds, solutions_only=True)
    return [
        *_rates("Ten checks, a right submission", right, _RATE),
        *_costs("Ten checks, a right submission, beyond its own computing", work(dear)[0], _OVERHEAD),
        *_rates("Ten checks, a right submission and four wrong ones", mixed, _RATE),
        *_rates("The course: solutions, starters, mistakes", Job(course, rounds=rounds)),
        *_costs("The course: solutions, beyond their own computing", work(solutions)[0]),
    ]


def _rates(part: str, job: Job, target: Target | None = None) -> list[Result]:
    """Submissions a second by one process and by two, and milliseconds by kind."""
    one, pinned = work(job), replace(job, pinned=True)
    lines = [_rate(part, "one process", one)]
    if cores() >= 2:
        lines.append(_rate(part, "one process, on one core", work(pinned)))
        lines.append(_rate(part, "two processes", work(job, 2), target))
        lines.append(_rate(part, "two processes, each on a core", work(pinned, 2), target))
    told = one[0]
    every = told.rounds[SANDBOX]
    note = f"{told.checks / len(told.kinds):.1f} checks each"
    lines.append(
        Result(part, "each, wall", "ms", [1e3 * s for done in every for s in done.seconds], note=note)
    )
    for kind in dict.fromkeys(told.kinds) if len(set(told.kinds)) > 1 else ():
        times = [
            1e3 * s for done in every for s, k in zip(done.seconds, told.kinds, strict=True) if k == kind
        ]
        lines.append(Result(part, f"  {kind}", "ms", times))
    return [*lines, _processor(part, every)]


def _rate(part: str, name: str, told: list[Told], target: Target | None = None) -> Result:
    """One sample a round: from the first process's start to the last one's end."""
    samples = []
    for rounds in zip(*(worker.rounds[SANDBOX] for worker in told), strict=True):
        elapsed = max(done.ended for done in rounds) - min(done.started for done in rounds)
        samples.append(sum(len(done.seconds) for done in rounds) / elapsed)
    return Result(part, name, "submissions/s", samples, target)


def _costs(part: str, told: Told, target: Target | None = None) -> list[Result]:
    """Wall time by variant, and what each adds to the submission's own computing; means of a round."""
    own = _means(told.rounds[BARE], lambda done: done.own)
    least = statistics.median(own)
    lines = [Result(part, "the submission's own computing", "ms", own)]
    for variant, name in _VARIANTS.items():
        means = _means(told.rounds[variant], lambda done: done.seconds)
        note = ratio(statistics.median(means), least, "own computing")
        lines.append(Result(part, name, "ms", means, note=note))
        if variant == SANDBOX:
            beyond = [mean - base for mean, base in zip(means, own, strict=True)]
            lines.append(Result(part, "  beyond the submission's own", "ms", beyond, target))
    return [
        *lines,
        *(_processor(part, told.rounds[name], f", {_VARIANTS[name]}") for name in list(_VARIANTS)[:3]),
    ]


def _means(rounds: Iterable[Round], of: Callable[[Round], list[float]]) -> list[float]:
    return [1e3 * statistics.mean(of(done)) for done in rounds]


def _processor(part: str, rounds: list[Round], variant: str = "") -> Result:
    """Processor time a submission; summed over all rounds because the system counts it in hundredths."""
    used = sum((done.used for done in rounds), Seconds())
    count = sum(len(done.seconds) for done in rounds)
    host, server, guests = (1e3 * s / count for s in (used.host, used.server, used.guests))
    note = f"host {host:.1f}, fork server {server:.1f}, guests {guests:.1f}"
    return Result(part, f"each, processor{variant}", "ms", [1e3 * used.total / count], note=note)
