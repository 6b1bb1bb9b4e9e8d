"""How soon the lab is on the screen, in turns with the least that Textual can show."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from common.results import Result, Target
from parts.lab.screens import FIRST_PAINT, Lab
from parts.lab.terminal import Terminal

PART = "First paint, from nothing"
_HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]


def measure(lab: Lab, rounds: int) -> list[Result]:
    """Milliseconds until each is there, and the lab's ratio in each turn."""
    hello, ours = [], []
    for turn in range(rounds + 1):
        pair = _seconds(_HELLO, lab, "Hello, world"), _seconds(lab.command, lab, *FIRST_PAINT)
        if turn:  # the first fills the caches
            hello.append(pair[0] * 1e3)
            ours.append(pair[1] * 1e3)
    ratios = [mine / least for mine, least in zip(ours, hello, strict=True)]
    note = f"{statistics.median(ours) - statistics.median(hello):.0f} ms more"
    return [
        Result(PART, "Textual's hello world", "ms", hello),
        Result(PART, "the lab, 80 exercises", "ms", ours, note=note),
        Result(PART, "the lab ÷ hello world", "×", ratios, Target(at_most=1.5)),
    ]


def _seconds(command: list[str], lab: Lab, *texts: str) -> float:
    with Terminal(command, lab.env) as terminal:
        return terminal.until(*texts)
