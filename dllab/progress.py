"""What the log says about each exercise: how far it is, which hint comes next, what to do next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

import msgspec

from dllab.attempts import Attempt, HintShown, Line
from dllab.wording import count, points
from dllab.workspace import Workspace
from grader.course import Course
from grader.errors import ExerciseError
from grader.exercise import Exercise

State = Literal["new", "started", "tried", "tested", "solved"]


class Standing(msgspec.Struct, frozen=True):
    """Where the learner stands with one exercise.

    Attributes:
        state: "new"; "started" (there is a file); "tried" (it was graded); "tested" (all public checks
            passed); "solved" (all checks that the install has passed).
        attempts: how many times it was graded; the untouched starter makes an attempt, but no state.
        hints: how many hints were seen.
        score, max_score: those of the best full grading, None before the first.
        best: what that was, "grade" (all checks) or "test" (public ones only).
        last: time of the last attempt, UTC.
    """

    state: State
    attempts: int = 0
    hints: int = 0
    score: float | None = None
    max_score: float | None = None
    last: str | None = None
    best: Literal["grade", "test"] | None = None


def standings(course: Course, workspace: Workspace, entries: list[Line]) -> dict[str, Standing]:
    """The standing of every exercise, by id."""
    return {exercise.id: standing(exercise, workspace, entries) for exercise in course}


def standing(exercise: Exercise, workspace: Workspace, entries: list[Line]) -> Standing:
    """The standing of one exercise."""
    mine = concerning(exercise, entries)
    all = [entry for entry in mine if isinstance(entry, Attempt)]
    untouched = _starter(exercise) if all else ""
    tries = [attempt for attempt in all if attempt.sha256 != untouched]
    if not tries:
        state: State = "started" if workspace.started(exercise) else "new"
        return Standing(state, len(all), _hints(mine))
    whole = [attempt for attempt in tries if not attempt.partial]
    best = max(whole, key=_merit, default=None)
    return Standing(
        _state(exercise, tries),
        len(all),
        _hints(mine),
        best.score if best else None,
        best.max_score if best else None,
        tries[-1].time,
        best.kind if best else None,
    )


def suggestion(
    course: Iterable[Exercise], found: dict[str, Standing], after: str | None = None
) -> Exercise | None:
    """What to do next; None when all is solved.

    Args:
        course: the exercises.
        found: the standing of each.
        after: an exercise that was solved a moment ago: the next one not solved, in the course's order.
            Without it: what was begun, else the first one not solved.
    """
    ordered = list(course)
    unsolved = [exercise for exercise in ordered if found[exercise.id].state != "solved"]
    if after is not None:
        ids = [exercise.id for exercise in ordered]
        later = [exercise for exercise in unsolved if ids.index(exercise.id) > ids.index(after)]
        return next(iter(later or unsolved), None)
    begun = [exercise for exercise in unsolved if found[exercise.id].state != "new"]
    return next(iter(begun or unsolved), None)


def sentence(standing: Standing) -> str:
    """A standing in words: state, best score, how often."""
    parts = [str(standing.state)]
    if standing.score is not None and standing.max_score is not None:
        scale = "best" if standing.best == "grade" else "public"
        parts.append(f"{scale} {points(standing.score)}/{points(standing.max_score)}")
    parts.append(f"{count(standing.attempts, 'attempt')}, {count(standing.hints, 'hint')}")
    return " · ".join(parts)


class Ladder(msgspec.Struct, frozen=True):
    """An exercise's hints and how many of them the learner may see.

    Attributes:
        hints: those seen so far, and the new one at the end if `new`.
        new: whether this call goes one rung up.
        total: how many there are.
    """

    hints: list[str]
    new: bool
    total: int

    def outlook(self, attempt: str) -> str:
        """When the next one comes.

        Args:
            attempt: how one makes another attempt, as an order: "change your code, then …".
        """
        if not self.total:
            return "This exercise has no hints."
        if len(self.hints) == self.total:
            return "That was the last hint."
        return f"The next hint comes after another attempt: {attempt}"


def ladder(exercise: Exercise, entries: list[Line]) -> Ladder:
    """The next rung: the first hint is free, each further one wants a new attempt since the last."""
    mine = concerning(exercise, entries)
    seen = min(_hints(mine), len(exercise.hints))
    new = seen < len(exercise.hints) and (seen == 0 or _tried_since_last_hint(mine))
    return Ladder(exercise.hints[: seen + new], new, len(exercise.hints))


def concerning(exercise: Exercise, entries: list[Line]) -> list[Line]:
    """The lines about one exercise, under its former names, too."""
    ids = {exercise.id, *exercise.renamed_from}
    return [entry for entry in entries if entry.exercise in ids]


def _starter(exercise: Exercise) -> str:
    """The starter's hash, as attempts have it."""
    try:
        return hashlib.sha256(exercise.text("starter.py").encode()).hexdigest()
    except ExerciseError:
        return ""


def _merit(attempt: Attempt) -> tuple[bool, float]:
    """All checks say more than the public ones alone; among equals the share of the points decides."""
    return (attempt.kind == "grade", attempt.score / attempt.max_score if attempt.max_score else 0.0)


def _state(exercise: Exercise, tries: list[Attempt]) -> State:
    passed = [attempt for attempt in tries if attempt.full_marks]
    if any(attempt.kind == "grade" for attempt in passed):
        return "solved"
    if passed:
        # Without hidden checks the public ones are all there are.
        return "tested" if exercise.has("hidden.py") else "solved"
    return "tried"


def _hints(entries: list[Line]) -> int:
    return max((entry.number for entry in entries if isinstance(entry, HintShown)), default=0)


def _tried_since_last_hint(entries: list[Line]) -> bool:
    """Whether code that is new was graded after the last hint; running the same again is no attempt."""
    last = max(index for index, entry in enumerate(entries) if isinstance(entry, HintShown))
    before = {entry.sha256 for entry in entries[:last] if isinstance(entry, Attempt)}
    after = {entry.sha256 for entry in entries[last:] if isinstance(entry, Attempt)}
    return bool(after - before)
