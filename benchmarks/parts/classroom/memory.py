"""The coordinator's memory as a class grows, and how long the gradebook takes."""

from __future__ import annotations

import statistics
from pathlib import Path

from common.machine import cores
from common.results import Result, Target, ratio
from parts.classroom.hand_ins import Class
from parts.classroom.watched import Usage, watch

PART = "The coordinator's memory, peak"
GRADEBOOK = "The gradebook of {:,} outcomes, whole command"
_PEAK = Target(at_most=200)


def measure(course: Path, folder: Path, numbers: tuple[int, ...], rounds: int) -> list[Result]:
    """All lines.

    Args:
        course: the five questions.
        folder: an empty one.
        numbers: of hand-ins; all are graded, none pretended.
        rounds: how often each command that grades nothing is run.
    """
    lines, books = [], []
    for number in numbers:
        handed_in = Class(course, folder / str(number), number)
        lines.append(_peak(number, "graded", [handed_in.grade(cores()).peak]))
        again = [handed_in.grade(cores()) for _ in range(rounds)]
        note = f"in {statistics.median(one.seconds for one in again):.2f} s"
        lines.append(_peak(number, "found done", [one.peak for one in again], note))
        books += _gradebook(handed_in, rounds)
    return [*lines, *books]


def _peak(number: int, what: str, samples: list[float], note: str = "") -> Result:
    target = _PEAK if number == 10_000 else None
    return Result(PART, f"{number:,} hand-ins, {what}", "MB", samples, target, note)


def _gradebook(handed_in: Class, rounds: int) -> list[Result]:
    """Built where there is none; asked for again; and made anew after one student's grading was forgotten."""
    part, out = GRADEBOOK.format(handed_in.number), handed_in.folder / "grades.csv"
    show = handed_in.look("gradebook", "--csv", "plain", "--out", str(out))
    forget = handed_in.look("regrade", "--student", "student-00000", "--yes")
    built, kept, anew = [], [], []
    for _ in range(rounds):
        (handed_in.results / "gradebook.sqlite").unlink(missing_ok=True)
        built.append(watch(show, handed_in.folder))
        kept.append(watch(show, handed_in.folder))
        watch(forget, handed_in.folder)
        handed_in.grade(1)
        anew.append(watch(show, handed_in.folder))
    least = statistics.median(one.seconds for one in kept)
    samples = {"from nothing": built, "nothing changed": kept, "one outcome changed": anew}
    return [
        Result(part, name, "s", [one.seconds for one in used], note=_told(used, least))
        for name, used in samples.items()
    ]


def _told(used: list[Usage], least: float) -> str:
    took = ratio(statistics.median(one.seconds for one in used), least, "nothing changed")
    return f"{took}, peak {max(one.peak for one in used):.0f} MB"
