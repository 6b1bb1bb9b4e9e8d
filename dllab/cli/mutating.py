"""author mutate: break the solution in small ways, and say which of them the checks do not notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, complete_id, open_course
from dllab.wording import count, printable
from grader.errors import UsageError

if TYPE_CHECKING:
    from dllab.authoring.mutation import Outcome


def mutate(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", autocompletion=complete_id)] = None,
    all: Annotated[bool, typer.Option("--all", help="Every exercise without networks.")] = False,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="A survivor keeps full marks on all.")] = 1,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="How many at a time.")] = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Break the solution in small ways; what no check notices is to be caught, or explained in mutants.yaml.

    Exit 1 where more than 3 % survive unexplained, or an explanation is no longer true.
    """
    if bool(ids) == all:
        raise UsageError("which exercises? Name them, or say --all")
    from dllab.authoring.mutation import run

    found = open_course(course)
    chosen = list(found) if all else [found.exercise(id) for id in ids or []]
    exercises = [exercise for exercise in chosen if not exercise.datasets]
    if not exercises:
        raise UsageError("its checks train networks: a training for each mutant would take hours")
    outcomes = run(exercises, seeds, jobs, None if as_json else _show)
    if as_json:
        terminal.show_json({"schema": 1, "exercises": outcomes})
    else:
        _conclude(outcomes)
    return 1 if any(not outcome.is_sharp for outcome in outcomes) else 0


def _show(outcome: Outcome) -> None:
    mark = "✓" if outcome.is_sharp else "✗"
    parts = [f"{mark} {outcome.exercise}", count(outcome.mutants, "mutant"), f"{outcome.killed} killed"]
    if outcome.explained:
        parts.append(f"{outcome.explained} explained")
    parts.append(f"{len(outcome.survivors)} survive")
    terminal.say(" · ".join(parts) + "\n")
    for survivor in outcome.survivors:
        terminal.say(f"  {printable(f'{survivor.path}:{survivor.line}: {survivor.name}')}\n")
    for sentence in outcome.problems:
        terminal.say(f"  {printable(sentence)}\n")


def _conclude(outcomes: list[Outcome]) -> None:
    total = sum(outcome.mutants for outcome in outcomes)
    alive = sum(len(outcome.survivors) for outcome in outcomes)
    explained = sum(outcome.explained for outcome in outcomes)
    share = f"{alive / total:.1%}" if total else "none"
    terminal.say(
        f"{count(total, 'mutant')} · {explained} explained · {alive} survive unexplained ({share})\n"
    )
