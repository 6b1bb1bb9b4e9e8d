"""list, show: the course."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dllab import progress
from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, Id, open_course, report_problems
from dllab.progress import Standing
from dllab.workspace import Workspace
from grader.exercise import Course, Exercise

GLYPHS = {"new": "○", "started": "◐", "tried": "◐", "tested": "◐", "solved": "●"}


def list_exercises(as_json: AsJson = False, course: CoursePath = None) -> int:
    """List the exercises, track by track, with your progress."""
    found, workspace = open_course(course), Workspace()
    log = workspace.log()
    standings = progress.standings(found, workspace, log.entries)
    if as_json:
        terminal.show_json(describe(found, standings))
    else:
        show_course(found, standings)
    report_problems([*map(str, found.problems), *log.problems])
    return 0


def show(
    id: Id,
    checks: Annotated[bool, typer.Option("--checks", help="Show the public checks, too.")] = False,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Read an exercise: what it asks, and its lesson."""
    exercise = open_course(course).exercise(id)
    if as_json:
        texts = {name.split(".")[0]: exercise.text(name) for name in ("lesson.md", "starter.py", "checks.py")}
        terminal.show_json({"schema": 1, **_exercise(exercise), **texts})
        return 0
    _show_exercise(exercise)
    if checks:
        terminal.write("\n" + terminal.printable(exercise.text("checks.py")))
    terminal.write(f"\nNext: dllab start {exercise.id}\n")
    return 0


def show_course(course: Course, standings: dict[str, Standing]) -> None:
    """Draw the list; also what `dllab` alone begins with."""
    from rich.text import Text

    from dllab.cli import render

    table = render.rows()
    table.add_column(justify="right", no_wrap=True)
    for track in course.tracks:
        if track.exercises:
            table.add_row(Text(track.title, "bold"))
        for exercise in track.exercises:
            state = standings[exercise.id].state
            progress_cell = Text(f"{GLYPHS[state]} {state}", _style(state))
            table.add_row(
                Text(f"  {exercise.id}"), Text(exercise.title), f"{exercise.minutes} min", progress_cell
            )
    terminal.show(table, whole=True)


def describe(course: Course, standings: dict[str, Standing]) -> dict[str, Any]:
    """The course and the progress in it as plain data."""
    tracks = [
        {
            "id": track.id,
            "title": track.title,
            "summary": track.summary,
            "exercises": [{**_exercise(one), "progress": standings[one.id]} for one in track.exercises],
        }
        for track in course.tracks
    ]
    problems = [str(problem) for problem in course.problems]
    return {"schema": 1, "course": str(course.root), "tracks": tracks, "problems": problems}


def _exercise(exercise: Exercise) -> dict[str, Any]:
    return {name: getattr(exercise, name) for name in _SHOWN}


_SHOWN = (
    "id",
    "title",
    "summary",
    "kind",
    "minutes",
    "provides",
    "requires",
    "objectives",
    "limits",
    "forbid",
)


def _style(state: str) -> str:
    return {"solved": "green", "new": ""}.get(state, "yellow")


def _show_exercise(exercise: Exercise) -> None:
    lesson = exercise.text("lesson.md")
    facts = [f"{exercise.minutes} min", f"defines {', '.join(exercise.provides)}"]
    if exercise.requires:
        facts.append(f"after {', '.join(exercise.requires)}")
    terminal.write(f"{exercise.id} · {' · '.join(facts)}\n{exercise.summary}\n\n")
    if terminal.console().is_terminal:
        from rich.markdown import Markdown

        terminal.show(Markdown(lesson))
    else:
        terminal.write(lesson)
    if exercise.objectives:
        terminal.write("\nYou will be able to\n" + "".join(f"- {one}\n" for one in exercise.objectives))
