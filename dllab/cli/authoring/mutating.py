"""author mutate: break the solution in small ways, and say which of them the checks do not notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, Ids, Jobs, chosen_by_author, open_course
from dllab.wording import count, printable
from grader.errors import UsageError

if TYPE_CHECKING:
    from dllab.authoring.mutation import Outcome


def mutate(
    ids: Ids = None,
    all: Annotated[bool, typer.Option("--all", help="All of the course's own, without networks.")] = False,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="A survivor keeps full marks on all.")] = 1,
    jobs: Jobs = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Break the solution in small ways; what no check notices is to be caught, or explained in mutants.yaml.

    Exit 1 where more than 3 % survive unexplained, or an explanation is no longer true.
    """
    from dllab.authoring.mutation import run

    chosen = chosen_by_author(open_course(course), ids, all)
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
    if outcome.problems and not outcome.mutants:
        parts[1:] = ["nothing was tried"]
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
