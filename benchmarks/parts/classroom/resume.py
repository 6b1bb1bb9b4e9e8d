"""The same command again: after all is done, and after it was killed in the middle."""

from __future__ import annotations

import statistics
import subprocess
import time
from pathlib import Path

from common import processes
from common.machine import cores
from common.processes import Failed
from common.results import Result, Target, ratio
from parts.classroom.hand_ins import Class
from parts.coldstart import dllab

_RERUN, _NOTHING = Target(at_most=0.5), Target(at_most=0)


def measure(course: Path, folder: Path, number: int, rounds: int) -> list[Result]:
    """All lines.

    Args:
        course: the five questions.
        folder: an empty one.
        number: of hand-ins.
        rounds: how often the command is killed; the finished batch is run again five times as often.
    """
    handed_in = Class(course, folder / "class", number)
    whole = handed_in.grade(cores()).seconds
    return [*_finished(handed_in, 5 * rounds), *_killed(handed_in, rounds, whole)]


def _finished(handed_in: Class, rounds: int) -> list[Result]:
    part = f"A rerun of {handed_in.number:,} hand-ins that are graded"
    again, least = [], []
    for _ in range(rounds):
        least.append(processes.seconds([*dllab(), "--version"], handed_in.folder))
        again.append(handed_in.grade(cores()).seconds)
    target = _RERUN if handed_in.number == 1000 else None
    note = ratio(statistics.median(again), statistics.median(least), "dllab --version")
    return [Result(part, "whole command", "s", again, target, note)]


def _killed(handed_in: Class, rounds: int, whole: float) -> list[Result]:
    part = f"Killed with SIGKILL in the middle of {handed_in.number:,}, and run again"
    first, second, kept, twice = [], [], [], []
    for _ in range(rounds):
        handed_in.forget()
        first.append(_kill(handed_in))
        there = {path: path.read_bytes() for path in handed_in.outcomes()}
        second.append(handed_in.grade(cores()).seconds)
        kept.append(len(there))
        twice.append(sum(path.read_bytes() != text for path, text in there.items()))
    both = [one + other for one, other in zip(first, second, strict=True)]
    note = ratio(statistics.median(both), whole, "one that was not killed")
    return [
        Result(part, "outcomes at that moment", "", kept),
        Result(part, "  of these graded again", "", twice, _NOTHING),
        Result(part, "until killed", "s", first),
        Result(part, "the rerun", "s", second),
        Result(part, "both together", "s", both, note=note),
    ]


def _kill(handed_in: Class) -> float:
    """Kill the coordinator as soon as it has told of half of them; seconds until then."""
    started, heard = time.perf_counter(), 0
    command = handed_in.words(cores(), "--json-lines")
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for line in process.stdout:
            heard += b'"graded"' in line.partition(b",")[0]
            if heard * 2 >= handed_in.number:
                process.kill()
                return time.perf_counter() - started
    raise Failed("`dllab class grade` ended before it could be killed")
