"""dllab author check: is an exercise any good? The static rules, then the ones that grade, in parallel."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial

import msgspec

from dllab.authoring import endless, pool, unwritten
from dllab.authoring.gate import declarations, grounds, misnamed
from dllab.authoring.gate.lint import lint
from dllab.authoring.gate.trials import Trials
from dllab.authoring.gate.verdicts import Subject, Table
from dllab.authoring.weak import weaknesses
from grader.checks import load_checks
from grader.course import Course
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.grade import Grader
from grader.mistakes import Mistake, load_mistakes


class Outcome(msgspec.Struct, frozen=True):
    """What the gate says of one exercise.

    Attributes:
        exercise: its id.
        problems: sentences, each in the form `file:line: what is wrong`; none for a good one.
        mistakes_proved: how many mistakes are caught under their own name on every seed.
        seconds: wall time.
        warnings: sentences of the same form about what may be meant so.
        table: the verdicts that this comes from; None where nothing was graded.
    """

    exercise: str
    problems: list[str]
    mistakes_proved: int
    seconds: float
    warnings: list[str] = []
    table: Table | None = None


def run(
    course: Course,
    exercises: Iterable[Exercise],
    seeds: int = 5,
    jobs: int | None = None,
    on_done: Callable[[Outcome], None] | None = None,
    listener: Callable[[Subject], None] | None = None,
) -> list[Outcome]:
    """Put exercises through the author's gate.

    Args:
        course: what they belong to.
        exercises: which of its exercises.
        seeds: how many seeds the rules that grade use.
        jobs: how many processes; one a core when left out.
        on_done: hears each outcome as soon as it is there.
        listener: hears before each grading what is graded, where there is one exercise alone.

    Returns:
        The outcomes, in the order of `exercises`.

    Raises:
        DllabError: the machine, not an exercise, is to blame.
    """
    wanted = list(exercises)
    heard = listener if len(wanted) == 1 else None
    return pool.run(partial(_examined, course, seeds, heard), wanted, jobs, on_done)


def _examined(
    course: Course,
    seeds: int,
    listener: Callable[[Subject], None] | None,
    exercise: Exercise,
    grader: Grader,
) -> Outcome:
    return examine(course, exercise, grader, seeds, listener)


def examine(
    course: Course,
    exercise: Exercise,
    grader: Grader,
    seeds: int = 5,
    listener: Callable[[Subject], None] | None = None,
) -> Outcome:
    """Put one exercise through the author's gate; see `run`.

    The listener hears before each grading what is graded; what it raises ends the examination.
    """
    started = time.perf_counter()
    problems, table, proved = lint(course, exercise), None, 0
    warnings: list[str] = []
    trials = _trials(exercise, grader, seeds, listener)
    if trials is not None:
        trials.run()
        problems += [problem for problem in trials.problems if problem not in problems]
        table, proved = trials.table(), trials.mistakes_proved
        if not trials.problems:
            weak = weaknesses.warnings(exercise, trials.checks, grader, trials.results())
            warnings = [one for one in weak if one not in problems]  # a file that is no text is met twice
    problems += _unwritten(exercise)
    return Outcome(exercise.id, problems, proved, time.perf_counter() - started, warnings, table)


def _trials(
    exercise: Exercise, grader: Grader, seeds: int, listener: Callable[[Subject], None] | None
) -> Trials | None:
    """The exercise on the test bench; None where it does not load, which lint has said, or is not written."""
    try:
        with endless.guarded(exercise):
            return _loaded(exercise, grader, seeds, listener)
    except ExerciseError:
        return None


def _loaded(
    exercise: Exercise, grader: Grader, seeds: int, listener: Callable[[Subject], None] | None
) -> Trials | None:
    if unwritten.solution_is_unwritten(exercise) or grounds.broken(exercise) or declarations.broken(exercise):
        return None
    if any(misnamed.problems(exercise)):
        return None
    if exercise.has("mistakes.py") and any(grounds.missing(exercise.text("mistakes.py"), exercise)):
        return None  # the grader loads them, too
    found = (one for one in load_mistakes(exercise) if not unwritten.has_mark(one.sentence))
    mistakes = [one for one in found if not _is_void(one, exercise)]
    return Trials(exercise, load_checks(exercise), mistakes, grader, seeds, listener)


def _is_void(mistake: Mistake, exercise: Exercise) -> bool:
    """Whether lint has said why a mistake cannot be tried."""
    return bool(grounds.applies(mistake, exercise) or grounds.unlike(mistake, exercise))


def _unwritten(exercise: Exercise) -> list[str]:
    try:
        return unwritten.problems(exercise)
    except ExerciseError:
        return []  # lint has said so
