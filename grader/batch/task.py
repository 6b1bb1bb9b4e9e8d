"""What runs in a Slurm task: the one function that is ever submitted, and its argument is JSON."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import msgspec

from grader import events, files
from grader.batch import shard
from grader.batch.batch import Batch
from grader.batch.outcome import Event, Graded, decoded
from grader.batch.plan import HandIn
from grader.batch.shard import Done, Ended, Facts, GivenUp
from grader.batch.store import Store
from grader.course import load_course
from grader.errors import DllabError
from grader.grade import Grader
from grader.submission import Submission
from grader.training.hardware import cores


class Shard(msgspec.Struct, frozen=True, tag="shard"):
    """Grade a shard of a run: the run's folder in hexadecimal, the round, and the shard's number in it."""

    folder: str
    round: int
    number: int


class One(msgspec.Struct, frozen=True, tag="one"):
    """Grade one file for somebody who waits: the folder in hexadecimal, see grader/batch/remote.py."""

    folder: str


class Errand(msgspec.Struct, frozen=True):
    """errand.json in such a folder.

    Attributes:
        course: the root of the course, its bytes in hexadecimal.
        exercise: its id.
        submission: what was handed in.
        seed, only, device: as grader.grade takes them.
    """

    course: str
    exercise: str
    submission: Submission
    seed: str = ""
    only: tuple[str, ...] = ()
    device: str = "auto"


def work(order: str) -> None:
    """Do what a JSON object says, a `Shard` or a `One`."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # scancel: end, and end what was started
    told = msgspec.json.decode(order, type=Shard | One)
    if isinstance(told, Shard):
        _Shift(Path(shard.unhex(told.folder)), told).work()
    else:
        _run_errand(Path(shard.unhex(told.folder)))
    sys.stdout.flush()
    os._exit(0)  # submitit would leave a pickle of what this returns, which nobody is to read


class _Shift:
    """One task's work on its shard."""

    def __init__(self, folder: Path, order: Shard) -> None:
        self._folder, self._order = folder, order
        self._numbers: dict[tuple[str, str], list[int]] = {}  # of those that nothing was said of, by names
        self._keys: dict[int, str] = {}

    def work(self) -> None:
        """Grade what is not there yet; the last word is said unless the task is killed."""
        why = ""
        try:
            facts = shard.read(self._folder)
            os.chdir(shard.unhex(facts.directory))
            store = Store(Path(shard.unhex(facts.results)))
            batch = Batch(load_course(Path(shard.unhex(facts.course))), store, self._hear, _cores())
            batch.device, batch.unsandboxed = facts.device, facts.unsandboxed
            todo = self._todo(facts, batch)
            if todo:
                asyncio.run(batch.run(todo))
        except (DllabError, OSError) as error:
            why = str(error)
        self._say(Ended(why))

    def _todo(self, facts: Facts, batch: Batch) -> list[HandIn]:
        exercises = {exercise.id: exercise for exercise in batch.course}
        todo = []
        for number in facts.rounds[self._order.round - 1].shards[self._order.number]:
            one = facts.items[number]
            made = shard.hand_in(one, exercises)
            if made is None:
                self._say(GivenUp(number, f"{one.exercise} is another version where Slurm ran the task"))
            elif batch.store.has(decoded(one.student), one.exercise, one.key):
                self._say(Done(number))
            else:
                todo.append(made)
                self._numbers.setdefault((one.student, one.exercise), []).append(number)
                self._keys[number] = one.key
        return todo

    def _hear(self, event: Event) -> None:
        if isinstance(event, Graded):
            left = self._numbers[event.outcome.student, event.outcome.exercise]
            number = next(number for number in left if self._keys[number] == event.outcome.key)
            self._say(Done(number))
        else:
            left = self._numbers[event.student, event.exercise]
            number = left[0]
            self._say(GivenUp(number, event.why))
        left.remove(number)

    def _say(self, line: shard.Line) -> None:
        shard.say(self._folder, self._order.round, self._order.number, line)


def _run_errand(folder: Path) -> None:
    """Grade, and write down each event."""
    errand = msgspec.json.decode(files.read(folder / "errand.json"), type=Errand)

    def say(event: events.Event) -> None:
        files.append_line(folder / "events.jsonl", msgspec.json.encode(event))

    try:
        exercise = load_course(Path(shard.unhex(errand.course))).exercise(errand.exercise)
        with Grader(device=errand.device) as grader:
            grader.grade(exercise, errand.submission, seed=errand.seed, only=errand.only, listener=say)
    except DllabError as error:
        say(events.Failed(type(error).__name__, str(error)))


def _cores() -> int:
    """Those that Slurm gave to this task; without a plugin that binds tasks, the machine shows all of its."""
    given = os.environ.get("SLURM_CPUS_ON_NODE", "")
    return max(1, min(cores(), int(given))) if given.isdecimal() else cores()
