"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dllab import locations
from dllab.cli import terminal
from grader.course import Course, load_course
from grader.errors import UsageError
from grader.exercise import Exercise


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
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help="As `dllab list` names them.", autocompletion=complete_id),
]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="How many at a time; else one a core.")]
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
        "--slurm",
        metavar="KEY=VALUE,…",
        help="In Slurm jobs: partition=…,gres=gpu:1,time=…,mem=… …; '' for course.yaml's.",
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


def chosen_by_author(course: Course, ids: list[str] | None, all: bool) -> list[Exercise]:
    """The exercises of those ids, or all that are the course's own.

    Raises:
        UsageError: neither was asked for, or both; or there is no such exercise.
    """
    if bool(ids) == all:
        raise UsageError("which exercises? Name them, or say --all")
    return [one for one in course if course.owns(one)] if all else [course.exercise(id) for id in ids or []]


def report_problems(sentences: list[str]) -> None:
    """Say each on stderr: what is broken, while the rest works."""
    for sentence in sentences:
        terminal.note(sentence)
