"""start, reset: the learner's files."""

from __future__ import annotations

from typing import Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import CoursePath, Id, open_course
from dllab.workspace import Workspace


def start(id: Id, course: CoursePath = None) -> int:
    """Copy an exercise's starter to your workspace; a file that is there stays as it is."""
    exercise, workspace = open_course(course).exercise(id), Workspace()
    path = workspace.file(exercise)
    if workspace.start(exercise):
        terminal.say(f"{path} is yours to edit. Next: dllab test {exercise.id}\n")
    else:
        terminal.say(f"{path} is there already and stays as it is (dllab reset {exercise.id} begins again)\n")
    return 0


def reset(
    id: Id,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    course: CoursePath = None,
) -> int:
    """Begin an exercise again; your old file is kept beside the new one."""
    exercise, workspace = open_course(course).exercise(id), Workspace()
    path = workspace.file(exercise)
    question = f"Put the starter back into {path}? Your file is kept. [y/N]"
    if path.exists() and not (yes or terminal.agreed(question, "to reset")):
        terminal.write("Nothing was changed.\n")
        return 1
    kept = workspace.reset(exercise)
    terminal.say(f"{path} is the starter again" + (f"; your old file is {kept}\n" if kept else "\n"))
    return 0
