"""Which of the tests hold for the notebook's own solution, here: the others are not carried over."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from dllab.authoring import endless
from dllab.authoring.importing import checks
from dllab.authoring.importing.exercise import Draft, check_files
from dllab.authoring.new import creating
from grader.checks import load_checks
from grader.course import load_course
from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.grade import Grader
from grader.report import CheckResult, Verdict
from grader.submission import Submission, from_source

_SEED = "import"


class Left(msgspec.Struct, frozen=True):
    """A test that stays behind.

    Attributes:
        check: as it was tried.
        why: what happened.
    """

    check: checks.Rendered
    why: str


def settle(draft: Draft, grader: Grader) -> list[Left]:
    """Take out of a draft the checks that its own solution does not pass.

    Returns:
        Them; what remains loads, and the solution earns all of it.
    """
    left: list[Left] = []
    while found := _failing(draft, grader):
        left += found
        gone = {one.check.name for one in found}
        draft.checks = [_without(one, gone) for one in draft.checks if one.name not in gone]
        draft.texts |= check_files(draft.id, draft.checks)
    for one in left:
        test = one.check.test
        draft.assignment.remark(test.cell, f"the test {test.name} is not carried over: {one.why}")
    return left


def _failing(draft: Draft, grader: Grader) -> list[Left]:
    if not draft.checks:
        return []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        creating.write(root, "trial", draft.id, draft.texts)
        exercise = load_course(root).exercise(draft.id)
        with endless.guarded(exercise):
            load_checks(exercise)  # what does not load is this program's fault, and is said
        good = _passed(exercise, grader)
        tried = [(one, _why(exercise, one.name, grader)) for one in draft.checks if one.name not in good]
    return [Left(one, why.replace(f"{root}/", "")) for one, why in tried if why]


def _passed(exercise: Exercise, grader: Grader) -> set[str]:
    """The names of the checks that the solution passes when all are run; none where one of them breaks."""
    try:
        with endless.guarded(exercise) as begin:
            report = grader.grade(exercise, _solution(exercise), _SEED, listener=begin)
    except ExerciseError:
        return set()
    return {result.name for result in report.checks if _is_whole(result)}


def _why(exercise: Exercise, check: str, grader: Grader) -> str:
    """Why the solution does not pass a check; empty where it does."""
    try:
        with endless.guarded(exercise) as begin:
            alone = grader.grade(exercise, _solution(exercise), _SEED, only=[check], listener=begin)
    except ExerciseError as error:
        why = error.message.removeprefix(f"the check {check} is broken: ")
        return f"it cannot be run apart from its notebook: {why}"
    [result] = alone.checks
    why = f"the notebook's own solution does not pass it here: {_said(result)}"
    return "" if _is_whole(result) else why


def _solution(exercise: Exercise) -> Submission:
    return from_source(exercise.text("solution.py"), exercise.solution.name)


def _is_whole(result: CheckResult) -> bool:
    return result.verdict is Verdict.PASSED and result.full_marks


def _said(result: CheckResult) -> str:
    details = result.details if result.visibility == "hidden" else ""
    return " ".join(f"{result.message} {details}".split())[:300]


def _without(one: checks.Rendered, gone: set[str]) -> checks.Rendered:
    """The same check, needing none of those."""
    text = one.text
    for name in gone:
        text = text.replace(f', needs=["{name}"]', "").replace(f'"{name}", ', "").replace(f', "{name}"]', "]")
    return msgspec.structs.replace(one, text=text)
