"""What a course's YAML files held when they were read the last time: reading eighty of them takes 40 ms."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TypeVar

import msgspec

from grader import __version__, files
from grader.yamlfile import read_yaml

_T = TypeVar("_T")
_COURSES = 20  # that are kept; of more, those that were read last
_DESCRIBED = ("exercise", "track", "layout", "declared")  # the modules whose structs are read
_SETTLED = 2.0  # seconds; a file could change once more within its clock's last tick


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    """One file: what it was, as the file system tells, and what it held."""

    stamp: tuple[int, int, int, int]
    content: msgspec.Raw


class _Memory(msgspec.Struct, array_like=True):
    """The file in which it is kept; it counts only for the program that wrote it."""

    program: tuple[str, int]
    entries: dict[str, _Entry] = {}


class Remembered:
    """Reads YAML files into structs, from memory where they have not changed.

    Args:
        path: the file that keeps it; nothing is kept when left out. A damaged one is written anew.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._program = (__version__, _written())
        self._known = self._read()
        self._seen: dict[str, _Entry] = {}

    def read(self, path: Path, type: type[_T]) -> _T:
        """The file's content as a `type`, a msgspec struct.

        Raises:
            ExerciseError: with file and line.
        """
        stamp, key = _stamp(path) if self._path else None, f"{path}:{type.__name__}"
        entry = self._known.get(key)
        if entry is not None and entry.stamp == stamp:
            with contextlib.suppress(msgspec.DecodeError):
                value = msgspec.msgpack.decode(entry.content, type=type)
                self._seen[key] = entry
                return value
        value = read_yaml(path, type)
        if stamp is not None:
            self._seen[key] = _Entry(stamp, msgspec.Raw(msgspec.msgpack.encode(value)))
        return value

    def keep(self) -> None:
        """Write what was read into the file, if that is news; where it cannot be written nothing is kept."""
        if self._path is None or self._seen == self._known:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            files.replace(self._path, msgspec.msgpack.encode(_Memory(self._program, self._seen)))
            kept = sorted(self._path.parent.glob("*.msgpack"), key=lambda path: path.stat().st_mtime_ns)
            for path in kept[:-_COURSES]:
                path.unlink()

    def _read(self) -> dict[str, _Entry]:
        if self._path is None:
            return {}
        try:
            memory = msgspec.msgpack.decode(files.read(self._path), type=_Memory)
        except (OSError, msgspec.DecodeError):
            return {}
        return memory.entries if memory.program == self._program else {}


def _written() -> int:
    """When what is remembered was last changed in this program."""
    return max(Path(__file__).with_name(f"{name}.py").stat().st_mtime_ns for name in _DESCRIBED)


def _stamp(path: Path) -> tuple[int, int, int, int] | None:
    """What changes whenever a file does; None while it may be changing now."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- a Path's own takes twice as long
    except OSError:
        return None
    if time.time() - max(found.st_mtime, found.st_ctime) < _SETTLED:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
