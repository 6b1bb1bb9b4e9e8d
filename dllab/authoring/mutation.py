"""dllab author mutate: which mutants of a solution do the checks let through?

Those that no check should catch, because they do the same, are explained in the exercise's mutants.yaml:

    survivors:
      "softmax: … → …": why it is equivalent

The same file explains what `dllab author check` warns of: see dllab.authoring.weak.weaknesses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec

from dllab.authoring import pool, unwritten
from dllab.authoring.mutants import Mutant, mutants
from grader.errors import ExerciseError
from grader.events import CheckDone, Event
from grader.exercise import Exercise, Limits
from grader.grade import Grader
from grader.submission import from_source
from grader.yamlfile import line_of, read_yaml

FILE = "mutants.yaml"
GOAL = 0.03  # the share of mutants that may survive unexplained
_LIMITS = Limits(seconds=2.0, total_seconds=4.0)  # many a mutant never ends


class Explained(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What mutants.yaml says.

    Attributes:
        survivors: why a mutant earns full marks and may, by the name that `dllab author mutate` prints.
        meant: why a check is as weak as `dllab author check` warns and may be, by its name; by the cheat's,
            where the warning is about the exercise as a whole.
    """

    survivors: dict[str, str] = {}
    meant: dict[str, str] = {}


class Survivor(msgspec.Struct, frozen=True):
    """A mutant that earns full marks, unexplained: its name, and where it is in the solution."""

    name: str
    path: str
    line: int


class Outcome(msgspec.Struct, frozen=True):
    """How sharp the checks of one exercise are.

    Attributes:
        exercise: its id.
        mutants: how many there are.
        killed: how many of them lose a point.
        explained: how many survive as mutants.yaml says.
        survivors: the others.
        problems: explanations of what does not survive, or is not there: `file:line: what`; or why nothing
            was tried.
    """

    exercise: str
    mutants: int
    killed: int
    explained: int
    survivors: list[Survivor]
    problems: list[str]

    @property
    def is_sharp(self) -> bool:
        """Whether few enough survive, and all explanations hold."""
        return len(self.survivors) <= GOAL * self.mutants and not self.problems


def run(
    exercises: Iterable[Exercise],
    seeds: int = 1,
    jobs: int | None = None,
    on_done: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Mutate the solutions of these exercises; the outcomes, in their order.

    Args:
        exercises: which.
        seeds: on how many seeds a mutant must keep full marks to survive.
        jobs: how many processes; one a core when left out.
        on_done: hears each outcome as soon as it is there.

    Raises:
        DllabError: the machine, or a file of an exercise, is to blame.
    """
    return pool.run(partial(examine, seeds=seeds), exercises, jobs, on_done)


def examine(exercise: Exercise, grader: Grader, seeds: int = 1) -> Outcome:
    """Mutate one solution; see `run`."""
    if why := _not_earned(exercise, grader):
        return Outcome(exercise.id, 0, 0, 0, [], [why])
    tried = msgspec.structs.replace(exercise, limits=_shorter(exercise.limits))
    found = list(mutants(exercise.text("solution.py")))
    alive = [mutant for mutant in found if _survives(tried, mutant, grader, seeds)]
    survivors = explained(exercise).survivors
    unexplained = [mutant for mutant in alive if mutant.name not in survivors]
    return Outcome(
        exercise.id,
        len(found),
        len(found) - len(alive),
        len(alive) - len(unexplained),
        [Survivor(mutant.name, str(exercise.solution), mutant.line) for mutant in unexplained],
        _stale(exercise, survivors, found, alive),
    )


def _not_earned(exercise: Exercise, grader: Grader) -> str:
    """What is wrong with the solution itself: whatever is made of it then proves nothing."""
    if unwritten.solution_is_unwritten(exercise):
        return f"{exercise.solution}: the solution is not written yet"
    submission = from_source(exercise.text("solution.py"), f"{exercise.id}.py")
    lost = [one.name for one in grader.grade(exercise, submission).checks if not one.full_marks]
    advice = f"`dllab author check {exercise.id}` says more"
    return f"{exercise.solution}: the solution does not earn {lost[0]}: {advice}" if lost else ""


class _Killed(Exception):
    """A check has failed: the others need not run."""


def _survives(exercise: Exercise, mutant: Mutant, grader: Grader, seeds: int) -> bool:
    submission = from_source(mutant.source, f"{exercise.id}.py")
    try:
        for seed in range(seeds):
            grader.grade(exercise, submission, seed=f"mutants-{seed}", listener=_expect_full_marks)
    except _Killed:
        return False
    return True


def _expect_full_marks(event: Event) -> None:
    if isinstance(event, CheckDone) and not event.result.full_marks:
        raise _Killed


def _shorter(limits: Limits) -> Limits:
    return msgspec.structs.replace(
        limits,
        seconds=min(limits.seconds, _LIMITS.seconds),
        total_seconds=min(limits.total_seconds, _LIMITS.total_seconds),
    )


def explained(exercise: Exercise) -> Explained:
    """The exercise's mutants.yaml; an empty one where there is none.

    Raises:
        ExerciseError: it cannot be read.
    """
    path = exercise.folder / FILE
    return read_yaml(path, Explained) if path.exists() else Explained()


def _stale(
    exercise: Exercise, explained: dict[str, str], found: list[Mutant], alive: list[Mutant]
) -> list[str]:
    names, living = {mutant.name for mutant in found}, {mutant.name for mutant in alive}
    path: Path = exercise.folder / FILE
    return [
        str(ExerciseError(_why(name, names), path, line_of(path, "survivors", name)))
        for name in explained
        if name not in living
    ]


def _why(name: str, names: set[str]) -> str:
    what = "a check kills this mutant" if name in names else "the solution has no such mutant"
    return f"{what}: take {name!r} out"
