"""RESULTS/gradebook.sqlite: grades and what they come from, made anew from outcomes and course.yaml.

It is written beside its place and renamed into it, never changed, and holds nothing that is not in those
files: delete it, and the next reader makes the same one. So readers need no locks, and whoever may write
RESULTS may make it, also while a coordinator works. docs/graders.md tells what the tables hold.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import sqlite3
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import msgspec

from grader import __version__, policy
from grader.batch.records import SCHEMA, TABLES, Book, Record, tracks
from grader.batch.store import Store, StoreError
from grader.counting import Grade, points
from grader.course import Course
from grader.errors import in_words
from grader.policy import CourseFile
from grader.sheet import Column, Row, Sheet, total

NAME = "gradebook.sqlite"
_ROWS = 2_000  # that are inserted at a time
_LEFT_OVER = 3600.0  # seconds after which a file that a killed process left is nobody's any more


class Gradebook:
    """A gradebook as it was when it was opened; other processes may replace the file meanwhile."""

    def __init__(self, path: Path) -> None:
        # immutable: no lock is ever asked for, which network file systems may not have.
        name = quote_from_bytes(bytes(path.absolute()))
        self.database = sqlite3.connect(f"file:{name}?mode=ro&immutable=1", uri=True)
        try:
            self.fingerprint = str(self._one("SELECT value FROM meta WHERE key = 'files'"))
        except sqlite3.Error:
            self.database.close()
            raise

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()

    def sheet(self) -> Sheet:
        """Students × exercises."""
        columns = [
            Column(id, title, points(max))
            for id, title, max in self.database.execute("SELECT * FROM exercises_in_order")
        ]
        grades: dict[str, dict[str, Grade]] = {}
        for student, exercise, *fields in self.database.execute(f"SELECT {_FIELDS} FROM grades"):
            grades.setdefault(student, {})[exercise] = _grade(*fields)
        rows = [
            Row(student, name, grades[student], total(grades[student]))
            for student, name in self.database.execute("SELECT * FROM students_in_order")
        ]
        return Sheet(columns, rows, str(self._one("SELECT value FROM meta WHERE key = 'title'")))

    def problems(self) -> list[str]:
        """What could not be read or does not fit together, a sentence each."""
        return [row[0] for row in self.database.execute("SELECT sentence FROM problems ORDER BY rowid")]

    def attempts(self) -> int:
        """How many gradings there are, whichever counts."""
        return int(self._one("SELECT count(*) FROM attempts"))

    def _one(self, query: str) -> str | int:
        found = self.database.execute(query).fetchone()
        if found is None:
            raise sqlite3.DatabaseError("it is not complete")
        value: str | int = found[0]
        return value


def refresh(store: Store, course: Course) -> Gradebook:
    """The gradebook as of now: made anew if outcomes, course.yaml or exercises changed since it was made.

    Raises:
        ExerciseError: course.yaml is not well-formed.
        StoreError: there are no results, or it cannot be written.
    """
    file = policy.read(course)
    require(store)
    now = _fingerprint(store, course, file)
    path = store.root / NAME
    with contextlib.suppress(sqlite3.Error):  # there is none, or something else of that name
        found = Gradebook(path)
        if found.fingerprint == now:
            return found
        found.database.close()
    _write(path, Book(course, file).records(store.summaries()), {"files": now, "title": file.title})
    return Gradebook(path)


def require(store: Store) -> None:
    """There are results, or at least a place for them.

    Raises:
        StoreError: there are none.
    """
    if not (store.root / "reports").is_dir():
        raise StoreError(f"{store.root} holds no results: make some with `dllab class grade`")


def _fingerprint(store: Store, course: Course, file: CourseFile) -> str:
    """Changes whenever the gradebook could: no outcome is rewritten within the clock's resolution."""
    digest = hashlib.sha256()
    exercises = [(one.id, one.version, one.title, one.renamed_from) for one in course]
    made_from = [SCHEMA, __version__, sqlite3.sqlite_version, exercises, tracks(course), file]
    digest.update(msgspec.json.encode(made_from))
    above = len(os.fsencode(store.root))
    for outcome in store.files():
        with contextlib.suppress(FileNotFoundError):
            found = outcome.stat()
            digest.update(os.fsencode(outcome.path)[above:])
            digest.update(f"\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _write(path: Path, records: Iterator[Record], meta: dict[str, str]) -> None:
    temporary = path.with_name(f".{NAME}.{time.time_ns()}")
    try:
        _clear(path)
        with contextlib.closing(_new(temporary)) as database:
            database.execute("BEGIN")
            for table, rows in _batches(records):
                marks = ", ".join("?" * len(rows[0]))
                database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)
            about = {"schema": str(SCHEMA), "grader": __version__, **meta}
            database.executemany("INSERT INTO meta VALUES (?, ?)", sorted(about.items()))
            database.execute("COMMIT")
        temporary.replace(path)
    except (OSError, sqlite3.OperationalError) as error:
        why = in_words(error) if isinstance(error, OSError) else error
        raise StoreError(f"{path} cannot be written: {why}; the outcomes are as they were") from None
    finally:
        for left in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            left.unlink(missing_ok=True)


def _batches(records: Iterator[Record]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Rows by table, for a row at a time is slow; in each table they keep their order."""
    while some := list(itertools.islice(records, _ROWS)):
        tables: dict[str, list[tuple[Any, ...]]] = {}
        for table, values in some:
            tables.setdefault(table, []).append(values)
        yield from tables.items()


def _new(path: Path) -> sqlite3.Connection:
    # nolock: nobody else knows the name, and network file systems may have no locks.
    path.touch(mode=0o600, exist_ok=False)
    with contextlib.suppress(PermissionError):  # the group that may read the reports may read this
        readers = (path.parent / "reports").stat()
        os.chown(path, -1, readers.st_gid)
        path.chmod(0o600 | readers.st_mode & 0o040)
    name = quote_from_bytes(bytes(path.absolute()))
    database = sqlite3.connect(f"file:{name}?nolock=1", uri=True, isolation_level=None)
    database.executescript(f"PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; {TABLES}")
    return database


def _clear(path: Path) -> None:
    """Remove what processes that were killed left behind."""
    for left in path.parent.glob(f".{NAME}.*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _LEFT_OVER:
                left.unlink()


_FIELDS = (
    "student, exercise, key, handed_in, raw, max, days_late, penalty, score, deadline, why, stale, error"
)


def _grade(
    key: str,
    handed_in: float,
    raw: float | None,
    max: float,
    days_late: int,
    penalty: float,
    score: float | None,
    deadline: float | None,
    why: str,
    stale: int,
    error: str,
) -> Grade:
    return Grade(
        key=key,
        handed_in=handed_in,
        raw=_points(raw),
        max=points(max),
        days_late=days_late,
        penalty=points(penalty),
        score=_points(score),
        deadline=deadline,
        why=why,
        stale=bool(stale),
        error=error,
    )


def _points(value: float | None) -> Decimal | None:
    return None if value is None else points(value)
