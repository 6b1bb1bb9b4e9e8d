"""RESULTS: a file for each outcome, whole or not there; one coordinator at a time.

RESULTS/batch.json                                the secret that seeds are made of
RESULTS/reports/<student>/<exercise>/<key>.json   outcomes
RESULTS/.lock                                     held by whoever writes
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import os
import secrets
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from grader import files
from grader.batch.folder import require_own
from grader.batch.outcome import SCHEMA, Outcome, encoded, key
from grader.batch.plan import HandIn
from grader.batch.summary import Summary
from grader.errors import DllabError, UsageError, in_words

_NAME_BYTES = 200  # of the 255 that file systems take
_OUTCOME, _SUMMARY = msgspec.json.Decoder(Outcome), msgspec.json.Decoder(Summary)
_T = TypeVar("_T", Outcome, Summary)


class StoreError(DllabError):
    """Results cannot be written or read."""


class _Batch(msgspec.Struct):
    secret: str
    schema: int = SCHEMA


class Store:
    """The folder of results.

    Args:
        root: RESULTS; it is made when something is written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock: int | None = None

    def __enter__(self) -> Store:
        """Hold it for writing.

        Raises:
            UsageError: somebody else does, or everybody could.
            StoreError: it cannot be written.
        """
        with _explained(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            require_own(self.root)
            (self.root / "reports").mkdir(exist_ok=True, mode=0o700)
            self._lock = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self._take()
        except BaseException:
            self._let_go()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    @functools.cached_property
    def secret(self) -> str:
        """What the seeds of this batch are made of; drawn when first asked for.

        Raises:
            StoreError: it can be neither read nor kept.
        """
        path = self.root / "batch.json"
        with _explained(path):
            if not path.exists():
                drawn = msgspec.json.encode(_Batch(secrets.token_hex(32)))
                with contextlib.suppress(FileExistsError):
                    files.create(path, drawn, 0o600)
            try:
                return msgspec.json.decode(files.read(path), type=_Batch).secret
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise StoreError(f"{path} is damaged ({error}): delete it to grade with new seeds") from None

    def missing(self, hand_ins: Iterable[HandIn]) -> list[HandIn]:
        """Those without an outcome; a text that a student handed in twice counts once, at its first time."""
        found: dict[tuple[str, str, str], HandIn] = {}
        for one in hand_ins:
            names = one.student, one.exercise.id, key(one)
            if names not in found or one.time < found[names].time:
                found[names] = one
        return [one for names, one in found.items() if not self.has(*names)]

    def has(self, student: str, exercise: str, key: str) -> bool:
        """Whether there is such an outcome."""
        return self._path(student, exercise, key).is_file()

    def read(self, student: str, exercise: str, key: str) -> Outcome:
        """An outcome.

        Raises:
            StoreError: there is none, or its file is damaged.
        """
        return _read(str(self._path(student, exercise, key)), _OUTCOME)

    def holder(self) -> str:
        """Who writes here now, e.g. "process 12 on login1"; "" where nobody does."""
        try:
            with (self.root / ".lock").open("rb") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    return _words(file.fileno())
        except OSError:
            pass  # never written to, or not ours to look at
        return ""

    def write(self, outcome: Outcome) -> None:
        """Keep an outcome.

        Raises:
            StoreError: it cannot be written.
        """
        path = self._path(outcome.name, outcome.exercise, outcome.key)
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            files.replace(path, msgspec.json.encode(outcome) + b"\n")

    def forget(self, student: str, exercise: str) -> int:
        """Remove a student's outcomes for an exercise, so that they are graded anew; how many.

        Raises:
            StoreError: one cannot be removed.
        """
        folder = self._path(student, exercise, "").parent
        found = list(folder.glob("*.json"))
        with _explained(folder):
            for path in found:
                path.unlink()
        return len(found)

    def files(self) -> Iterator[os.DirEntry[str]]:
        """The files of all outcomes, by student and exercise."""
        yield from _below(self.root / "reports", levels=2)

    def outcomes(self) -> Iterator[Outcome | StoreError]:
        """All of them by student and exercise; a sentence in the place of each that cannot be read."""
        return (_read_or_tell(file.path, _OUTCOME) for file in self.files())

    def summaries(self) -> Iterator[Summary | StoreError]:
        """The same, as far as grades need it."""
        return (_read_or_tell(file.path, _SUMMARY) for file in self.files())

    def summaries_of(self, student: str, exercises: Iterable[str]) -> list[Summary]:
        """A student's for an exercise, under all ids that it has had; damaged ones are left out.

        One alone is not read, for there is nothing to compare it with: in a large class that takes its time.
        """
        paths = [file.path for id in exercises for file in _below(self._path(student, id, "").parent, 0)]
        read = [_read_or_tell(path, _SUMMARY) for path in paths if len(paths) > 1]
        return [one for one in read if isinstance(one, Summary)]

    def _take(self) -> None:
        assert self._lock is not None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _words(self._lock)
            raise UsageError(f"{self.root} is being written by {holder}: wait for it, or stop it") from None
        except OSError as error:
            why = f"{self.root} cannot be locked ({in_words(error)})"
            raise StoreError(f"{why}: choose a folder on a file system that has locks") from None
        with _explained(self.root):
            os.ftruncate(self._lock, 0)
            os.pwrite(self._lock, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)

    def _path(self, student: str, exercise: str, key: str) -> Path:
        return self.root.joinpath("reports", safe_name(student), exercise, f"{key}.json")

    def _let_go(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
        self._lock = None


def safe_name(student: str) -> str:
    """A student's folder name as one of ours: no separators, no leading dot, of bounded length."""
    name = encoded(student)
    name = f"%2E{name[1:]}" if name.startswith(".") else name
    if len(name) <= _NAME_BYTES:
        return name
    return f"{name[: _NAME_BYTES - 17].rpartition('%')[0]}~{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _words(lock: int) -> str:
    return os.pread(lock, 200, 0).decode(errors="replace").strip() or "another process"


def _below(folder: Path | str, levels: int) -> Iterator[os.DirEntry[str]]:
    """Files of JSON so many levels below, in the order of the names on the way there."""
    found: list[os.DirEntry[str]] = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if levels == 0 and entry.name.endswith(".json"):
            yield entry
        elif levels and entry.is_dir():
            yield from _below(entry.path, levels - 1)


def _read(path: str, decoder: msgspec.json.Decoder[_T]) -> _T:
    try:
        return decoder.decode(files.read(path))
    except FileNotFoundError:
        raise StoreError(f"{path} is not there: grade first") from None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} is damaged ({error}): delete it, and grade again") from None


def _read_or_tell(path: str, decoder: msgspec.json.Decoder[_T]) -> _T | StoreError:
    try:
        return _read(path, decoder)
    except StoreError as error:
        return error


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = f"{path} cannot be written: {in_words(error)}"
        raise StoreError(f"{why}; what is there stays, and the same command goes on from it") from None
