"""What to type next, after each command."""

from __future__ import annotations

import shlex

from dllab import progress
from dllab.progress import Standing
from dllab.targets import Target
from dllab.wording import one_line
from dllab.workspace import Workspace
from grader.course import Course
from grader.exercise import Exercise

PUBLIC_ONLY = "\nThese are the public checks: the hidden ones run where the class is graded.\n"


def named(target: Target, workspace: Workspace, said: str | None = None) -> str:
    """A target as one types it: an id for a file of the workspace, a path for others.

    Args:
        target: the file and its exercise.
        workspace: where ids are enough.
        said: what --exercise said.
    """
    if target.path == workspace.file(target.exercise):
        return target.exercise.id
    path = shlex.quote(one_line(str(target.path)))
    return f"{path} -e {said}" if said else path


def after_test(target: Target, what: str, full_marks: bool, partial: bool) -> str:
    """After the public checks; `what` is the target as one types it."""
    if not full_marks:
        return f"\nStuck? dllab hint {target.exercise.id}\n"
    if partial:
        return f"\nNow all of them: dllab test {what}\n"
    if target.exercise.is_recorded:  # the others are run where it is graded
        return f"\nAll public checks pass. Next: dllab submit {what}\n"
    return f"\nAll public checks pass. Next: dllab grade {what}\n"


def after_grade(course: Course, workspace: Workspace, target: Target, full_marks: bool, partial: bool) -> str:
    """After all checks ran on a file of the workspace."""
    exercise = target.exercise
    if not full_marks:
        return f"\nStuck? dllab hint {exercise.id}\n"
    if partial:
        return f"\nNow all of them: dllab grade {named(target, workspace)}\n"
    if exercise.is_recorded:  # the checks that are not here decide
        return f"Next: dllab submit {named(target, workspace)}\n"
    standings = progress.standings(course, workspace, workspace.log().entries)
    standings[exercise.id] = Standing("solved")  # also where this attempt could not be recorded
    following = progress.suggestion(course, standings, after=exercise.id)
    if following is None:
        return "\nSolved, and with it the whole course.\n"
    return f"\nSolved. Next: {command(following, standings)}\n"


def command(exercise: Exercise, standings: dict[str, Standing]) -> str:
    """The command that goes on with an exercise."""
    word = {"new": "start", "tested": "grade"}.get(standings[exercise.id].state, "test")
    return f"dllab {word} {exercise.id}"
