"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dllab import locations
from dllab.cli import terminal
from grader.exercise import Course, load_course


def complete_id(incomplete: str) -> list[tuple[str, str]]:
    """Ids for the shell's completion."""
    root = locations.course()
    course = load_course(root, locations.remembered(root))
    return [(exercise.id, exercise.title) for exercise in course if exercise.id.startswith(incomplete)]


CoursePath = Annotated[
    Path | None, typer.Option("--course", metavar="PATH", help="A course of your own; or set $DLLAB_COURSE.")
]
Id = Annotated[
    str, typer.Argument(metavar="ID", help="As `dllab list` names it.", autocompletion=complete_id)
]
AsJson = Annotated[bool, typer.Option("--json", help="For programs: JSON on stdout.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show every failed check in full.")]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="CHECK", help="Run this check alone; may be repeated.")
]
Device = Annotated[
    str, typer.Option("--device", metavar="D", help="Where networks train: auto, cpu, gpu, gpu:0 …")
]
Slurm = Annotated[
    str | None,
    typer.Option(
        "--slurm", metavar="KEY=VALUE,…", help="In Slurm jobs: partition=…,gres=gpu:1,time=…,cpus=…,mem=… …"
    ),
]
ExerciseId = Annotated[
    str | None,
    typer.Option(
        "--exercise",
        "-e",
        metavar="ID",
        help="If the file's name does not say it.",
        autocompletion=complete_id,
    ),
]


def open_course(chosen: Path | None) -> Course:
    """The course to work on.

    Raises:
        ExerciseError: there is none.
    """
    root = locations.course(chosen)
    course = load_course(root, locations.remembered(root))
    terminal.abbreviate_course(course.root)
    return course


def report_problems(sentences: list[str]) -> None:
    """Say each on stderr: what is broken, while the rest works."""
    for sentence in sentences:
        terminal.note(sentence)
