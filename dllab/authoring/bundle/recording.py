"""What the reference answers to an exercise's public checks, and the proof that its answers are enough."""

from __future__ import annotations

import time
from collections.abc import Iterator

import msgspec

from dllab.authoring import endless, unwritten
from dllab.authoring.bundle.proving import Proof, first_line
from dllab.authoring.gate.lint import at
from grader import recorded
from grader.answers import Recorder, Survey
from grader.checks import Check, load_checks
from grader.course import Course
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.grade import Grader
from grader.mistakes import load_mistakes
from grader.recorded import Record
from grader.sandbox.wire import Unsendable
from grader.submission import from_source
from grader.yamlfile import line_of


class Recording(msgspec.Struct, frozen=True):
    """An exercise's public checks without its solution.

    Attributes:
        exercise: its id.
        data: what the file of answers holds; empty where there are problems.
        answers: how many.
        judged: how many solutions and mistakes got the same verdicts from them as from the reference.
        named: how many mistakes were told by their names; None where students get none.
        problems: sentences, each in the form `file:line: what is wrong`.
        seconds: wall time.
    """

    exercise: str
    data: bytes
    answers: int
    judged: int
    named: int | None
    problems: list[str]
    seconds: float


def record(course: Course, exercise: Exercise, grader: Grader, *, with_mistakes: bool = False) -> Recording:
    """Record an exercise, and prove the record.

    Args:
        course: what it belongs to.
        exercise: which.
        grader: grades.
        with_mistakes: record what known mistakes come to, too.
    """
    started = time.perf_counter()
    data, answers, judged = b"", 0, 0
    named = 0 if with_mistakes else None
    problems: list[str] = []
    try:
        with endless.guarded(exercise):
            checks = {check.name: check for check in load_checks(exercise, public_only=True)}
        problems += [*unwritten.problems(exercise), *_beyond(course, exercise)]
        found = _recorded(exercise, checks, grader, problems)
        answers = sum(map(len, found.checks.values()))
        if not problems:
            if with_mistakes:
                found = _with_mistakes(found, exercise, checks, grader)
            data = recorded.to_bytes(found)
            proof = Proof(course, exercise, checks, found, data, grader)
            problems += proof.run()
            judged = proof.judged
            named = proof.named if with_mistakes else None
    except ExerciseError as error:
        problems.append(str(error))
    except Unsendable as error:
        what = f"the answers to these checks cannot be kept: {error}; use smaller inputs"
        problems.append(at(exercise.folder / "checks.py", 1, what))
    seconds = time.perf_counter() - started
    return Recording(exercise.id, b"" if problems else data, answers, judged, named, problems, seconds)


def _beyond(course: Course, exercise: Exercise) -> Iterator[str]:
    """Whose code it uses must be in the course: learners bring their own."""
    ids = {one.id for one in course}
    for id in exercise.uses:
        if id not in ids:
            path = exercise.folder / "exercise.yaml"
            what = f"{exercise.id} uses code of {id}, which is not in the course"
            yield at(path, line_of(path, "uses"), f"{what}: put it there, or into `include` of course.yaml")


def _recorded(exercise: Exercise, checks: dict[str, Check], grader: Grader, problems: list[str]) -> Record:
    """All answers; a check that the solution does not pass is a problem."""
    recorder = Recorder()
    solution = from_source(exercise.text("solution.py"), f"{exercise.id}.py")
    with endless.guarded(exercise) as begin:
        report = grader.grade(
            exercise, solution, recorded.SEED, public_only=True, listener=begin, recorder=recorder
        )
    for result in report.checks:
        if not result.full_marks:
            check = checks[result.name]
            what = f"the solution does not earn {check.name} with the seed {recorded.SEED!r}"
            problems.append(at(check.path, check.line, f"{what}: {first_line(result)}"))
    return recorder.record(recorded.fingerprint(exercise.text("checks.py")))


def _with_mistakes(record: Record, exercise: Exercise, checks: dict[str, Check], grader: Grader) -> Record:
    """The same with what mistakes come to; looked at apart, for a check's own spies would see them."""
    survey = Survey()
    solution = from_source(exercise.text("solution.py"), f"{exercise.id}.py")
    for name in checks:
        try:
            grader.grade(exercise, solution, recorded.SEED, [name], public_only=True, recorder=survey)
        except ExerciseError:
            continue  # what its spies saw of mistakes was too much: it is surveyed up to there
    sentences = {mistake.name: mistake.sentence for mistake in load_mistakes(exercise)}
    return msgspec.structs.replace(record, sentences=sentences, wrong=survey.times())
