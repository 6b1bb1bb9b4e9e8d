"""Exercises of the built-in course that another course includes: `include: [02-neuron/*]` in course.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from grader import layout, shipped, track
from grader.errors import ExerciseError
from grader.exercise import Exercise, load_exercise
from grader.remembered import Remembered
from grader.track import Track, TrackFile
from grader.yamlfile import line_of, nearest


def included(
    root: Path, patterns: Sequence[str], problems: list[ExerciseError], yaml: Remembered
) -> list[Track]:
    """The tracks of the built-in course, with those exercises that patterns name.

    Args:
        root: the course that includes them.
        patterns: each TRACK/EXERCISE, with the signs * and ? of file names.
        problems: gets what cannot be read, and patterns that name nothing.
        yaml: reads.
    """
    path, home = root / layout.NAME, shipped.course()
    if not patterns:
        return []
    if home == root.resolve() or not (home / "exercises").is_dir():
        why = "this is the built-in course itself" if home == root.resolve() else "this install has no course"
        problems.append(ExerciseError(f"include: {why}", path, line_of(path, "include")))
        return []
    files = {folder: _read(folder, problems, yaml) for folder in _folders(home, patterns)}
    known = {f"{folder.name}/{id}": folder / id for folder, file in files.items() for id in file.exercises}
    chosen: dict[Path, None] = {}
    for index, pattern in enumerate(patterns):
        found = [folder for name, folder in known.items() if _matches(name, pattern)]
        if not found:
            what = f"include: the built-in course has no {pattern!r}: {_advice(pattern, home)}"
            problems.append(ExerciseError(what, path, line_of(path, "include", index)))
        chosen |= dict.fromkeys(found)
    tracks = [
        track.track_of(folder, file, _load([folder / id for id in file.exercises], chosen, problems, yaml))
        for folder, file in files.items()
    ]
    return [one for one in tracks if one.exercises]


def _folders(home: Path, patterns: Sequence[str]) -> list[Path]:
    """The folders of tracks that patterns may be about."""
    wanted = [pattern.partition("/")[0] for pattern in patterns]
    folders = sorted((home / "exercises").glob("[!._]*/"))
    return [path for path in folders if any(fnmatchcase(path.name, name) for name in wanted)]


def _read(folder: Path, problems: list[ExerciseError], yaml: Remembered) -> TrackFile:
    try:
        return yaml.read(folder / track.NAME, TrackFile)
    except ExerciseError as error:
        problems.append(error)
        return TrackFile(folder.name, [])


def _load(
    folders: list[Path], chosen: dict[Path, None], problems: list[ExerciseError], yaml: Remembered
) -> list[Exercise]:
    exercises = []
    for folder in folders:
        try:
            if folder in chosen:
                exercises.append(load_exercise(folder, yaml))
        except ExerciseError as error:
            problems.append(error)
    return exercises


def _matches(name: str, pattern: str) -> bool:
    """Track by track: a * does not reach over the slash."""
    parts, wanted = name.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def _advice(pattern: str, home: Path) -> str:
    """The nearest that there is, be it by the exercise's name alone, or how to write a whole track."""
    folders = sorted((home / "exercises").glob("*/*/"))
    names = [f"{folder.parent.name}/{folder.name}" for folder in folders]
    tracks = sorted({f"{folder.parent.name}/*" for folder in folders})
    for name in names:
        if name.endswith(f"/{pattern.rpartition('/')[2]}"):
            return f"did you mean {name!r}?"
    return nearest(pattern, [*tracks, *names], f"write TRACK/EXERCISE, or a whole track, as in {tracks[0]!r}")
