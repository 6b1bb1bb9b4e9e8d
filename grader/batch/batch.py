"""A batch: what was handed in and is not graded yet goes to a crew; outcomes go to the store."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.batch.crew import Worker, WorkerDied
from grader.batch.messages import Answer, Job
from grader.batch.outcome import Graded, Listener, Outcome, Skipped, encoded, key, seed
from grader.batch.plan import HandIn
from grader.batch.store import Store
from grader.course import Course
from grader.errors import SandboxError
from grader.exercise import Exercise
from grader.report import Report, Sandbox
from grader.training.gpus import survey
from grader.training.hardware import cores

# Jobs that a worker has: it begins with the next while what became of the first is being kept. Networks take
# minutes, and must not wait behind one another while another worker has nothing to do.
_AT_ONCE = {"numpy": 2, "keras": 1}


@dataclass
class Batch:
    """One run.

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
    jobs: int = field(default_factory=cores)
    device: str = "auto"
    unsandboxed: bool = False
    _broken: dict[str, str] = field(default_factory=dict)
    _again: list[HandIn] = field(default_factory=list)

    async def run(self, todo: Sequence[HandIn]) -> None:
        """Grade these. Networks and the rest go side by side: neither holds up the other.

        Raises:
            SandboxError: learner code cannot be kept apart here, or no worker starts.
            StoreError: an outcome cannot be kept.
        """
        # Equal exercises in a row: a worker keeps few of them warm.
        todo = sorted(todo, key=lambda one: one.exercise.id)
        numpy, keras = (
            deque(one for one in todo if one.exercise.kind == kind) for kind in ("numpy", "keras")
        )
        places = [(numpy, core) for core in _cores(min(self.jobs, len(numpy)))]
        places += [(keras, None)] * (min(self._trainers(), len(keras)) if keras else 0)
        crew = [Worker(self.course.root, self.device, core) for _, core in places]
        pairs = zip(crew, places, strict=True)
        tasks = [asyncio.create_task(self._work(worker, queue)) for worker, (queue, _) in pairs]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for worker in crew:
                await worker.end()
        for one in self._again:
            await self._alone(one)

    def _trainers(self) -> int:
        """One a GPU; without any, one that trains as many seeds at a time as there are cores."""
        return max(1, len(survey().devices)) if self.device in ("auto", "gpu") else 1

    async def _work(self, worker: Worker, queue: deque[HandIn]) -> None:
        self._require(await worker.start())
        sent: deque[HandIn] = deque()
        while queue or sent:
            try:
                while self._may_have(sent, queue) and (one := self._next(queue)):
                    sent.append(one)
                    await worker.send(self._job(one))
                if sent:
                    await self._settle(sent[0], await worker.answer(_patience(sent[0].exercise)))
                    sent.popleft()
            except WorkerDied:
                self._again.append(sent.popleft())  # it was at that one; the others have not begun
                queue.extendleft(reversed(sent))
                sent.clear()

    def _may_have(self, sent: deque[HandIn], queue: deque[HandIn]) -> bool:
        return bool(queue) and len(sent) < _AT_ONCE[queue[0].exercise.kind]

    def _next(self, queue: deque[HandIn]) -> HandIn | None:
        """The first whose exercise is not known to be broken."""
        while queue:
            one = queue.popleft()
            if one.exercise.id not in self._broken:
                return one
            self._skip(one, self._broken[one.exercise.id])
        return None

    async def _alone(self, one: HandIn) -> None:
        """The last chance of what killed a worker."""
        worker = Worker(self.course.root, self.device)
        try:
            await worker.send(self._job(one))
            await self._settle(one, await worker.answer(_patience(one.exercise)))
        except WorkerDied as died:
            why = f"{died}, when it was graded with others and when it was graded alone"
            await self._keep(_outcome(one, None, why))
        finally:
            await worker.end()

    def _job(self, one: HandIn) -> Job:
        exercise, path = one.exercise, os.fsencode(one.path).hex()
        return Job(exercise.id, exercise.version, path, one.sha256, seed(self.store.secret, key(one)))

    async def _settle(self, one: HandIn, answer: Answer) -> None:
        if answer.report is not None:
            await self._keep(_outcome(one, answer.report))
        elif answer.changed:
            self._skip(one, f"its {answer.changed} changed while others were graded; the next run takes it")
        else:
            self._broken[one.exercise.id] = answer.error
            self._skip(one, answer.error)

    async def _keep(self, outcome: Outcome) -> None:
        await asyncio.to_thread(self.store.write, outcome)  # a busy disk must not hold up the other workers
        self.listener(Graded(outcome))

    def _skip(self, one: HandIn, why: str) -> None:
        self.listener(Skipped(encoded(one.student), one.exercise.id, why))

    def _require(self, sandbox: Sandbox) -> None:
        if sandbox.level != "kernel" and not self.unsandboxed:
            missing = f"the kernel does not keep submissions apart here (level {sandbox.level!r})"
            raise SandboxError(f"{missing}: see `dllab doctor`; --allow-unsandboxed grades anyway")


def _cores(workers: int) -> list[int | None]:
    """A core for each, where they take all that there are: a worker's processes talk all the time.

    It costs a tenth less than letting them wander; fewer workers must not crowd on the first cores.
    """
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if not cores or workers < len(cores):
        return [None] * workers
    return [cores[number % len(cores)] for number in range(workers)]


def _outcome(one: HandIn, report: Report | None, error: str = "") -> Outcome:
    return Outcome(
        student=encoded(one.student),
        exercise=one.exercise.id,
        key=key(one),
        handed_in=one.time,
        graded=round(time.time(), 3),
        sha256=one.sha256,
        report=report,
        error=error,
    )


def _patience(exercise: Exercise) -> float:
    """Seconds that no grading takes which the grader's own limits still hold."""
    limits = exercise.limits
    return 120 + 2 * limits.total_seconds + (40 * limits.training_seconds if exercise.datasets else 0)
