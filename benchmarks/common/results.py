"""What a benchmark hands over: named samples, their median, and the target they are held against."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Target:
    """A bound of the design's. Exactly one of the two is given."""

    at_most: float | None = None
    at_least: float | None = None

    def met(self, value: float) -> bool:
        """Whether `value` keeps it."""
        return value <= self.at_most if self.at_most is not None else value >= (self.at_least or 0.0)

    def __str__(self) -> str:
        return f"≤ {self.at_most:g}" if self.at_most is not None else f"≥ {self.at_least:g}"


@dataclass(frozen=True)
class Result:
    """One line of the table.

    Attributes:
        part: which part of the benchmark, the heading of its lines.
        name: what was measured.
        unit: of the samples.
        samples: every measurement, in the order taken; empty where there is only a note.
        target: the bound, in the same unit.
        note: a ratio, a comment, why there is nothing.
    """

    part: str
    name: str
    unit: str
    samples: list[float] = field(default_factory=list)
    target: Target | None = None
    note: str = ""

    @property
    def median(self) -> float | None:
        """The value that the table shows."""
        return statistics.median(self.samples) if self.samples else None

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        told = {**asdict(self), "median": self.median}
        if self.target and self.median is not None:
            told["met"] = self.target.met(self.median)
        return told


def ratio(value: float, to: float, what: str) -> str:
    """A ratio in words, as notes have it."""
    return f"{value / to:.2f} × {what}" if to else ""
