"""`dllab` alone where no lab can be drawn: the course, a report to look at, and what to type next."""

from __future__ import annotations

from pathlib import Path

from dllab import __version__, locations, progress
from dllab.cli import grading, terminal
from dllab.cli.course import show_course
from dllab.cli.options import open_course, report_problems
from dllab.targets import Target
from dllab.workspace import Workspace
from grader.course import Course

SAMPLE_EXERCISE = "logistic-unit"


def welcome(chosen: Path | None) -> int:
    """Print the course, grade the bundled sample, say what to type."""
    course, workspace = open_course(chosen), Workspace()
    log = workspace.log()
    standings = progress.standings(course, workspace, log.entries)
    terminal.write(f"dllab {__version__} · a learning lab for deep learning\n\n")
    show_course(course, standings)
    report_problems([*map(str, course.problems), *log.problems])
    _show_sample(course)
    if following := progress.suggestion(course, standings) or next(iter(course), None):
        terminal.say(_advice(following.id, workspace))
    return 0


def _show_sample(course: Course) -> None:
    exercise = next((exercise for exercise in course if exercise.id == SAMPLE_EXERCISE), None)
    if exercise is None:
        return
    terminal.write("\nA report looks like this. Somebody's first try, with a typical mistake in it:\n\n")
    target = Target(locations.SAMPLE, exercise)
    _, report = grading.run(course, target)
    grading.show(report, target, grading.Look())


def _advice(id: str, workspace: Workspace) -> str:
    lines = {
        f"dllab show {id}": "read the lesson",
        f"dllab start {id}": f"get the starter: {workspace.root / id}.py",
        f"dllab test {id} --watch": "check your code whenever you save it",
        "dllab status": "see how far you are",
        "dllab --help": "everything else",
    }
    width = max(map(len, lines))
    return "\nWhat to type next\n" + "".join(
        f"  {command:{width}}  {what}\n" for command, what in lines.items()
    )
