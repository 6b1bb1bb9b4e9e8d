"""SUBMISSIONS/.collected.jsonl: what was seen in the drop folder, and when; a line of JSON each.

A hand-in's time is its ctime when it was first seen. Writing a file, or moving it into place, sets its ctime
to now, by the file server's clock, and nobody but its administrator can set it back. A ctime that moves later
(a chmod, a restored backup) changes nothing: the line stays. A file whose content changed after it was seen
is handed in when that is noticed, for `dllab submit` never does so. What it held before is not forgotten.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader import files
from grader.batch.folder import Unfit, stamp
from grader.batch.plan import HandIn
from grader.errors import DllabError, in_words
from grader.exercise import Exercise

NAME = ".collected.jsonl"
_MOST = 10_000  # lines of a student: whoever renames files again and again must not fill the disk


class RegisterError(DllabError):
    """SUBMISSIONS cannot be read or written."""


class Seen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file in the drop folder.

    Attributes:
        file: <folder>/<name>, each percent-encoded.
        student: the login name of its owner.
        exercise: its id.
        suffix: .py or .ipynb.
        sha256: the hash of its bytes.
        time_ns: when it was handed in, nanoseconds since 1970.
        seen: when the look began that first saw it with this content, seconds since 1970, by this machine's
            clock.
        stamp: inode, size and ctime, as of the last time it was read.
    """

    file: str
    student: str
    exercise: str
    suffix: str
    sha256: str
    time_ns: int
    seen: float
    stamp: tuple[int, int, int]

    def work(self, exercise: Exercise) -> HandIn:
        """What is to be graded; its path says nothing."""
        return HandIn(self.student, exercise, Path(), self.sha256, self.time)

    @property
    def time(self) -> float:
        """When it was handed in, seconds since 1970."""
        return self.time_ns / 1e9


class Register:
    """The lines of SUBMISSIONS, which are only ever added to.

    Args:
        submissions: the folder.

    Attributes:
        problems: a sentence for each damaged line.
    """

    def __init__(self, submissions: Path) -> None:
        self._path = submissions / NAME
        self._began = round(time.time(), 3)
        self._now: dict[str, Seen] = {}
        self._before: list[Seen] = []
        self._lines: Counter[str] = Counter()
        self._texts: set[tuple[str, str, str]] = set()
        self.problems: list[str] = []
        with writing(submissions), contextlib.suppress(FileNotFoundError):
            for number, line in enumerate(files.read(self._path).split(b"\n"), start=1):
                if line.strip():
                    self._read(line, number)

    def known(self, file: str, found: tuple[int, int, int]) -> Seen | None:
        """What is known of a file, if it did not change since it was read."""
        seen = self._now.get(file)
        return seen if seen is not None and seen.stamp == found else None

    def brought(self, student: str, exercise: str, sha256: str) -> bool:
        """Whether a text came from the drop folder, now or earlier."""
        return (student, exercise, sha256) in self._texts

    def history(self) -> list[Seen]:
        """All that was ever seen, also what files held before they were changed."""
        return [*self._before, *self._now.values()]

    def enter(
        self, file: str, student: str, exercise: str, suffix: str, sha256: str, status: os.stat_result
    ) -> Seen:
        """Remember what was read.

        Raises:
            Unfit: it is of a student who has handed in too much.
            RegisterError: it cannot be written down.
        """
        seen = Seen(
            file=file,
            student=student,
            exercise=exercise,
            suffix=suffix,
            sha256=sha256,
            time_ns=status.st_ctime_ns,
            seen=self._began,
            stamp=stamp(status),
        )
        if (before := self._now.get(file)) is not None:
            seen = _again(before, seen)
            if msgspec.structs.replace(seen, stamp=before.stamp) == before:
                self._keep(seen)  # no line: whoever touches a file again and again must not fill the disk
                return seen
        if self._lines[student] >= _MOST:
            raise Unfit(f"{student} has handed in {_MOST:,} files, and no more are taken")
        with writing(self._path.parent):
            if not self._path.exists():
                with contextlib.suppress(FileExistsError):
                    files.create(self._path, b"", 0o600)
            files.append_line(self._path, msgspec.json.encode(seen))
        self._lines[student] += 1
        self._keep(seen)
        return seen

    def _read(self, line: bytes, number: int) -> None:
        try:
            seen = _DECODER.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            where = f"{self._path}:{number}"
            self.problems.append(f"{where}: a damaged line was skipped; delete it to be rid of this message")
        else:
            self._lines[seen.student] += 1
            self._keep(seen)

    def _keep(self, seen: Seen) -> None:
        before = self._now.get(seen.file)
        if before is not None and _work(before) != _work(seen):
            self._before.append(before)
        self._now[seen.file] = seen
        self._texts.add(_work(seen))


@contextlib.contextmanager
def writing(submissions: Path) -> Iterator[None]:
    """Say of what goes wrong within that it was SUBMISSIONS."""
    try:
        yield
    except OSError as error:
        why = f"{submissions} cannot be written ({in_words(error)})"
        raise RegisterError(f"{why}; what is there stays, and the same command goes on from it") from None


def _again(before: Seen, now: Seen) -> Seen:
    """A file that was known already, and has another stamp."""
    if _work(before) == _work(now):
        return msgspec.structs.replace(now, time_ns=min(before.time_ns, now.time_ns), seen=before.seen)
    return msgspec.structs.replace(now, time_ns=max(now.time_ns, int(now.seen * 1e9)))


def _work(one: Seen) -> tuple[str, str, str]:
    """Whose it is, what it is for, and its text."""
    return one.student, one.exercise, one.sha256


_DECODER = msgspec.json.Decoder(Seen)
