"""What is said above the checks: where the run is, or how it ended, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from textual.content import Content

from dllab import findings
from dllab.tui.run import Run
from dllab.wording import count, one_line
from grader.report import Report

Key = Callable[[str], str]


class Surroundings(NamedTuple):
    """What a run does not know.

    Attributes:
        key: a binding's key by its id, as it is said.
        solved: whether the exercise is.
        has_hidden: whether there are hidden checks.
        stale: whether the code is no longer that of the run.
        past: how it stood when the lab began, a sentence.
        is_recorded: whether this is a students' install, without solutions.
    """

    key: Key
    solved: bool
    has_hidden: bool
    stale: bool
    past: str = ""
    is_recorded: bool = False


def verdict(run: Run | None, around: Surroundings) -> Content:
    """A few lines."""
    key = around.key
    if run is None:
        keys = f"{key('exercise.test')} runs the public checks, {key('exercise.grade')} all of them."
        if not around.past:
            return Content(keys)
        stale = [_warning("Your code has changed since.")] if around.stale else []
        return Content("\n").join([Content.assemble((around.past, "bold")), *stale, Content(keys)])
    lines = {"running": _running, "done": _done, "cancelled": _cancelled, "failed": _failed}[run.phase]
    told = [*lines(run, around), *(Content(one_line(note)) for note in run.notes)]
    if run.unrecorded:
        told.append(_warning(run.unrecorded))
    return Content("\n").join(told)


def _running(run: Run, around: Surroundings) -> Iterator[Content]:
    total = len(run.names)
    done = f" · {len(run.results)} of {total} done" if total else ""
    head = Content.styled(f"▸ running {_what(run)}", "bold $text-accent")
    keys = f"{around.key('exercise.cancel')} cancels, {around.key('exercise.leave')} leaves it running"
    yield Content.assemble(head, f"{done} · {keys}")


def _done(run: Run, around: Surroundings) -> Iterator[Content]:
    report = run.report
    if report is None:
        return
    ink = "bold $text-success" if report.full_marks else "bold"
    counted = "" if findings.unloadable(report.checks) else f" · {findings.passed(report.checks)}"
    yield Content.assemble(f"{_heading(run)}: ", (findings.score(report), ink), counted)
    if around.stale:
        yield _warning(f"Your code has changed since: {around.key('exercise.test')} runs the checks again.")
    elif following := _following(run, report, around):
        yield Content.styled(following, "bold")
    for sentence in findings.companions(report):
        yield Content(one_line(sentence))
    level = report.environment.sandbox.level
    if level != "kernel":
        yield _warning(f"Run at sandbox level {level!r}, not 'kernel': `dllab doctor` says what is missing.")


def _cancelled(run: Run, around: Surroundings) -> Iterator[Content]:
    done = f" after {len(run.results)} of {count(len(run.names), 'check')}" if run.results else ""
    yield Content.assemble(("Cancelled", "bold"), f"{done}. {_again(run, around)} runs them again.")


def _failed(run: Run, around: Surroundings) -> Iterator[Content]:
    yield _warning(f"✗ The checks could not be run: {run.error.rstrip('.')}.", "bold $text-error")
    yield Content(f"{_again(run, around)} tries again.")


def _following(run: Run, report: Report, around: Surroundings) -> str:
    """What to do after full marks."""
    if not report.full_marks:
        return ""
    if run.only:
        return f"Now all of them: {_again(run, around)}"
    if around.solved and (run.kind == "grade" or not around.has_hidden):
        onward, solution = around.key("checks.next"), around.key("checks.solution")
        if around.is_recorded:
            hand_in = f"dllab submit {report.exercise.id}"
            return f"All public checks pass. Hand it in: {hand_in} · {onward}: next exercise"
        return f"Solved. {onward}: next exercise · {solution}: the solution beside yours"
    return f"All public checks pass. Next: {around.key('exercise.grade')}, all checks"


def _again(run: Run, around: Surroundings) -> str:
    return around.key("exercise.test" if run.kind == "test" else "exercise.grade")


def _heading(run: Run) -> str:
    if run.only:
        return "This check alone"
    return "Public checks" if run.kind == "test" else "All checks"


def _what(run: Run) -> str:
    if run.only:
        return "this check alone"
    return "the public checks" if run.kind == "test" else "all checks"


def _warning(sentence: str, ink: str = "$text-warning") -> Content:
    return Content.styled(one_line(sentence), ink)
