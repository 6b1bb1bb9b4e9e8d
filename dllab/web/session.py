"""One process of the lab, as a tab of the browser sees it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from typing import Any

DRIVER = "dllab.tui.browser:BrowserDriver"
PATIENCE = 5.0  # seconds for a process to end by itself
_BEGIN = b"__GANGLION__\n"  # Textual's web driver says so before its first packet
_LONGEST_COMPLAINT = 4096


class Session:
    """A running lab.

    Args:
        process: its process, the leader of its own group, with pipes.
    """

    def __init__(self, process: Process) -> None:
        assert process.stdin and process.stdout and process.stderr
        self._process, self._in, self._out = process, process.stdin, process.stdout
        self._complaint = asyncio.create_task(_tail(process.stderr))

    @classmethod
    async def start(cls, command: list[str], width: int, height: int) -> Session:
        """Start a lab for a screen of so many columns and rows.

        Raises:
            OSError: the process cannot be started.
        """
        screen = {"COLUMNS": str(width), "ROWS": str(height), "TERM": "xterm-256color"}
        driver = {"TEXTUAL_DRIVER": DRIVER, "TEXTUAL_COLOR_SYSTEM": "truecolor"}
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={**os.environ, **screen, **driver},
            start_new_session=True,
        )
        return cls(process)

    async def write(self, text: str) -> None:
        """What was typed, without halves of surrogate pairs: browsers send those, too."""
        if typed := text.encode("utf-8", "ignore"):  # nothing would be the end of what is typed
            await self._send(b"D", typed)

    async def tell(self, **facts: Any) -> None:
        """What happened to the screen: `type` is resize, focus or blur."""
        await self._send(b"M", json.dumps(facts).encode())

    async def screen(self) -> AsyncIterator[bytes | dict[str, Any]]:
        """What the terminal shall be sent, and what shall be done beside it, until the lab ends."""
        try:
            while (line := await self._out.readline()) != _BEGIN:
                if not line:
                    break
            while True:
                kind, size = await self._out.readexactly(1), await self._out.readexactly(4)
                payload = await self._out.readexactly(int.from_bytes(size, "big"))
                if kind == b"D":
                    yield payload
                elif kind == b"M":
                    yield json.loads(payload)
        except (asyncio.IncompleteReadError, ConnectionError):
            return

    async def complaint(self) -> str:
        """What the process had to say when it ended; "" if it ended well."""
        said = await self._complaint
        return said if await self._process.wait() else ""

    async def end(self) -> None:
        """Hang up: the lab keeps its drafts and ends, with all that it has started."""
        self._signal(signal.SIGHUP)
        self._in.close()  # it may be so young that it has no handlers yet
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), PATIENCE)
        self._signal(signal.SIGKILL)
        self._complaint.cancel()

    async def _send(self, kind: bytes, payload: bytes) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):  # it has just ended: whoever reads will see
            self._in.write(kind + len(payload).to_bytes(4, "big") + payload)
            await self._in.drain()

    def _signal(self, number: int) -> None:
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


async def _tail(stream: asyncio.StreamReader) -> str:
    """The end of what a stream says, once it has ended."""
    kept = b""
    while data := await stream.read(_LONGEST_COMPLAINT):
        kept = (kept + data)[-_LONGEST_COMPLAINT:]
    return kept.decode("utf-8", "replace")
