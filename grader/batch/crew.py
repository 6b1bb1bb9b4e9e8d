"""The coordinator's end of its workers: processes that take jobs in order."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec

from grader.batch.messages import Answer, Job, Ready, Work
from grader.errors import DllabError, SandboxError, in_words
from grader.helper import Ended, Helper
from grader.report import Sandbox

_START_SECONDS = 180.0  # imports from a slow network file system
_ANSWER = msgspec.json.Decoder(Answer)
_READY = msgspec.json.Decoder(Ready)


class WorkerDied(DllabError):
    """A worker ended in the middle of a job, or did not answer in time."""


class Worker:
    """One worker process, started on first need and again after its death.

    Args:
        course: the root of the course.
        device: where networks are trained.
        core: the one that it and its processes stay on; any when left out.

    Attributes:
        sandbox: what is enforced around learner code, once it was started.
    """

    sandbox: Sandbox | None = None

    def __init__(self, course: Path, device: str = "auto", core: int | None = None) -> None:
        self._work = Work(str(course), device, core)
        self._process: Helper | None = None

    @property
    def pid(self) -> int | None:
        """The process's id while it is there."""
        return self._process.pid if self._process else None

    async def start(self) -> Sandbox:
        """Start it, if it is not there; what its sandbox enforces.

        Raises:
            SandboxError: it does not come up.
        """
        if self._process is None or self.sandbox is None:
            try:
                self._process = await Helper.start("grader.batch.worker")
                await self._send(self._work)
                ready = _READY.decode(await self._line(_START_SECONDS))
            except OSError as error:
                raise SandboxError(f"a grading process does not start: {in_words(error)}") from None
            except (WorkerDied, msgspec.DecodeError) as error:
                await self.end()
                raise SandboxError(
                    f"a grading process does not start ({error}): see `dllab doctor`"
                ) from None
            if ready.sandbox is None:
                await self.end()
                raise SandboxError(ready.error)
            self.sandbox = ready.sandbox
        return self.sandbox

    async def send(self, job: Job) -> None:
        """Give it a job; a second one may wait there until it is done with the first.

        Raises:
            WorkerDied: it is gone; the next job gets a new one.
            SandboxError: none can be started.
        """
        await self.start()
        await self._send(job)

    async def answer(self, seconds: float) -> Answer:
        """What became of the first job that was not answered yet.

        Args:
            seconds: how long it may take from now; it is beyond all that the grader itself allows.

        Raises:
            WorkerDied: it did, and took all its jobs along; the next job gets a new one.
        """
        try:
            return _ANSWER.decode(await self._line(seconds))
        except msgspec.DecodeError as error:
            await self.end()
            raise WorkerDied(f"the process that graded it sent what is no answer ({error})") from None

    async def end(self) -> None:
        """End it and all it started, now."""
        if self._process is not None:
            await self._process.end()  # first: who is cancelled here must leave it to the next call
            self._process = None

    async def _send(self, message: msgspec.Struct) -> None:
        assert self._process is not None
        try:
            await self._process.send(message)
        except Ended as ended:
            raise await self._dead(ended) from None

    async def _line(self, seconds: float) -> bytes:
        if self._process is None:
            raise WorkerDied("the process that graded it ended")
        try:
            return await asyncio.wait_for(self._process.line(), seconds)
        except TimeoutError:
            await self.end()
            raise WorkerDied(f"it did not come to an end within {seconds:.0f} s") from None
        except Ended as ended:
            raise await self._dead(ended) from None

    async def _dead(self, ended: Ended) -> WorkerDied:
        await self.end()
        return WorkerDied("the process that graded it ended" + (f" ({ended})" if str(ended) else ""))
