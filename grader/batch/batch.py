"""A batch: what was handed in and is not graded yet goes to a crew; outcomes go to the store."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from grader.batch.crew import Worker, WorkerDied
from grader.batch.outcome import Outcome, encoded, key, seed
from grader.batch.plan import HandIn, Plan
from grader.batch.store import Store
from grader.batch.worker import Job
from grader.errors import DllabError, SandboxError
from grader.exercise import Course, Exercise
from grader.report import Report, Sandbox


class Graded(msgspec.Struct, frozen=True, tag="graded"):
    """A hand-in is done: `outcome` is kept."""

    outcome: Outcome


class Skipped(msgspec.Struct, frozen=True, tag="skipped"):
    """A hand-in is not graded in this run, and why: its file changed meanwhile, or its exercise is broken."""

    student: str
    exercise: str
    why: str


Event = Graded | Skipped
Listener = Callable[[Event], None]


@dataclass
class Batch:
    """One run over a plan.

    Attributes:
        course: whose exercises are graded.
        store: where outcomes go; held for writing.
        listener: hears of each hand-in.
        jobs: how many workers grade exercises without networks at a time.
        device: where networks are trained.
        unsandboxed: whether to grade where the kernel does not keep learner code apart.
    """

    course: Course
    store: Store
    listener: Listener
    jobs: int = os.cpu_count() or 1
    device: str = "auto"
    unsandboxed: bool = False
    _broken: dict[str, str] = field(default_factory=dict)
    _again: list[HandIn] = field(default_factory=list)

    def todo(self, plan: Plan) -> list[HandIn]:
        """What of a plan has no outcome yet; a text that a student handed in twice counts once."""
        found = {(one.student, one.exercise.id, key(one)): one for one in reversed(plan.hand_ins)}
        return [one for names, one in reversed(found.items()) if not self.store.has(*names)]

    async def run(self, todo: Sequence[HandIn]) -> None:
        """Grade these. Networks and the rest go side by side: neither holds up the other.

        Raises:
            SandboxError: learner code cannot be kept apart here, or no worker starts.
            StoreError: an outcome cannot be kept.
        """
        # Equal exercises in a row: a worker keeps few of them warm.
        todo = sorted(todo, key=lambda one: one.exercise.id)
        kinds = {kind: deque(one for one in todo if one.exercise.kind == kind) for kind in ("numpy", "keras")}
        crew = [Worker(self.course.root, self.device) for _ in range(min(self.jobs, len(kinds["numpy"])))]
        queues = [kinds["numpy"]] * len(crew)
        if kinds["keras"]:  # one: it trains as many seeds at a time as there are cores
            crew.append(Worker(self.course.root, self.device))
            queues.append(kinds["keras"])
        try:
            async with asyncio.TaskGroup() as group:
                for worker, queue in zip(crew, queues, strict=True):
                    group.create_task(self._work(worker, queue))
            for one in self._again:  # whatever killed a worker is alone with the next
                await self._last_chance(one)
        except* DllabError as several:
            raise _first(several) from None
        finally:
            for worker in crew:
                worker.kill()

    async def _work(self, worker: Worker, queue: deque[HandIn]) -> None:
        self._require(await worker.start())
        while queue:
            one = queue.popleft()
            try:
                await self._grade(worker, one)
            except WorkerDied:
                self._again.append(one)

    async def _last_chance(self, one: HandIn) -> None:
        worker = Worker(self.course.root, self.device)
        try:
            await self._grade(worker, one)
        except WorkerDied as died:
            why = f"{died}, when it was graded with others and when it was graded alone"
            self._keep(_outcome(one, None, why))
        finally:
            worker.kill()

    async def _grade(self, worker: Worker, one: HandIn) -> None:
        exercise = one.exercise
        if exercise.id in self._broken:
            self._skip(one, self._broken[exercise.id])
            return
        job = Job(exercise.id, os.fsencode(one.path).hex(), one.sha256, seed(self.store.secret, key(one)))
        answer = await worker.grade(job, _patience(exercise))
        if answer.report is not None:
            self._keep(_outcome(one, answer.report))
        elif answer.changed:
            self._skip(one, "its file changed while others were graded; the next run takes it")
        else:
            self._broken[exercise.id] = answer.error
            self._skip(one, answer.error)

    def _keep(self, outcome: Outcome) -> None:
        self.store.write(outcome)
        self.listener(Graded(outcome))

    def _skip(self, one: HandIn, why: str) -> None:
        self.listener(Skipped(encoded(one.student), one.exercise.id, why))

    def _require(self, sandbox: Sandbox) -> None:
        if sandbox.level != "kernel" and not self.unsandboxed:
            missing = f"the kernel does not keep submissions apart here (level {sandbox.level!r})"
            raise SandboxError(f"{missing}: see `dllab doctor`; --allow-unsandboxed grades anyway")


def _outcome(one: HandIn, report: Report | None, error: str = "") -> Outcome:
    return Outcome(
        student=encoded(one.student),
        exercise=one.exercise.id,
        key=key(one),
        handed_in=one.time,
        graded=round(time.time(), 3),
        report=report,
        error=error,
    )


def _first(several: BaseExceptionGroup[DllabError]) -> DllabError:
    """What was told first of all that went wrong side by side."""
    error: BaseException = several
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, DllabError)
    return error


def _patience(exercise: Exercise) -> float:
    """Seconds that no grading takes which the grader's own limits still hold."""
    limits = exercise.limits
    return 120 + 2 * limits.total_seconds + (40 * limits.training_seconds if exercise.kind == "keras" else 0)
