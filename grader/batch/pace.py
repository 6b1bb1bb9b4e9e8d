"""How far a run is, how fast, and how long the rest takes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from grader.batch.outcome import Outcome
from grader.batch.plan import HandIn


@dataclass
class Marks:
    """An exercise's scores in a run: how many, their sum, and what each could be at most."""

    number: int = 0
    total: float = 0.0
    most: float = 0.0

    @property
    def mean(self) -> float:
        """The mean score."""
        return self.total / self.number


class Pace:
    """Counts what is done.

    Networks take minutes and the rest milliseconds, and they go side by side: what is left takes as long
    as the slower kind.

    Args:
        todo: what the run is to do.
        clock: gives seconds.

    Attributes:
        total: how many hand-ins there are to do.
        graded: how many of them have a report.
        marks: of those, by exercise.
    """

    def __init__(self, todo: Sequence[HandIn], clock: Callable[[], float] = time.monotonic) -> None:
        self.total = len(todo)
        self.graded = 0
        self.marks: dict[str, Marks] = {}
        self._clock, self._began = clock, clock()
        self._kind_of: dict[str, str] = {one.exercise.id: one.exercise.kind for one in todo}
        totals = Counter(self._kind_of[one.exercise.id] for one in todo)
        self._lanes = {kind: _Lane(number) for kind, number in totals.items()}

    def count(self, exercise: str, outcome: Outcome | None = None) -> None:
        """One hand-in for an exercise is done; skipped, without an outcome."""
        self._lanes[self._kind_of[exercise]].count(self._clock())
        if outcome is not None and (report := outcome.report) is not None:
            self.graded += 1
            marks = self.marks.setdefault(exercise, Marks())
            marks.number, marks.total = marks.number + 1, marks.total + report.score
            marks.most = max(marks.most, report.max_score)

    @property
    def done(self) -> int:
        """How many are no longer to do."""
        return sum(lane.done for lane in self._lanes.values())

    @property
    def seconds(self) -> float:
        """Since it began."""
        return self._clock() - self._began

    @property
    def rate(self) -> float:
        """Hand-ins a second."""
        return self.done / max(self.seconds, 1e-9)

    @property
    def left(self) -> float | None:
        """Seconds until the end; None while nobody can tell."""
        several = [lane.left(self._clock()) for lane in self._lanes.values() if lane.done < lane.total]
        known = [seconds for seconds in several if seconds is not None]
        return max(known, default=0.0) if len(known) == len(several) else None


@dataclass
class _Lane:
    total: int
    done: int = 0
    first: float = field(default=0.0)

    def count(self, now: float) -> None:
        self.first = self.first or now  # from there, not from the start: processes have to come up
        self.done += 1

    def left(self, now: float) -> float | None:
        """By the mean pace so far, which is the steadiest guess."""
        return (now - self.first) / (self.done - 1) * (self.total - self.done) if self.done > 1 else None
