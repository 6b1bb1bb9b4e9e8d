"""The lab, opened: on a terminal as a screen, elsewhere or with --plain as text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dllab.cli import plainly, screen, welcome
from dllab.cli.options import CoursePath, Id, open_course

Pane = Literal["lesson", "explore", "code", "checks", "history", "hints"]
Device = Annotated[
    str | None, typer.Option("--device", metavar="D", help="Where networks train: auto, cpu, gpu, gpu:0 …")
]
Plain = Annotated[bool, typer.Option("--plain", help="As text, without a screen.")]


def open_exercise(
    id: Id,
    pane: Annotated[Pane | None, typer.Option("--pane", help="What to begin with.")] = None,
    plain: Plain = False,
    device: Device = None,
    course: CoursePath = None,
) -> int:
    """Open the lab at an exercise."""
    exercise = open_course(course).exercise(id)
    if plain or not screen.is_there():
        return plainly.exercise(exercise, pane)
    first = "lesson" if pane in (None, "hints") else str(pane)
    return screen.show(screen.prepared(course, device, (exercise.id, first)))


def open_course_screen(course: Path | None, device: str | None, plain: bool) -> int:
    """`dllab` alone."""
    if plain:
        return plainly.course(course)
    return screen.show(screen.prepared(course, device)) if screen.is_there() else welcome.welcome(course)
