"""How far a run is, for who only looks on: files are counted, none is opened but the lock."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.batch import slurm
from grader.batch.outcome import key
from grader.batch.plan import scan
from grader.batch.run import State
from grader.batch.store import Store
from grader.course import Course

_SLURM = 15.0  # seconds between two questions to Slurm


class Progress(msgspec.Struct, frozen=True):
    """How far.

    Attributes:
        holder: who writes results now, see `Store.holder`.
        runs: the unfinished ones on Slurm.
        outcomes: how many there are; not counted anew while nobody writes.
        done, total: hand-ins; None where nobody said where they lie.
        turns: changes whenever somebody begins or ends to write.
    """

    holder: str
    runs: list[State]
    outcomes: int
    done: int | None
    total: int | None
    turns: int

    @property
    def goes_on(self) -> bool:
        """Whether there may be more outcomes soon."""
        return bool(self.holder or self.runs)


class Onlooker:
    """Looks again and again.

    Args:
        store: the results.
        course: whose exercises are graded.
        submissions: where hand-ins lie; the total is not known without.
    """

    def __init__(self, store: Store, course: Course, submissions: Path | None = None) -> None:
        self._store, self._course, self._submissions = store, course, submissions
        self._missing: list[tuple[str, str, str]] = []
        self._total: int | None = None
        self._holder, self._stamp, self._turns, self._outcomes = "", -1, 0, 0
        self._runs: list[State] = []
        self._asked = -_SLURM

    def look(self) -> Progress:
        """How far it is now.

        Raises:
            UsageError: SUBMISSIONS cannot be read.
            StoreError: a run on Slurm is damaged.
        """
        turns = self._turns
        self._look_at_lock()
        self._ask_slurm()
        if self._submissions and turns != self._turns:
            self._survey(self._submissions)
        if self._holder or self._runs or turns != self._turns:
            self._outcomes = sum(1 for _ in self._store.files())
            self._missing = [one for one in self._missing if not self._store.has(*one)]
        done = None if self._total is None else self._total - len(self._missing)
        return Progress(self._holder, self._runs, self._outcomes, done, self._total, self._turns)

    def _survey(self, submissions: Path) -> None:
        found = scan(submissions, self._course).hand_ins
        names = dict.fromkeys((one.student, one.exercise.id, key(one)) for one in found)
        self._missing, self._total = list(names), len(names)

    def _look_at_lock(self) -> None:
        """Nobody is asked while nothing happens: to ask takes the lock, for a moment."""
        stamp = _stamp(self._store.root / ".lock")
        if stamp == self._stamp and not self._holder:
            return
        holder = self._store.holder()
        self._turns += (stamp, holder) != (self._stamp, self._holder)
        self._stamp, self._holder = stamp, holder

    def _ask_slurm(self) -> None:
        if time.monotonic() - self._asked >= _SLURM:
            self._asked = time.monotonic()
            before, self._runs = self._runs, slurm.state(self._store.root)
            self._turns += _names(before) != _names(self._runs)


def _names(runs: Sequence[State]) -> list[str]:
    return [run.name for run in runs]


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # never written to, or not ours to look at
