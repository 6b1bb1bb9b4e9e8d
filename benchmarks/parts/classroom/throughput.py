"""Hand-ins a second of `dllab class grade` by the number of its workers, the whole command from nothing."""

from __future__ import annotations

import itertools
import statistics
from pathlib import Path

from common.machine import cores
from common.results import Result, Target
from parts.classroom.hand_ins import MIXED, RIGHT, Class
from parts.classroom.watched import Usage

_THOUSAND = Target(at_most=10)  # seconds, for right ones by two workers


def measure(course: Path, folder: Path, number: int, rounds: int) -> list[Result]:
    """All lines; right and mixed ones, with few and with many workers, take turns.

    Args:
        course: the five questions, ten checks.
        folder: an empty one.
        number: of hand-ins.
        rounds: how often everything is graded.
    """
    Class(course, folder / "first", 4).grade(1)  # it fills the caches
    kinds = {
        "right": Class(course, folder / "right", number, RIGHT),
        "3 of 5 right": Class(course, folder / "mixed", number, MIXED),
    }
    cases = list(itertools.product(kinds, _jobs()))
    used: dict[tuple[str, int], list[Usage]] = {case: [] for case in cases}
    for _, (kind, jobs) in itertools.product(range(rounds), cases):
        kinds[kind].forget()
        used[kind, jobs].append(kinds[kind].grade(jobs))
    return [line for case in cases for line in _lines(*case, number, used[case])]


def _jobs() -> list[int]:
    """1, 2, 4 … and as many as there are cores."""
    doubled = itertools.takewhile(lambda jobs: jobs < cores(), (2**power for power in itertools.count()))
    return [*doubled, cores()]


def _lines(kind: str, jobs: int, number: int, used: list[Usage]) -> list[Result]:
    part = f"{number:,} hand-ins of ten checks, {kind}"
    seconds = [one.seconds for one in used]
    target = _THOUSAND if (kind, jobs, number) == ("right", 2, 1000) else None
    note = f"{number / statistics.median(seconds):.0f} a second"
    own = [1e3 * one.processor / number for one in used]
    return [
        Result(part, f"--jobs {jobs}", "s", seconds, target, note),
        Result(part, "  the coordinator's own processor time, each", "ms", own),
    ]
