"""list, show: the course."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dllab import locations, progress
from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, Id, open_course, report_problems
from dllab.cli.pager import page
from dllab.outline import Damage, outline
from dllab.progress import Standing
from dllab.wording import GLYPHS, one_line, printable
from dllab.workspace import Workspace
from grader.course import Course, Track
from grader.exercise import Exercise

if TYPE_CHECKING:
    from rich.text import Text


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
    no_pager: Annotated[bool, typer.Option("--no-pager", help="All at once, not page by page.")] = False,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Read an exercise: what it asks, and its lesson; or a track, by its folder's name; or `notation`.

    `dllab show notation` explains the symbols, shapes and protocols that lessons use.
    """
    found = open_course(course)
    for track in found.tracks:
        if track.id == id:
            return _show_track(found, track, as_json)
    if id == _NOTATION and not any(exercise.id == id for exercise in found):
        return _show_notation(no_pager, as_json)
    exercise = found.exercise(id)
    if as_json:
        texts = {name.split(".")[0]: exercise.text(name) for name in ("lesson.md", "starter.py", "checks.py")}
        terminal.show_json({"schema": 1, **_exercise(exercise), **texts})
        return 0
    text = exercise_text(exercise)
    if checks:
        text += "\n" + printable(exercise.text("checks.py"))
    text += f"\nNext: dllab start {exercise.id}\n"
    (terminal.write if no_pager else page)(text)
    return 0


def _show_notation(no_pager: bool, as_json: bool) -> int:
    text = locations.notation().read_text(encoding="utf-8")
    if as_json:
        terminal.show_json({"schema": 1, "notation": text})
        return 0
    (terminal.write if no_pager else page)(_markdown(text))
    return 0


def _show_track(course: Course, track: Track, as_json: bool) -> int:
    workspace = Workspace()
    standings = progress.standings(course, workspace, workspace.log().entries)
    if as_json:
        terminal.show_json({"schema": 1, **_track(track, standings)})
        return 0
    head = f"{printable(track.title)}\n{printable(track.summary)}\n{_goals(track.objectives)}\n"
    terminal.write(terminal.fold(head, terminal.width()))
    _show_rows([_row(exercise, standings[exercise.id]) for exercise in track.exercises])
    return 0


def show_course(course: Course, standings: dict[str, Standing]) -> None:
    """Draw the list; also what `dllab` alone begins with."""
    from rich.text import Text

    if about := [part for part in (course.file.title, course.file.summary) if part]:
        terminal.say("".join(f"{printable(part)}\n" for part in about) + "\n")
    rows: list[list[Text]] = []
    for section in outline(course):
        rows.append([Text(printable(section.title), "bold")])
        rows.extend(_row(exercise, standings[exercise.id]) for exercise in section.exercises)
        rows.extend(_damaged(damage) for damage in section.damaged)
    _show_rows(rows)


def _show_rows(rows: list[list[Text]]) -> None:
    from dllab.cli import render

    terminal.show(render.grid(rows, terminal.width()))


def describe(course: Course, standings: dict[str, Standing]) -> dict[str, Any]:
    """The course and the progress in it as plain data."""
    tracks = [_track(track, standings) for track in course.tracks]
    problems = [str(problem) for problem in course.problems]
    about = {"title": course.file.title, "summary": course.file.summary}
    return {"schema": 1, "course": str(course.root), **about, "tracks": tracks, "problems": problems}


def _track(track: Track, standings: dict[str, Standing]) -> dict[str, Any]:
    exercises = [{**_exercise(one), "progress": standings[one.id]} for one in track.exercises]
    return {name: getattr(track, name) for name in _OF_A_TRACK} | {"exercises": exercises}


def _exercise(exercise: Exercise) -> dict[str, Any]:
    return {name: getattr(exercise, name) for name in _SHOWN}


_NOTATION = "notation"
_OF_A_TRACK = ("id", "title", "summary", "objectives")
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


def _row(exercise: Exercise, standing: Standing) -> list[Text]:
    from rich.text import Text

    style = {"solved": "green", "new": ""}.get(standing.state, "yellow")
    state = Text(f"{GLYPHS[standing.state]} {standing.state}", style)
    title = Text(printable(exercise.title))
    return [Text(f"  {exercise.id}"), title, Text(f"{exercise.minutes} min", justify="right"), state]


def _damaged(damage: Damage) -> list[Text]:
    from rich.text import Text

    name = Text(f"  {one_line(damage.name)}")
    return [name, Text(), Text(), Text(f"{GLYPHS['damaged']} damaged", "red")]


def exercise_text(exercise: Exercise) -> str:
    """What it asks and its lesson, as `show` prints them."""
    facts = [f"{exercise.minutes} min", f"defines {', '.join(exercise.provides)}"]
    if exercise.requires:
        facts.append(f"after {', '.join(exercise.requires)}")
    head = f"{exercise.id} · {' · '.join(facts)}\n{printable(exercise.summary)}\n\n"
    lesson = _markdown(exercise.text("lesson.md"))
    goals = terminal.fold(_goals(exercise.objectives), terminal.width())
    return terminal.fold(head, terminal.width()) + lesson + goals


def _markdown(text: str) -> str:
    """As a terminal shows it, or as it is."""
    if not terminal.console().is_terminal:
        return text
    from dllab import lessons

    return terminal.rendered(*lessons.printed(text, terminal.width()))


def _goals(objectives: Sequence[str]) -> str:
    goals = "".join(f"- {printable(one)}\n" for one in objectives)
    return f"\nYou will be able to\n{goals}" if goals else ""
