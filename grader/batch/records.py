"""What a gradebook holds: its tables, and a student's outcomes as rows of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import groupby
from typing import Any

from grader import __version__
from grader.batch.outcome import Outcome
from grader.batch.store import StoreError
from grader.counting import Attempt, Grade, grade, points
from grader.exercise import Course
from grader.policy import CourseFile
from grader.report import CheckResult, Verdict
from grader.sheet import one_line

SCHEMA = 1

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
    title TEXT NOT NULL, visibility TEXT NOT NULL,
    PRIMARY KEY (exercise, name)
) WITHOUT ROWID;
CREATE TABLE results (
    student TEXT NOT NULL, exercise TEXT NOT NULL, name TEXT NOT NULL,
    verdict TEXT NOT NULL, earned REAL NOT NULL, points REAL NOT NULL, full_marks INTEGER NOT NULL,
    mistake TEXT,
    PRIMARY KEY (student, exercise, name)
) WITHOUT ROWID;
CREATE TABLE mistakes (
    exercise TEXT NOT NULL, mistake TEXT NOT NULL, sentence TEXT NOT NULL,
    PRIMARY KEY (exercise, mistake)
) WITHOUT ROWID;
CREATE TABLE problems (sentence TEXT NOT NULL);
CREATE VIEW exercises_in_order AS SELECT exercise, title, max FROM exercises ORDER BY position, exercise;
CREATE VIEW students_in_order AS SELECT student, name FROM students ORDER BY lower(name), name, student;
"""

Record = tuple[str, tuple[Any, ...]]


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
        self._tracks = {one.id: track.id for track in course.tracks for one in track.exercises}
        self._seen: set[str] = set()
        self._names: set[str] = set()
        self._max: dict[str, tuple[bool, float]] = {}
        self._told: set[tuple[str, str]] = set()

    def records(self, outcomes: Iterable[Outcome | StoreError]) -> Iterator[Record]:
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
        yield from (("problems", (sentence,)) for sentence in self._strangers())

    def _student(self, student: str, outcomes: Iterable[Outcome | StoreError]) -> Iterator[Record]:
        exercises: dict[str, dict[str, tuple[Attempt, list[CheckResult]]]] = {}
        name = ""
        for outcome in outcomes:
            if isinstance(outcome, StoreError):
                yield "problems", (one_line(str(outcome)),)
                continue
            name = outcome.name
            known = self._exercises.get(outcome.exercise)
            id = known.id if known else outcome.exercise
            checks = [_light(check) for check in outcome.report.checks] if outcome.report else []
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

    def _results(self, student: str, id: str, checks: list[CheckResult]) -> Iterator[Record]:
        for position, check in enumerate(checks):
            if (id, check.name) not in self._told:
                self._told.add((id, check.name))
                yield "checks", (id, check.name, position, check.title, check.visibility)
            if check.mistake and (id, f"mistake {check.mistake}") not in self._told:
                self._told.add((id, f"mistake {check.mistake}"))
                yield "mistakes", (id, check.mistake, check.message)
            facts = check.verdict, check.earned, check.points, check.full_marks, check.mistake
            yield "results", (student, id, check.name, *facts)

    def _strangers(self) -> Iterator[str]:
        """Whoever course.yaml grants an extension to and nobody knows: a slip of the pen costs points."""
        for student in self._policy.extensions:
            if student not in self._names:
                near = get_close_matches(student, sorted(self._names), n=1)
                hint = f": is it {one_line(near[0])}?" if near else ""
                yield f"course.yaml: {one_line(student)} has an extension and has handed in nothing{hint}"


class _Whose:
    """Of what cannot be read: the student's before it, so that it does not part a student's outcomes."""

    last = ""

    def __call__(self, one: Outcome | StoreError) -> str:
        self.last = self.last if isinstance(one, StoreError) else one.student
        return self.last


def _attempt(outcome: Outcome, version: str | None) -> Attempt:
    """What counting needs of an outcome; of an exercise that the course has not, every version is current."""
    report = outcome.report
    current = version is None or report is None
    if report is not None and version is not None:
        current = (report.exercise.version, report.environment.grader) == (version, __version__)
    return Attempt(
        key=outcome.key,
        text=outcome.sha256 or (report.submission.sha256 if report else outcome.key),
        handed_in=outcome.handed_in,
        graded=outcome.graded,
        raw=points(report.score) if report else None,
        max=points(report.max_score if report else 0.0),
        current=current,
        error=outcome.error,
    )


def _light(check: CheckResult) -> CheckResult:
    """Without what may be large: of the message only the first line, where the mistake's sentence stands."""
    return CheckResult(
        name=one_line(check.name),
        title=one_line(check.title),
        visibility=check.visibility,
        points=check.points,
        earned=check.earned,
        verdict=Verdict(check.verdict),
        message=one_line(check.message.partition("\n")[0])[:500],
        mistake=one_line(check.mistake) if check.mistake else None,
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
