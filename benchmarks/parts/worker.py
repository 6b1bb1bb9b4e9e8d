"""A process of its own that grades the same submissions again and again, and says how long each took."""

from __future__ import annotations

import multiprocessing
import os
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from common import processes
from common.processes import Seconds

if TYPE_CHECKING:
    from parts.mix import Item

SANDBOX, NO_BUBBLEWRAP, UNPROTECTED, BARE = "sandbox", "no bubblewrap", "unprotected", "bare"


class Gradable(Protocol):
    """A `Grader`, or the bare one."""

    def grade(self, exercise: Any, submission: Any) -> Any:
        """Grade; the answer has `checks`."""

    def close(self) -> None:
        """End its processes."""


@dataclass(frozen=True)
class Job:
    """What a worker does.

    Attributes:
        course: its root.
        exercise, files: the submissions; a mix of the whole course where `exercise` is empty.
        variants: how they are graded: one of the names above. BARE is for right submissions only.
        rounds: how often all submissions are graded in each variant, after a first time that does not count.
        solutions_only: leave wrong answers out.
        pinned: each worker stays on a core of its own, with its fork server and guests.
    """

    course: Path
    exercise: str = ""
    files: tuple[Path, ...] = ()
    variants: tuple[str, ...] = (SANDBOX,)
    rounds: int = 3
    solutions_only: bool = False
    pinned: bool = False


@dataclass
class Round:
    """All submissions graded once.

    Attributes:
        started, ended: on the machine's monotonic clock.
        seconds: of each submission, in order.
        own: seconds that each submission computed by itself (BARE only).
        used: processor time.
    """

    started: float = 0.0
    ended: float = 0.0
    seconds: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    used: Seconds = field(default_factory=Seconds)


@dataclass
class Told:
    """What a worker reports.

    Attributes:
        kinds: of the submissions, in the order of `Round.seconds`.
        checks: of all submissions together.
        rounds: by variant.
    """

    kinds: list[str]
    checks: int
    rounds: dict[str, list[Round]]


def work(job: Job, count: int = 1) -> list[Told]:
    """Let `count` workers do the same job at the same time.

    Raises:
        RuntimeError: one of them failed; it has said why on stderr.
    """
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(count)
    pipes = [context.Pipe(duplex=False) for _ in range(count)]
    workers = [
        context.Process(target=_run, args=(job, index, barrier, ours))
        for index, (_, ours) in enumerate(pipes)
    ]
    for worker, (_, theirs) in zip(workers, pipes, strict=True):
        worker.start()
        theirs.close()
    try:
        told: list[Told] = [connection.recv() for connection, _ in pipes]
    except EOFError:
        raise RuntimeError("a worker failed") from None
    finally:
        barrier.abort()
        for worker in workers:
            worker.join()
    return told


def _run(job: Job, index: int, barrier: Barrier, connection: Connection) -> None:
    if job.pinned and hasattr(os, "sched_setaffinity"):
        mine = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {mine[index % len(mine)]})
    items = _items(job)
    graders = {name: _grader(name) for name in job.variants}
    told = Told([item.kind for item in items], 0, {name: [] for name in job.variants})
    try:
        for grader in graders.values():
            told.checks = sum(len(grader.grade(item.exercise, item.submission).checks) for item in items)
        for _ in range(job.rounds):
            for name in job.variants:
                barrier.wait()
                told.rounds[name].append(_round(graders[name], items))
    finally:
        for grader in graders.values():
            grader.close()
    connection.send(told)


def _items(job: Job) -> list[Item]:
    from parts import mix

    if job.exercise:
        return mix.of_files(job.course, job.exercise, list(job.files))
    items = mix.of_course(job.course)
    return [item for item in items if item.kind == "solution"] if job.solutions_only else items


def _grader(variant: str) -> Gradable:
    """A grader with a fork server of its own, or none at all."""
    from grader.grade import Grader
    from grader.sandbox.policy import NOTHING, Policy
    from parts.bare import BareGrader

    if variant == BARE:
        return BareGrader()
    return Grader({SANDBOX: Policy(), NO_BUBBLEWRAP: Policy(bubblewrap=False), UNPROTECTED: NOTHING}[variant])


def _round(grader: Gradable, items: list[Item]) -> Round:
    done, before = Round(), processes.spent()
    done.started = time.monotonic()
    for item in items:
        began = time.perf_counter()
        answer = grader.grade(item.exercise, item.submission)
        done.seconds.append(time.perf_counter() - began)
        done.own.append(getattr(answer, "own", 0.0))
    done.ended = time.monotonic()
    done.used = processes.spent() - before
    return done
