"""author check: is an exercise any good, before the class sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import calibrating, mutating, terminal
from dllab.cli.options import AsJson, CoursePath, complete_id, open_course
from dllab.wording import count, one_line, printable
from grader.errors import UsageError

if TYPE_CHECKING:
    from dllab.authoring.check import Outcome

app = typer.Typer(help="For those who write exercises.")
app.command("calibrate")(calibrating.calibrate)
app.command("mutate")(mutating.mutate)


@app.callback()
def author() -> None:
    """For those who write exercises."""


@app.command()
def check(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", autocompletion=complete_id)] = None,
    all: Annotated[bool, typer.Option("--all", help="Every exercise of the course.")] = False,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="On how many seeds everything is tried.")] = 5,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="How many at a time.")] = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Prove that the solution earns everything, and that every known mistake is caught under its own name."""
    if bool(ids) == all:
        raise UsageError("which exercises? Name them, or say --all")
    from dllab.authoring.check import run

    found = open_course(course)
    exercises = list(found) if all else [found.exercise(id) for id in ids or []]
    outcomes = run(found, exercises, seeds, jobs, None if as_json else _show)
    broken = [str(problem) for problem in found.problems] if all else []
    _conclude(outcomes, broken, as_json)
    return 1 if broken or any(outcome.problems for outcome in outcomes) else 0


def _conclude(outcomes: list[Outcome], broken: list[str], as_json: bool) -> None:
    proved = sum(outcome.mistakes_proved for outcome in outcomes)
    if as_json:
        counts = {"problems": broken, "mistakes_proved": proved}
        terminal.show_json({"schema": 1, "exercises": outcomes, **counts})
        return
    for sentence in broken:
        terminal.say(f"✗ {one_line(sentence)}\n")
    good = sum(not outcome.problems for outcome in outcomes)
    terminal.say(f"{good} of {len(outcomes) + len(broken)} exercises in order · {proved} mistakes proved\n")


def _show(outcome: Outcome) -> None:
    mark = "✗" if outcome.problems else "✓"
    problems = count(len(outcome.problems), "problem") if outcome.problems else "in order"
    proved = f"{count(outcome.mistakes_proved, 'mistake')} proved"
    terminal.say(f"{mark} {outcome.exercise} · {problems} · {proved} · {outcome.seconds:.1f} s\n")
    for sentence in outcome.problems:
        terminal.say(f"  {printable(sentence)}\n")
