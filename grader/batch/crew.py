"""The coordinator's end of its workers: processes that take one job at a time, in sessions of their own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

import msgspec

from grader.batch.worker import Answer, Job, Work
from grader.errors import DllabError, SandboxError
from grader.report import Sandbox

_MAX_LINE = 64 * 2**20  # a report with every check's captured output in it
_ANSWER = msgspec.json.Decoder(Answer)
_SANDBOX = msgspec.json.Decoder(Sandbox)


class WorkerDied(DllabError):
    """A worker ended in the middle of a job, or did not answer in time."""


class Worker:
    """One worker process, started on first need and again after its death.

    Args:
        course: the root of the course.
        device: where networks are trained.

    Attributes:
        sandbox: what is enforced around learner code, once it was started.
    """

    sandbox: Sandbox | None = None

    def __init__(self, course: Path, device: str = "auto") -> None:
        self._work = Work(str(course), device)
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> Sandbox:
        """Start it, if it is not there; what its sandbox enforces.

        Raises:
            SandboxError: it does not come up.
        """
        if self._process is None or self.sandbox is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # what lies in the current directory is not to be imported
                "-m",
                "grader.batch.worker",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,
                limit=_MAX_LINE,
            )
            try:
                self.sandbox = _SANDBOX.decode(await self._ask(self._work, None))
            except (WorkerDied, msgspec.DecodeError):
                self.kill()
                raise SandboxError("a grading process does not start: see `dllab doctor`") from None
        return self.sandbox

    async def grade(self, job: Job, seconds: float) -> Answer:
        """What becomes of a job.

        Args:
            job: the hand-in.
            seconds: how long it may take; it is beyond all that the grader itself allows.

        Raises:
            WorkerDied: it did; the next job gets a new one.
            SandboxError: none can be started.
        """
        await self.start()
        try:
            return _ANSWER.decode(await self._ask(job, seconds))
        except msgspec.DecodeError as error:
            self.kill()
            raise WorkerDied(f"its grading process sent what is no answer ({error})") from None
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """End it and all it started, now."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    async def _ask(self, question: msgspec.Struct, seconds: float | None) -> bytes:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(msgspec.json.encode(question) + b"\n")
            await process.stdin.drain()
            line = await asyncio.wait_for(process.stdout.readline(), seconds)
        except TimeoutError:
            raise WorkerDied(f"it did not come to an end within {seconds:.0f} s") from None
        except (BrokenPipeError, ConnectionResetError, ValueError):
            line = b""
        if not line:
            raise WorkerDied("the process that graded it ended")
        return line
