"""What the lab holds and writes while nobody touches it."""

from __future__ import annotations

from common.results import Result, Target
from parts.lab.screens import SCREENS, Lab, Screen

MEMORY, IDLE = "Memory", "Idle"
_SMALL, _NOTHING = Target(at_most=80), Target(at_most=0)


def memory(lab: Lab, rounds: int) -> list[Result]:
    """Megabytes of the lab's process on each screen, everything shared included, and its own alone."""
    return [result for screen in SCREENS for result in _held(lab, screen, rounds)]


def idle(lab: Lab, seconds: float) -> list[Result]:
    """Bytes a minute on each screen."""
    return [_written(lab, screen, seconds) for screen in SCREENS]


def _held(lab: Lab, screen: Screen, rounds: int) -> list[Result]:
    sizes = []
    for _ in range(rounds):
        with lab.at(screen) as terminal:
            sizes.append(terminal.resident())
    place = screen.name.partition(",")[0]
    target = _SMALL if not screen.way else None  # the design's bound is for the first paint
    return [
        Result(MEMORY, f"{place}: resident", "MB", [resident for resident, _ in sizes], target),
        Result(MEMORY, f"{place}: private", "MB", [private for _, private in sizes]),
    ]


def _written(lab: Lab, screen: Screen, seconds: float) -> Result:
    with lab.at(screen) as terminal:
        written = terminal.count(seconds)
    name, note = screen.name.partition(",")[0], f"looked at for {seconds:.0f} s"
    return Result(IDLE, name, "bytes a minute", [written * 60 / seconds], _NOTHING, note)
