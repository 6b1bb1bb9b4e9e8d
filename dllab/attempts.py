"""The log of a workspace: a line of JSON for each attempt, hint and kept text, only ever appended to."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

import msgspec

from dllab import locations
from grader import files
from grader.errors import in_words
from grader.report import Report, Verdict

VERSION = 1


class Entry(msgspec.Struct, frozen=True, tag_field="entry", kw_only=True):
    """Base of the lines.

    Attributes:
        v: the version of the format.
        time: UTC, ISO 8601.
        exercise: its id at that time.
    """

    exercise: str
    v: int = VERSION
    time: str = msgspec.field(default_factory=lambda: time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))


class Attempt(Entry, frozen=True, tag="attempt", kw_only=True):
    """One grading of the learner's own code.

    Attributes:
        kind: "test" (public checks) or "grade" (all that the install has).
        version: the exercise's version.
        sha256: the file's hash, and its snapshot's name.
        checks: the verdict of each check by name.
        mistakes: the names of the known mistakes that were recognised.
        partial: whether only some checks were asked for.
    """

    kind: Literal["test", "grade"]
    version: str
    sha256: str
    score: float
    max_score: float
    checks: dict[str, Verdict]
    mistakes: list[str] = []
    partial: bool = False

    @property
    def full_marks(self) -> bool:
        """Whether every check that ran passed, and none was left out by the learner."""
        return not self.partial and all(verdict is Verdict.PASSED for verdict in self.checks.values())


class HintShown(Entry, frozen=True, tag="hint", kw_only=True):
    """The learner asked for a hint and saw this one, counted from 1."""

    number: int


class Kept(Entry, frozen=True, tag="kept", kw_only=True):
    """A text that made room for another one and had not been graded; its snapshot has the name `sha256`."""

    sha256: str


Line = Attempt | HintShown | Kept


class Log(msgspec.Struct, frozen=True):
    """What could be read.

    Attributes:
        entries: the good lines, oldest first.
        problems: a sentence for each damaged line, or for a log that cannot be read at all.
    """

    entries: list[Line]
    problems: list[str]


def attempt(report: Report, kind: Literal["test", "grade"], partial: bool) -> Attempt:
    """The line for a report."""
    return Attempt(
        kind=kind,
        exercise=report.exercise.id,
        version=report.exercise.version,
        sha256=report.submission.sha256,
        score=report.score,
        max_score=report.max_score,
        checks={check.name: check.verdict for check in report.checks},
        mistakes=list(dict.fromkeys(check.mistake for check in report.checks if check.mistake)),
        partial=partial,
    )


def append(home: Path, entry: Line) -> None:
    """Add a line to the log of the workspace `home`.

    Raises:
        OSError: it cannot be written.
    """
    path = locations.attempts(home)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    files.append_line(path, msgspec.json.encode(entry))


def read(home: Path) -> Log:
    """The log of the workspace `home`; damaged lines become `problems`, no log is an empty one."""
    path = locations.attempts(home)
    try:
        data = files.read(path)
    except (FileNotFoundError, NotADirectoryError):
        return Log([], [])
    except OSError as error:
        return Log([], [f"{path} cannot be read, so progress is not shown: {in_words(error)}"])
    log = Log([], [])
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            _read_line(line, f"{path}:{number}", log)
    return log


def _read_line(line: bytes, where: str, log: Log) -> None:
    try:
        entry = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        log.problems.append(f"{where}: a damaged line was skipped; delete it to be rid of this message")
        return
    if entry.v == VERSION:
        log.entries.append(entry)
    else:
        log.problems.append(f"{where}: written by another version of dllab (format {entry.v}), skipped")


_DECODER: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)
