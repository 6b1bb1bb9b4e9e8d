"""dllab author check: is an exercise any good? The static rules, then the ones that grade, in parallel."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial

import msgspec

from dllab.authoring import pool
from dllab.authoring.lint import lint
from dllab.authoring.trials import Trials
from grader.checks import load_checks
from grader.errors import ExerciseError
from grader.exercise import Course, Exercise
from grader.grade import Grader
from grader.mistakes import load_mistakes


class Outcome(msgspec.Struct, frozen=True):
    """What the gate says of one exercise.

    Attributes:
        exercise: its id.
        problems: sentences, each in the form `file:line: what is wrong`; none for a good one.
        mistakes_proved: how many mistakes are caught under their own name on every seed.
        seconds: wall time.
    """

    exercise: str
    problems: list[str]
    mistakes_proved: int
    seconds: float


def run(
    course: Course,
    exercises: Iterable[Exercise],
    seeds: int = 5,
    jobs: int | None = None,
    on_done: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Put exercises through the author's gate.

    Args:
        course: what they belong to.
        exercises: which of its exercises.
        seeds: how many seeds the rules that grade use.
        jobs: how many processes; one a core when left out.
        on_done: hears each outcome as soon as it is there.

    Returns:
        The outcomes, in the order of `exercises`.

    Raises:
        DllabError: the machine, not an exercise, is to blame.
    """
    return pool.run(partial(_examined, course, seeds), exercises, jobs, on_done)


def _examined(course: Course, seeds: int, exercise: Exercise, grader: Grader) -> Outcome:
    return examine(course, exercise, grader, seeds)


def examine(course: Course, exercise: Exercise, grader: Grader, seeds: int = 5) -> Outcome:
    """Put one exercise through the author's gate; see `run`."""
    started = time.perf_counter()
    problems = lint(course, exercise)
    proved = 0
    try:
        trials = Trials(exercise, load_checks(exercise), load_mistakes(exercise), grader, seeds)
    except ExerciseError:
        pass  # lint has said so
    else:
        trials.run()
        problems += [problem for problem in trials.problems if problem not in problems]
        proved = trials.mistakes_proved
    return Outcome(exercise.id, problems, proved, time.perf_counter() - started)
