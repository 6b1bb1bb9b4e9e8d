"""dllab author check: is an exercise any good? The static rules, then the ones that grade, in parallel."""

from __future__ import annotations

import multiprocessing
import multiprocessing.util
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

import msgspec

from dllab.authoring.lint import lint
from dllab.authoring.trials import Trials
from grader.checks import load_checks
from grader.errors import DllabError, ExerciseError
from grader.exercise import Course, Exercise
from grader.grade import Grader
from grader.mistakes import load_mistakes
from grader.training.hardware import cores


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
    wanted = list(exercises)
    workers = min(jobs or cores(), len(wanted))
    outcomes = {}
    for index, outcome in _examined(course, wanted, seeds, workers):
        outcomes[index] = outcome
        if on_done:
            on_done(outcome)
    return [outcomes[index] for index in range(len(wanted))]


def _examined(
    course: Course, exercises: list[Exercise], seeds: int, workers: int
) -> Iterator[tuple[int, Outcome]]:
    """Outcomes as they come in, with the exercise's position."""
    if workers <= 1:
        with Grader() as grader:
            for index, exercise in enumerate(exercises):
                yield index, examine(course, exercise, grader, seeds)
        return
    # spawn: a forked worker would share the threads and pipes of whoever calls.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_start_worker) as pool:
        futures = {pool.submit(_work, course, one, seeds): index for index, one in enumerate(exercises)}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool:
            raise DllabError("a process of the check died, out of memory perhaps: try --jobs 1") from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


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


_worker: Grader | None = None


def _start_worker() -> None:
    """One warm grader for all that this process examines; it ends with its process."""
    global _worker
    _worker = Grader()
    # Registered there, unlike with atexit, it runs however a pool's process ends.
    multiprocessing.util.Finalize(None, _worker.close, exitpriority=10)


def _work(course: Course, exercise: Exercise, seeds: int) -> Outcome:
    assert _worker is not None
    return examine(course, exercise, _worker, seeds)
