"""What was typed and not saved yet: a small file for each exercise and lab, beside the log.

Each lab writes files of its own, so that of two at work on one exercise none overwrites what was typed in
the other. Their names say whose they are: double.HOST.PID-BEGAN.json.
"""

from __future__ import annotations

import contextlib
import functools
import os
import platform
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from dllab import locations
from grader import files


class Draft(msgspec.Struct, frozen=True):
    """Unsaved code.

    Attributes:
        text: the code.
        base: the hash of the file that it was made from, "" where there was none.
    """

    text: str
    base: str


class Writer(NamedTuple):
    """A process that keeps drafts.

    Attributes:
        host: its machine.
        process: its id, and when it began: ids are used again.
    """

    host: str
    process: str

    @property
    def is_here(self) -> bool:
        """Whether it ran on this machine; of others nobody knows whether they still run."""
        return self.host == _host()

    @property
    def is_other_lab(self) -> bool:
        """Whether it runs on this machine now, and is not this very process."""
        pid = self.process.partition("-")[0]
        return self.is_here and self != _me() and pid.isdigit() and _process(int(pid)) == self.process

    def __str__(self) -> str:
        pid = f"process {self.process.partition('-')[0]}"
        return pid if self.is_here else f"{pid} on {self.host}"


class Found(NamedTuple):
    """A draft on disk: its file, who wrote it, what it says, when it was written (nanoseconds)."""

    path: Path
    writer: Writer
    draft: Draft
    time: int


def find(home: Path, exercise: str) -> list[Found]:
    """The drafts for an exercise in the workspace `home` that can be read, the latest first."""
    return sorted(_found(home, exercise), key=lambda found: found.time, reverse=True)


def read(home: Path, exercise: str) -> Draft | None:
    """The latest draft, whoever wrote it; None where there is none that can be read."""
    return next((found.draft for found in find(home, exercise)), None)


def write(home: Path, exercise: str, draft: Draft) -> None:
    """Keep a draft of this process.

    Raises:
        OSError: it cannot be written; the old one is still there.
    """
    path = own(home, exercise)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    files.replace(path, msgspec.json.encode(draft))


def discard(home: Path, exercise: str) -> None:
    """Forget this process's draft; none is fine.

    Raises:
        OSError: it cannot be removed.
    """
    own(home, exercise).unlink(missing_ok=True)


def forget(found: Found) -> None:
    """Remove a draft whose text is safe elsewhere, unless something else was written into it since.

    Raises:
        OSError: it cannot be removed.
    """
    with contextlib.suppress(msgspec.DecodeError, FileNotFoundError):
        if _read(found.path) == found.draft:
            found.path.unlink()


def own(home: Path, exercise: str) -> Path:
    """The file of this process's draft."""
    return locations.drafts(home) / f"{exercise}.{'.'.join(_me())}.json"


def _found(home: Path, exercise: str) -> Iterator[Found]:
    try:
        names = [entry.name for entry in os.scandir(locations.drafts(home))]
    except OSError:
        return
    for name in names:
        id, *whose, ending = name.split(".")
        if id == exercise and len(whose) == 2 and ending == "json":
            path = locations.drafts(home) / name
            with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
                yield Found(path, Writer(*whose), _read(path), path.stat().st_mtime_ns)


def _read(path: Path) -> Draft:
    return msgspec.json.decode(files.read(path), type=Draft)


def _me() -> Writer:
    return Writer(_host(), _process(os.getpid()) or str(os.getpid()))


@functools.cache
def _host() -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", platform.node()) or "unknown"


def _process(pid: int) -> str:
    """The id of a living process, and when it began as far as the system tells; "" where there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return "" if fields[0] in "ZX" else f"{pid}-{fields[19]}"
    except OSError:
        return str(pid) if _lives(pid) and not Path("/proc/self/stat").exists() else ""


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
