"""What a key press costs: time until the screen shows it, bytes that go to the terminal."""

from __future__ import annotations

import itertools
import statistics

from common.results import Result, Target
from parts.lab.screens import SCREENS, Lab, Screen
from parts.lab.terminal import Answer

PART = "A key press"
_WARM = 5  # presses that do not count
_SOON, _LITTLE = Target(at_most=50), Target(at_most=4096)


def measure(lab: Lab, presses: int) -> list[Result]:
    """For each screen the time from key to screen, its 95th percentile, and the bytes."""
    return [result for screen in SCREENS for result in _of(lab, screen, presses)]


def _of(lab: Lab, screen: Screen, presses: int) -> list[Result]:
    keys = itertools.islice(itertools.cycle(screen.keys), _WARM + presses)
    with lab.at(screen) as terminal:
        answers = [terminal.press(key) for key in keys][_WARM:]
    return [
        Result(PART, f"{screen.name}: until it shows", "ms", [answer.first for answer in answers]),
        _high(screen, "until all of it shows, 95 %", "ms", answers, "last", _SOON),
        _high(screen, "written, 95 %", "bytes", answers, "size", _LITTLE),
    ]


def _high(screen: Screen, what: str, unit: str, answers: list[Answer], field: str, target: Target) -> Result:
    """The 95th percentile; the median is in the note."""
    values = [getattr(answer, field) for answer in answers]
    high = statistics.quantiles(values, n=20, method="inclusive")[-1]
    note = f"median {statistics.median(values):.0f}, most {max(values):.0f} {unit}"
    return Result(PART, f"{screen.name}: {what}", unit, [high], target, note)
