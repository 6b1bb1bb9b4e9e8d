"""Which files make an exercise, and when they were saved: network file systems tell nobody, so we look."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.course import Course
from grader.track import NAME

Stamps = dict[Path, tuple[int, int]]


def folder_of(course: Course, id: str) -> Path:
    """The folder of an exercise, be it broken or not listed.

    Raises:
        UsageError: there is no such exercise; the message names the nearest.
    """
    found = next((folder for folder in course.folders() if folder.name == id), None)
    return found or course.exercise(id).folder


def files_of(folder: Path) -> list[Path]:
    """The files that decide what an exercise is: those in its folder, its solutions, and its track's."""
    root, track = folder.parents[2], folder.parent
    solutions = root / "solutions" / track.name
    found = [path for path in folder.glob("*") if not path.name.startswith((".", "__"))]
    return [
        *found,
        *solutions.glob(f"{folder.name}.py"),
        *solutions.glob(f"{folder.name}.*.py"),
        track / NAME,
    ]


def stamps(paths: Iterable[Path]) -> Stamps:
    """What changes with each save; a file that an editor is just replacing is left out."""
    found = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found
