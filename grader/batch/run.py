"""A run on Slurm: shards go out as job arrays, outcomes come in as files, what got lost goes out again.

The tasks write into the store by themselves: outcomes are whole files, and no two tasks have the same
hand-in at the same time. If the coordinator ends they go on, and its files are enough to go on with it.
"""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from grader.batch import cluster, shard
from grader.batch.cluster import Lookout, Task
from grader.batch.outcome import Graded, Listener, Outcome, Skipped, decoded
from grader.batch.shard import Done, Ended, Facts, GivenUp, Item, Round
from grader.batch.store import Store, StoreError, safe_name
from grader.events import Note

MOST = 3  # submissions in a row of which nothing came
_PAUSE = 0.5  # seconds between two looks at what tasks say


class Jobs(msgspec.Struct, frozen=True, tag="jobs"):
    """How the tasks are.

    Attributes:
        running, waiting: how many.
        reason: why the first of them waits, in Slurm's words.
        trouble: why nobody can tell at the moment; "" where somebody can.
    """

    running: int = 0
    waiting: int = 0
    reason: str = ""
    trouble: str = ""


class State(msgspec.Struct, frozen=True):
    """An unfinished run.

    Attributes:
        name: its folder's in RESULTS/slurm.
        began: seconds since 1970.
        hand_ins: how many it has.
        done: how many of them are no longer to do.
        jobs: how its tasks are.
    """

    name: str
    began: float
    hand_ins: int
    done: int
    jobs: Jobs


Tell = Callable[[Jobs | Note], None]


@dataclass
class _Part:
    """A shard on its way."""

    round: Round
    index: int
    left: set[int]
    offset: int = 0
    seen: set[int] = field(default_factory=set)  # kept, as its task says, and not yet read
    fruitful: bool = False
    over: bool = False
    why: str = ""


class Run:
    """A run, in its folder.

    Args:
        folder: RESULTS/slurm/<run>.
        facts: its run.json.
    """

    def __init__(self, folder: Path, facts: Facts) -> None:
        self.folder, self.facts = folder, facts
        self._parts = _parts(facts)

    def left(self, store: Store) -> list[Item]:
        """Those that are not done; of what is done already no listener will hear again."""
        for part in self._parts:
            part.left = {number for number in part.left if not _has(self.facts.items[number], store)}
        return [
            self.facts.items[number] for number in sorted(set().union(*(part.left for part in self._parts)))
        ]

    @property
    def names(self) -> list[str]:
        """The names of its jobs, as Slurm has them."""
        return sorted({self._name(part.round) for part in self._parts})

    @property
    def state(self) -> State:
        """How far it is, as files and Slurm tell."""
        finished = set(self.facts.given_up)
        for round in self.facts.rounds:
            for index in range(len(round.shards)):
                lines, _ = shard.said(self.folder, round.number, index)
                finished |= {line.item for line in lines if not isinstance(line, Ended)}
        return State(self.folder.name, self.facts.began, len(self.facts.items), len(finished), self._jobs())

    def watch(self, store: Store, listener: Listener, tell: Tell) -> None:
        """Wait until all is done; what gets lost is submitted again.

        Args:
            store: held for writing.
            listener: hears of each hand-in, as of a batch on this machine.
            tell: hears how the tasks are.

        Raises:
            SlurmError: Slurm refuses to take again what was lost; all else goes on.
            StoreError: what was submitted cannot be written down.
        """
        lookout, told = Lookout(), Jobs()
        while self._parts:
            # First Slurm, then the files: who is gone from there has said here all that it ever will.
            found = lookout.look(self.names)
            if found is not None:
                self._match(found)
            now = (
                Jobs(trouble=lookout.trouble) if lookout.trouble else told if found is None else _jobs(found)
            )
            if now != told:
                tell(now)
                told = now
            for part in self._parts:
                self._hear(part, store, listener)
            lost = [part for part in self._parts if part.over and part.left]
            self._parts = [part for part in self._parts if not part.over]
            if lost:
                self._again(lost, listener, tell)
                lookout.hurry()
            elif self._parts:
                time.sleep(_PAUSE)
        self._end()

    def cancel(self) -> None:
        """End its tasks; the run is over, and what they did is kept.

        Raises:
            SlurmError: they are perhaps not ended; how to do that.
        """
        cluster.cancel(self.names)
        self._end()

    def alive(self) -> bool:
        """Whether any of its tasks runs or waits.

        Raises:
            SlurmError: Slurm does not answer.
        """
        return any(not task.over for task in cluster.tasks(self.names))

    def submit(self, kind: str, tries: int, shards: list[list[int]]) -> None:
        """Submit a job array, a task for each shard. It is written down first: nothing gets lost in between.

        Raises:
            SlurmError: Slurm does not take it.
            StoreError: it cannot be written down.
        """
        from grader.batch.task import work  # NumPy and more

        round = Round(len(self.facts.rounds) + 1, kind, tries, shards)
        self.facts.rounds.append(round)
        shard.write(self.folder, self.facts)
        where = shard.hexed(self.folder)
        orders = [_order(where, round.number, index) for index in range(len(shards))]
        cluster.submit(
            self.folder / str(round.number), self._name(round), self.facts.asked[kind], work, orders
        )
        self._parts += [_Part(round, index, set(numbers)) for index, numbers in enumerate(shards)]

    def _hear(self, part: _Part, store: Store, listener: Listener) -> None:
        """What a task said since the last time; once it is over, what it left behind without a word."""
        over = part.over
        lines, part.offset = shard.said(self.folder, part.round.number, part.index, part.offset)
        for line in lines:
            if isinstance(line, Ended):
                part.over, part.why = True, line.why or part.why
            elif isinstance(line, Done):
                part.fruitful = True
                part.seen |= {line.item} & part.left
            elif line.item in part.left:
                part.left.remove(line.item)
                self._give_up(line, listener)
        for number in sorted(part.left if over or part.over else part.seen):
            if outcome := _outcome(self.facts.items[number], store):
                part.left.remove(number)
                part.seen.discard(number)
                listener(Graded(outcome))

    def _again(self, lost: list[_Part], listener: Listener, tell: Tell) -> None:
        """In smaller shards: a hand-in that fells its task must not take others along for ever."""
        pool: dict[tuple[str, int], list[int]] = defaultdict(list)
        for part in lost:
            tries = 1 if part.fruitful else part.round.tries + 1
            if tries <= MOST:
                pool[part.round.kind, tries] += sorted(part.left)
                continue
            why = f"its Slurm task ended {MOST} times before it was graded (the last time: {_why(part)})"
            for number in sorted(part.left):
                self._give_up(GivenUp(number, f"{why}; logs: {self.folder}"), listener)
        for (kind, tries), numbers in pool.items():
            whys = ", ".join(sorted({_why(part) for part in lost}))
            tell(
                Note(f"a Slurm task ended early ({whys}): what it left, {len(numbers):,}, is submitted again")
            )
            self.submit(kind, tries, shard.split(numbers, max(2, self.facts.asked[kind].tasks)))

    def _give_up(self, line: GivenUp, listener: Listener) -> None:
        one = self.facts.items[line.item]
        self.facts.given_up.append(line.item)
        listener(Skipped(one.student, one.exercise, line.why))

    def _match(self, found: list[Task]) -> None:
        tasks = {(task.job, task.index): task for task in found}
        for part in self._parts:
            task = tasks.get((self._name(part.round), part.index))
            if task is None or task.over:
                part.over, part.why = True, task.state if task else part.why

    def _jobs(self) -> Jobs:
        try:
            return _jobs(cluster.tasks(self.names))
        except cluster.SlurmError as error:
            return Jobs(trouble=str(error))

    def _end(self) -> None:
        self.facts.over = True
        shard.write(self.folder, self.facts)

    def _name(self, round: Round) -> str:
        return f"dllab-{self.folder.name}-{round.number}"


def _parts(facts: Facts) -> list[_Part]:
    """What is on its way; a hand-in that was submitted again is on its latest one."""
    latest = {
        number: (round.number, index)
        for round in facts.rounds
        for index, numbers in enumerate(round.shards)
        for number in numbers
    }
    lists = ((round, index, numbers) for round in facts.rounds for index, numbers in enumerate(round.shards))
    parts = []
    for round, index, numbers in lists:
        left = {number for number in numbers if latest[number] == (round.number, index)}
        if left := left - set(facts.given_up):
            parts.append(_Part(round, index, left))
    return parts


def _has(one: Item, store: Store) -> bool:
    return store.has(decoded(one.student), one.exercise, one.key)


def _outcome(one: Item, store: Store) -> Outcome | None:
    """An item's outcome, if it is there; a network file system is reminded to look anew."""
    student = decoded(one.student)
    with contextlib.suppress(StoreError):
        return store.read(student, one.exercise, one.key)
    folder = store.root / "reports"
    with contextlib.suppress(OSError):
        for name in ("", safe_name(student), one.exercise):
            folder = folder / name
            list(folder.iterdir())
    with contextlib.suppress(StoreError):
        return store.read(student, one.exercise, one.key)
    return None


def _order(folder: str, round: int, number: int) -> str:
    return msgspec.json.encode({"type": "shard", "folder": folder, "round": round, "number": number}).decode()


def _why(part: _Part) -> str:
    return part.why or "gone from Slurm's queue"


def _jobs(found: list[Task]) -> Jobs:
    waiting = [task for task in found if task.state == "PENDING"]
    running = sum(not task.over for task in found) - len(waiting)
    return Jobs(running, len(waiting), waiting[0].reason if waiting else "")
