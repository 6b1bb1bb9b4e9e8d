"""Gradings under way: they belong to the application, so that screens may come and go meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dllab import announced
from dllab.desk import Desk
from dllab.tui.run import Kind, Phase, Run
from dllab.workspace import WorkspaceError
from grader.errors import DllabError, in_words
from grader.events import Finished, TrainingStep
from grader.report import Report
from grader.submission import Submission, read

if TYPE_CHECKING:
    from dllab.service import Service

__all__ = ["Kind", "Phase", "Run", "Runs"]

TELL_SECONDS = 1.0  # between two words about a training: each costs a redraw, over a slow link perhaps


class Runs:
    """All gradings of the application, the latest for each exercise.

    Args:
        tell: called with an exercise's id whenever its run has changed, from the event loop.
        service: makes a grading process; `Service` when left out.
    """

    def __init__(self, tell: Callable[[str], None], service: Callable[[], Service] | None = None) -> None:
        self._tell, self._service = tell, service
        self._latest: dict[str, Run] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self._pending: dict[str, asyncio.TimerHandle] = {}
        self._told: dict[str, float] = {}
        self._idle: list[Service] = []
        self._all: list[Service] = []
        self._number = 0

    def latest(self, exercise: str) -> Run | None:
        """The last run of an exercise, perhaps still under way."""
        return self._latest.get(exercise)

    def running(self) -> list[str]:
        """The exercises that are being graded now."""
        return [id for id, run in self._latest.items() if run.phase == "running"]

    def start(self, desk: Desk, kind: Kind, only: tuple[str, ...] = (), device: str = "auto") -> Run:
        """Grade the file as it lies on disk; what still runs for that exercise is cancelled."""
        id = desk.exercise.id
        self.cancel(id)
        self._number += 1
        before = self._latest.get(id)
        known = dict(before.known) if before else announced.public_checks(desk.exercise)
        run = self._latest[id] = Run(self._number, kind, only, known)
        if only and before:
            run.earlier = before.earlier | {result.name: before for result in before.results}
            before.earlier = {}  # or each would hold all that were before it
        task = self._tasks[id] = asyncio.create_task(self._run(desk, run, device))
        self._under_way.add(task)
        task.add_done_callback(lambda task: self._ended(id, run, task))
        self._tell_now(id)
        return run

    def cancel(self, exercise: str) -> bool:
        """End the run of an exercise at once; whether there was one."""
        task, run = self._tasks.get(exercise), self._latest.get(exercise)
        if task is None or run is None or run.phase != "running":
            return False
        run.phase = "cancelled"
        task.cancel()
        self._tell_now(exercise)
        return True

    async def close(self) -> None:
        """End everything, processes included; nobody is told any more."""
        self._tell = lambda exercise: None
        for id in list(self._tasks):
            self.cancel(id)
        for handle in self._pending.values():
            handle.cancel()
        await self.settled()
        for service in self._all:
            service.kill()
            await service.close()

    async def settled(self) -> None:
        """Wait until every run has ended, those too that were cancelled or have made room for another."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def _run(self, desk: Desk, run: Run, device: str) -> None:
        service = self._idle.pop() if self._idle else self._new()
        try:
            await self._grade(service, desk, run, device)
            run.phase = "done"
        except DllabError as error:
            run.phase, run.error = "failed", str(error)
        except OSError as error:
            run.phase = "failed"
            run.error = f"the grading process could not be started: {in_words(error)}"
        finally:
            self._idle.append(service)

    async def _grade(self, service: Service, desk: Desk, run: Run, device: str) -> None:
        id, path = desk.exercise.id, desk.workspace.file(desk.exercise)
        submission = read(path)
        run.source = submission.source
        events = service.grade(
            id,
            path,
            course=desk.course.root,
            only=run.only,
            public_only=run.kind == "test",
            device=device,
            companions=desk.workspace.companions(desk.exercise, path),
            learner=True,
        )
        async with contextlib.aclosing(events):
            async for event in events:
                if isinstance(event, Finished):
                    run.unrecorded = _recorded(desk, submission, event.report, run)
                run.hear(event)
                (self._tell_soon if isinstance(event, TrainingStep) else self._tell_now)(id)

    def _ended(self, id: str, run: Run, task: asyncio.Task[None]) -> None:
        """However its task ended, the run says so: nothing may be running forever, or vanish in silence."""
        self._under_way.discard(task)
        if self._tasks.get(id) is task:
            del self._tasks[id]
        if task.cancelled():
            run.phase = "cancelled"
        elif error := task.exception():
            run.phase, run.error = "failed", _blunder(error)
        if self._latest.get(id) is run:
            self._tell_now(id)

    def _tell_now(self, id: str) -> None:
        if pending := self._pending.pop(id, None):
            pending.cancel()
        self._told[id] = asyncio.get_running_loop().time()
        self._tell(id)

    def _tell_soon(self, id: str) -> None:
        """Now, or when it may be: the last of many words is always told."""
        if id not in self._pending:
            loop = asyncio.get_running_loop()
            due = self._told.get(id, -TELL_SECONDS) + TELL_SECONDS
            self._pending[id] = loop.call_at(max(due, loop.time()), self._tell_now, id)

    def _new(self) -> Service:
        from dllab.service import Service  # with the first run

        service = (self._service or Service)()
        self._all.append(service)
        return service


def _recorded(desk: Desk, submission: Submission, report: Report, run: Run) -> str:
    """Log the attempt; why it could not be."""
    if report.submission.sha256 != submission.sha256:
        return "the file changed at the very moment of the run, so this attempt was not recorded"
    try:
        desk.workspace.record(submission, report, run.kind, bool(run.only))
    except WorkspaceError as error:
        return str(error)
    return ""


def _blunder(error: BaseException) -> str:
    """A sentence about an exception that nobody thought of, with its place for whoever mends it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"the lab itself made a mistake, please report it: {type(error).__name__}: {error} ({place})"
