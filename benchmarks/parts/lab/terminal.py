"""A terminal without a window: starts a program, presses keys, counts what comes and how soon."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common.processes import Failed

QUIET = 0.25  # seconds without a byte: what a key leads to is over
_PATIENCE = 30.0
_ESCAPE = re.compile(rb"\x1b(\[[0-9;?$<>=]*[a-zA-Z]|[=>78]|\][^\x07]*\x07)")


@dataclass(frozen=True)
class Answer:
    """What a key led to.

    Attributes:
        first, last: milliseconds until the first bytes were there, and until all were.
        size: bytes.
    """

    first: float
    last: float
    size: int


class Terminal:
    """A program in a pseudo-terminal of 80 × 24 that knows 24-bit colours (which cost the most bytes).

    Args:
        command: the program.
        env: its environment.
    """

    def __init__(self, command: list[str], env: dict[str, str]) -> None:
        self._end, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        self.began = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            os.login_tty(theirs)
            os.execvpe(command[0], command, {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
        os.close(theirs)

    def until(self, *texts: str) -> float:
        """Wait until all texts have been drawn; seconds since the start.

        Raises:
            Failed: they were not, or the program has ended.
        """
        seen = b""
        for data, when in self._arriving(_PATIENCE):
            seen += data
            plain = _ESCAPE.sub(b"", seen)
            if all(text.encode() in plain for text in texts):
                return when - self.began
        told = _ESCAPE.sub(b"", seen)[-300:].decode("utf-8", "replace")
        raise Failed(f"{texts} did not appear: …{told}")

    def type(self, key: str) -> None:
        """Press a key, and no more."""
        os.write(self._end, key.encode())

    def press(self, key: str) -> Answer:
        """Press a key, and wait until all that it leads to is there.

        Raises:
            Failed: it leads to nothing.
        """
        began = time.perf_counter()
        self.type(key)
        if not select.select([self._end], [], [], _PATIENCE)[0]:
            raise Failed(f"the key {key!r} led to nothing")
        arrived = [(len(data), when - began) for data, when in self._arriving(QUIET)]
        return Answer(arrived[0][1] * 1e3, arrived[-1][1] * 1e3, sum(size for size, _ in arrived))

    def settle(self) -> None:
        """Wait until nothing more comes."""
        for _ in self._arriving(QUIET):
            pass

    def count(self, seconds: float) -> int:
        """How many bytes come within so many seconds without a key."""
        self.settle()
        until, size = time.monotonic() + seconds, 0
        while (left := until - time.monotonic()) > 0:
            if select.select([self._end], [], [], left)[0]:
                size += len(os.read(self._end, 1 << 16))
        return size

    def resident(self) -> tuple[float, float]:
        """Megabytes: resident, and of these its own.

        Raises:
            Failed: this system does not tell.
        """
        path = Path(f"/proc/{self.pid}/smaps_rollup")
        if not path.exists():
            raise Failed("memory is looked up in /proc")
        sizes = dict(re.findall(r"^(\w+): +(\d+) kB", path.read_text(), re.MULTILINE))
        return int(sizes["Rss"]) / 1024, (int(sizes["Private_Clean"]) + int(sizes["Private_Dirty"])) / 1024

    def close(self) -> None:
        """End it as a lost connection would."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        for _ in self._arriving(_PATIENCE):
            pass
        os.close(self._end)
        os.waitpid(self.pid, 0)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _arriving(self, patience: float) -> Iterator[tuple[bytes, float]]:
        """What comes, and when, until it is quiet for `patience` seconds or the program has ended."""
        while select.select([self._end], [], [], patience)[0]:
            try:
                data = os.read(self._end, 1 << 16)
            except OSError:  # Linux says so when the other end is closed
                return
            if not data:
                return
            yield data, time.perf_counter()
