"""author check: is an exercise any good, before the class sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, Ids, Jobs, chosen_by_author, open_course
from dllab.wording import count, one_line, printable
from grader.errors import UsageError

if TYPE_CHECKING:
    from dllab.authoring.gate.check import Outcome
    from dllab.authoring.gate.verdicts import Subject
    from grader.course import Course


def check(
    ids: Ids = None,
    all: Annotated[bool, typer.Option("--all", help="All of the course's own.")] = False,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="On how many seeds everything is tried.")] = 5,
    table: Annotated[
        bool | None, typer.Option("--table/--no-table", help="Which check catches what; shown for one ID.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as problems.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Again after each save, until Ctrl-C.")] = False,
    jobs: Jobs = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Prove that the solution earns everything, and that every known mistake is caught under its own name.

    Exit 1 where there are problems.
    """
    wanted = ids or []
    draw = len(wanted) == 1 if table is None else table
    if watch:
        if len(wanted) != 1 or all:
            raise UsageError("--watch takes one exercise: name it")
        from dllab.cli.authoring import rechecking

        return rechecking.watch(
            course,
            wanted[0],
            seeds,
            lambda found, outcome: _show_again(found, outcome, draw, as_json),
            _announce,
        )
    from dllab.authoring.gate.check import run
    from dllab.authoring.gate.lint import lint_course, lint_tracks

    found = open_course(course)
    exercises = chosen_by_author(found, ids, all)
    broken = lint_course(found) if all else lint_tracks(found, exercises)
    heard = None if as_json else lambda outcome: _show(outcome, draw)
    outcomes = run(found, exercises, seeds, jobs, heard, _announce)
    _conclude(outcomes, broken, as_json, _unread(found) if all else 0)
    return 1 if broken or not all_good(outcomes, strict) else 0


def all_good(outcomes: list[Outcome], strict: bool) -> bool:
    """Whether the gate has nothing to say against them; warnings are that only where one is strict."""
    return not any(outcome.problems or (strict and outcome.warnings) for outcome in outcomes)


def _announce(subject: Subject) -> None:
    """Say on a terminal what is being graded."""
    terminal.progress(f"{subject} is graded …")


def _show_again(course: Course, outcome: Outcome, draw: bool, as_json: bool) -> None:
    """What a save has come to."""
    from dllab.authoring.gate.lint import lint_tracks

    if not as_json:
        _show(outcome, draw, brief=True)
    _conclude([outcome], lint_tracks(course, [course.exercise(outcome.exercise)]), as_json)


def _unread(course: Course) -> int:
    """How many of the course's own exercises could not be read."""
    read = [exercise.folder for exercise in course]
    return sum(folder not in read for folder in course.folders())


def _conclude(outcomes: list[Outcome], broken: list[str], as_json: bool, unread: int = 0) -> None:
    """Problems that no exercise shows, and the sum; `unread` are exercises that are not in order, too."""
    terminal.progress()
    proved = sum(outcome.mistakes_proved for outcome in outcomes)
    if as_json:
        counts = {"problems": broken, "mistakes_proved": proved}
        terminal.show_json({"schema": 1, "exercises": outcomes, **counts})
        return
    for sentence in broken:
        terminal.say(f"✗ {one_line(sentence)}\n")
    good = sum(not outcome.problems for outcome in outcomes)
    parts = [f"{good} of {len(outcomes) + unread} exercises in order"]
    if broken:
        parts.append(count(len(broken), "other problem"))
    terminal.say(f"{' · '.join(parts)} · {count(proved, 'mistake')} proved\n")


def _show(outcome: Outcome, draw: bool, brief: bool = False) -> None:
    """An outcome; the table is explained briefly where there are problems, too."""
    terminal.progress()
    _show_line(outcome)
    is_long = draw and outcome.table is not None and outcome.table.rows
    if is_long:
        assert outcome.table is not None
        from dllab.cli.authoring import verdicts

        terminal.write("\n")
        terminal.show(*verdicts.drawn(outcome.table, terminal.width()))
        terminal.write("\n")
        if legend := list(verdicts.explained(outcome.table, brief or bool(outcome.problems))):
            terminal.say("".join(f"{sentence}\n" for sentence in legend))
            terminal.write("\n")
    # Last, where one looks.
    for sentence in outcome.problems:
        terminal.say(f"  {printable(sentence)}\n")
    for sentence in outcome.warnings:
        terminal.say(f"  ! {printable(sentence)}\n")
    if outcome.warnings:
        terminal.say("    Meant so? Say why in mutants.yaml, under `meant`, by the name of the check.\n")
    if outcome.problems and is_long:
        _show_line(outcome)  # what stood above it may be out of sight


def _show_line(outcome: Outcome) -> None:
    mark = "✗" if outcome.problems else "✓"
    parts = [f"{mark} {outcome.exercise}"]
    parts.append(count(len(outcome.problems), "problem") if outcome.problems else "in order")
    if outcome.warnings:
        parts.append(count(len(outcome.warnings), "warning"))
    parts += [f"{count(outcome.mistakes_proved, 'mistake')} proved", f"{outcome.seconds:.1f} s"]
    terminal.say(f"{' · '.join(parts)}\n")
