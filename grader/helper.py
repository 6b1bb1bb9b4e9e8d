"""A process of the grader's own that is asked and answers in lines of JSON, by whoever runs an event loop.

It lives in a session of its own: Ctrl-C in the terminal reaches only us, a kill also all that it started.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from typing import IO, Any

import msgspec

from grader.errors import DllabError
from grader.neutral import plain

_MAX_LINE = 64 * 2**20  # a report with every check's captured output in it
_LAST = 2_000  # bytes of what it wrote to stderr that are looked at


class Ended(DllabError):
    """The process is gone, or sends what is no line; the sentence is what it said last, perhaps empty."""


class Helper:
    """Such a process; see `Helper.start`."""

    def __init__(self, process: asyncio.subprocess.Process, stderr: IO[bytes]) -> None:
        self._process, self._stderr = process, stderr

    @classmethod
    async def start(cls, module: str) -> Helper:
        """Start one.

        Args:
            module: what it runs, as `python -m` takes it.

        Raises:
            OSError: it cannot be started.
        """
        stderr = tempfile.TemporaryFile()  # noqa: SIM115 -- lives as long as the process
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # what lies in the current directory is not to be imported
            "-m",
            module,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
            start_new_session=True,
            limit=_MAX_LINE,
        )
        return cls(process, stderr)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def is_there(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return self._process.returncode is None

    async def send(self, message: Any) -> None:
        """Say something.

        Raises:
            Ended: nobody listens.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(msgspec.json.encode(message) + b"\n")
            await self._process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise Ended(self._last_words()) from None

    async def line(self) -> bytes:
        """What it says next.

        Raises:
            Ended: nothing any more, or too much.
        """
        assert self._process.stdout is not None
        try:
            line = await self._process.stdout.readline()
        except (ConnectionResetError, ValueError):
            line = b""
        if not line.endswith(b"\n"):
            raise Ended(self._last_words())
        return line

    def kill(self) -> None:
        """End it and all that it started, now; `end` is still to be called."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    async def end(self, patience: float = 0.0) -> None:
        """End it; afterwards nothing of it is left.

        Args:
            patience: seconds in which it may end by itself.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        if patience:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), patience)
        self.kill()
        await self._process.stdout.read()  # to its end: the loop watches the pipe until then
        await self._process.wait()
        self._stderr.close()

    def _last_words(self) -> str:
        self._stderr.seek(max(0, self._stderr.seek(0, os.SEEK_END) - _LAST))
        lines = plain(self._stderr.read().decode(errors="replace")).split("\n")
        return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")
