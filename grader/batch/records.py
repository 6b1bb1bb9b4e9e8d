"""What a gradebook holds: its tables, and a student's outcomes as rows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import groupby
from typing import Any

from grader import __version__
from grader.batch.store import StoreError
from grader.batch.summary import Check, Summary
from grader.counting import Attempt, Grade, grade, points
from grader.course import Course
from grader.policy import CourseFile
from grader.report import Verdict
from grader.sheet import one_line

SCHEMA = 2

# Deterministic: the same outcomes give the same bytes, so that no row carries the time of its making.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE students (student TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE exercises (
    exercise TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, max REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE attempts (
    student TEXT NOT NULL, exercise TEXT NOT NULL, key TEXT NOT NULL,
    handed_in REAL NOT NULL, graded REAL NOT NULL, text TEXT NOT NULL,
    raw REAL, max REAL NOT NULL, current INTEGER NOT NULL, error TEXT NOT NULL,
    PRIMARY KEY (student, exercise, key)
) WITHOUT ROWID;
CREATE TABLE grades (
    student TEXT NOT NULL, exercise TEXT NOT NULL, key TEXT NOT NULL, handed_in REAL NOT NULL,
    raw REAL, max REAL NOT NULL, days_late INTEGER NOT NULL, penalty REAL NOT NULL, score REAL,
    deadline REAL, why TEXT NOT NULL, stale INTEGER NOT NULL, error TEXT NOT NULL,
    PRIMARY KEY (student, exercise)
) WITHOUT ROWID;
CREATE TABLE checks (
    exercise TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL,
    title TEXT NOT NULL, visibility TEXT NOT NULL, passed INTEGER NOT NULL, graded INTEGER NOT NULL,
    PRIMARY KEY (exercise, name)
) WITHOUT ROWID;
CREATE TABLE results (
    student TEXT NOT NULL, exercise TEXT NOT NULL, name TEXT NOT NULL,
    verdict TEXT NOT NULL, earned REAL NOT NULL, points REAL NOT NULL, full_marks INTEGER NOT NULL,
    mistake TEXT,
    PRIMARY KEY (student, exercise, name)
) WITHOUT ROWID;
CREATE TABLE mistakes (
    exercise TEXT NOT NULL, mistake TEXT NOT NULL, sentence TEXT NOT NULL, students INTEGER NOT NULL,
    PRIMARY KEY (exercise, mistake)
) WITHOUT ROWID;
CREATE TABLE problems (sentence TEXT NOT NULL);
CREATE VIEW exercises_in_order AS SELECT exercise, title, max FROM exercises ORDER BY position, exercise;
CREATE VIEW students_in_order AS SELECT student, name FROM students ORDER BY lower(name), name, student;
"""

Record = tuple[str, tuple[Any, ...]]
_line = lru_cache(4_096)(one_line)  # of names, which every student's results repeat


class Book:
    """Turns outcomes into rows; it remembers what is small, so that 10,000 outcomes take no more than one.

    Args:
        course: whose exercises are graded.
        file: its course.yaml.
    """

    def __init__(self, course: Course, file: CourseFile) -> None:
        self._policy = file.policy
        self._exercises = {id: one for one in course for id in (*one.renamed_from, one.id)}
        self._positions = {one.id: number for number, one in enumerate(course)}
        self._tracks = tracks(course)
        self._seen: set[str] = set()
        self._names: set[str] = set()
        self._max: dict[str, tuple[bool, float]] = {}
        self._checks: dict[tuple[str, str], _Tally] = {}
        self._mistakes: dict[tuple[str, str], _Tally] = {}

    def records(self, outcomes: Iterable[Summary | StoreError]) -> Iterator[Record]:
        """All rows; outcomes come student by student, what could not be read among them."""
        for student, found in groupby(outcomes, key=_Whose()):
            if student in self._seen:
                what = f"{one_line(student)} has outcomes in two folders of reports: only those in one count"
                yield "problems", (what,)
            else:
                self._seen.add(student)
                yield from self._student(student, found)
        for id, (_, max) in sorted(self._max.items()):
            position = self._positions.get(id, len(self._positions))
            title = self._exercises[id].title if id in self._exercises else id
            yield "exercises", (id, position, title, max)
        for place, one in sorted(self._checks.items()):
            yield "checks", (*place, *one.facts, one.some, one.all)
        for place, one in sorted(self._mistakes.items()):
            yield "mistakes", (*place, *one.facts, one.some)
        yield from (("problems", (sentence,)) for sentence in (*self._absent(), *self._strangers()))

    def _student(self, student: str, outcomes: Iterable[Summary | StoreError]) -> Iterator[Record]:
        exercises: dict[str, dict[str, tuple[Attempt, list[Check]]]] = {}
        name = ""
        for outcome in outcomes:
            if isinstance(outcome, StoreError):
                yield "problems", (one_line(str(outcome)),)
                continue
            name = outcome.name
            known = self._exercises.get(outcome.exercise)
            id = known.id if known else outcome.exercise
            checks = outcome.report.checks if outcome.report else []
            attempt = _attempt(outcome, known.version if known else None)
            exercises.setdefault(id, {})[outcome.key] = attempt, checks
        if exercises:
            self._names |= {name, student}
            yield "students", (student, one_line(name))
        for id, found in exercises.items():
            attempts = [attempt for attempt, _ in found.values()]
            yield from (("attempts", _row(student, id, one)) for one in attempts)
            grade_ = grade(attempts, self._policy, self._policy.deadline({name, student}, self._ids(id)))
            yield "grades", _grade_row(student, id, grade_)
            self._max[id] = max(self._max.get(id, (False, 0.0)), (not grade_.stale, float(grade_.max)))
            yield from self._results(student, id, found[grade_.key][1])

    def _ids(self, id: str) -> tuple[str, ...]:
        """What course.yaml may call an exercise; its track comes last."""
        former = self._exercises[id].renamed_from if id in self._exercises else ()
        return (id, *former, self._tracks.get(id, id))

    def _results(self, student: str, id: str, checks: list[Check]) -> Iterator[Record]:
        names, mistakes = set[str](), set[str]()
        for position, check in enumerate(checks):
            name, mistake = _line(check.name), _line(check.mistake) if check.mistake else None
            if name in names:
                continue
            names.add(name)
            if (id, name) not in self._checks:
                self._checks[id, name] = _Tally((position, one_line(check.title), check.visibility))
            self._checks[id, name].count(check.verdict is Verdict.PASSED)
            if mistake and mistake not in mistakes:
                mistakes.add(mistake)
                self._mistakes.setdefault((id, mistake), _Tally((one_line(check.message),))).count(True)
            facts = check.verdict, check.earned, check.points, check.full_marks, mistake
            yield "results", (student, id, name, *facts)

    def _absent(self) -> Iterator[str]:
        """What was graded once, and is broken now or not in the course: it must not change a grade unsaid."""
        for id in sorted(set(self._max) - set(self._exercises)):
            if id in self._tracks:
                yield f"{id} cannot be read now (`dllab list` says why): what was graded of it before counts"
            else:
                where = "is no exercise of this course: is it the right one (--course)?"
                yield f"{one_line(id)} {where} What was graded of it counts, by no track's deadline"

    def _strangers(self) -> Iterator[str]:
        """Whoever course.yaml grants an extension to and nobody knows: a slip of the pen costs points."""
        for student in self._policy.extensions:
            if student not in self._names:
                near = get_close_matches(student, sorted(self._names), n=1)
                hint = f": is it {one_line(near[0])}?" if near else ""
                yield f"course.yaml: {one_line(student)} has an extension and has handed in nothing{hint}"


def tracks(course: Course) -> dict[str, str]:
    """Which track an exercise is in, by id; of a broken one or in a broken track, where its folder lies."""
    read = {one.id: track.id for track in course.tracks for one in track.exercises}
    return {folder.name: folder.parent.name for folder in course.folders()} | read


@dataclass
class _Tally:
    """Of how many grades it is true of how many; with what else its row holds."""

    facts: tuple[Any, ...]
    some: int = 0
    all: int = 0

    def count(self, true: bool) -> None:
        self.some += true
        self.all += 1


class _Whose:
    """Of what cannot be read: the student's before it, so that it does not part a student's outcomes."""

    last = ""

    def __call__(self, one: Summary | StoreError) -> str:
        self.last = self.last if isinstance(one, StoreError) else one.student
        return self.last


def _attempt(outcome: Summary, version: str | None) -> Attempt:
    """What counting needs of an outcome; of an exercise that the course has not, every version is current."""
    report = outcome.report
    current = version is None or report is None
    if report is not None and version is not None:
        current = (report.exercise.version, report.environment.grader) == (version, __version__)
    return Attempt(
        key=outcome.key,
        text=outcome.text,
        handed_in=outcome.handed_in,
        again=outcome.again,
        graded=outcome.graded,
        raw=points(report.score) if report else None,
        max=points(report.max_score if report else 0.0),
        current=current,
        error=outcome.error,
    )


def _row(student: str, exercise: str, one: Attempt) -> tuple[Any, ...]:
    times = one.handed_in, one.graded
    return (
        *(student, exercise, one.key, *times, one.text),
        *(_number(one.raw), float(one.max), one.current, one.error),
    )


def _grade_row(student: str, exercise: str, one: Grade) -> tuple[Any, ...]:
    penalty = one.days_late, float(one.penalty), _number(one.score)
    return (
        *(student, exercise, one.key, one.handed_in, _number(one.raw), float(one.max), *penalty),
        *(one.deadline, one.why, one.stale, one.error),
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
