"""The client of grader.service: one warm grading process, its events as they happen, killed to cancel.

The process lives in a session of its own: Ctrl-C in the terminal reaches only us, and a kill all of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from grader import errors
from grader.events import Event, Failed, Finished

MAX_LINE = 64 * 2**20  # a report with every check's captured output in it
PATIENCE = 2.0  # seconds that a service may take to end by itself


class ServiceError(errors.DllabError):
    """The grading process died or talks nonsense; the next request starts a new one."""


class Service:
    """A grading process that is started on first need.

        async with Service() as service:
            async for event in service.grade("logistic-unit", path, course=root):
                …

    Leaving the loop early, or cancelling the task that runs it, kills the process.
    """

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._killed: list[asyncio.subprocess.Process] = []
        self._stderr: IO[bytes] | None = None
        self._run = 0

    async def grade(
        self,
        exercise: str,
        path: Path,
        *,
        course: Path,
        only: tuple[str, ...] = (),
        public_only: bool = True,
        device: str = "auto",
        companions: dict[str, str] | None = None,
        learner: bool = False,
    ) -> AsyncGenerator[Event]:
        """Grade one file; the last event is Finished. See `grader.service` for the arguments.

        Raises:
            DllabError: it cannot be graded, of the kind that the grader raised.
            ServiceError: the process died.
        """
        self._run += 1
        request = {
            "id": self._run,
            "op": "grade",
            "exercise": exercise,
            "course": str(course),
            "path": str(path),
            "seed": "",
            "only": list(only),
            "public_only": public_only,
            "device": device,
            "companions": companions or {},
            "learner": learner,
        }
        done = False
        try:
            await self._send(msgspec.json.encode(request) + b"\n")
            while not done:
                event = await self._receive(self._run)
                done = isinstance(event, Failed | Finished)
                if isinstance(event, Failed):
                    raise _error(event)
                yield event
        finally:
            if not done:
                self.kill()

    def kill(self) -> None:
        """End the process and all it started, now."""
        process, self._process = self._process, None
        if process is not None:
            self._killed = [one for one in (*self._killed, process) if one.returncode is None]
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    async def close(self) -> None:
        """Let the process end by itself; kill it when it does not. Afterwards there is none."""
        process = self._process
        if process is not None and process.stdin is not None:
            process.stdin.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)
        self.kill()
        while self._killed:
            await _reap(self._killed.pop())
        if self._stderr is not None:
            self._stderr.close()

    async def __aenter__(self) -> Service:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        await self.close()

    async def _send(self, line: bytes) -> None:
        if self._process is None or self._process.returncode is not None:
            await self._start()
        assert self._process is not None and self._process.stdin is not None
        try:
            self._process.stdin.write(line)
            await self._process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise self._died() from None

    async def _start(self) -> None:
        if self._stderr is not None:
            self._stderr.close()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 -- it lives as long as the process
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # a numpy.py beside somebody's submission is not to be imported
            "-m",
            "grader.service",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._stderr,
            start_new_session=True,
            limit=MAX_LINE,
        )

    async def _receive(self, run: int) -> Event:
        """The next event of this run; those of earlier runs are stale."""
        while True:
            process = self._process
            if process is None or process.stdout is None:
                raise self._died()
            try:
                line = await process.stdout.readline()
                if not line:
                    raise self._died()
                if _HEAD.decode(line).id == run:
                    return _EVENT.decode(line)
            except (ValueError, msgspec.DecodeError) as error:
                raise ServiceError(f"the grading process sent what is no event: {error}") from None

    def _died(self) -> ServiceError:
        reason = ""
        if self._stderr is not None:
            self._stderr.seek(0)
            reason = self._stderr.read()[-2000:].decode(errors="replace").strip().rpartition("\n")[2]
        self.kill()
        return ServiceError("the grading process ended unexpectedly" + (f": {reason}" if reason else ""))


async def _reap(process: asyncio.subprocess.Process) -> None:
    """Wait for a process that was killed, and for the ends of its pipes, which the loop still watches."""
    if process.stdin is not None and process.stdout is not None:
        process.stdin.close()
        await process.stdout.read()
    await process.wait()


class _Head(msgspec.Struct):
    id: int


_HEAD = msgspec.json.Decoder(_Head)
_EVENT: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def _error(event: Failed) -> errors.DllabError:
    kind = getattr(errors, event.error, errors.DllabError)
    return kind(event.message) if issubclass(kind, errors.DllabError) else errors.DllabError(event.message)
