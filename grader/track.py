"""Track: a folder of exercises, and track.yaml in it."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader.errors import ExerciseError
from grader.exercise import Exercise, load_exercise
from grader.remembered import Remembered
from grader.yamlfile import line_of

NAME = "track.yaml"


class TrackFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What track.yaml says.

    Attributes:
        title: what learners call it.
        exercises: the ids of its exercises, in the order that learners see.
        summary: what it is about, in one sentence.
        objectives: what a learner can do afterwards.
    """

    title: str
    exercises: list[str]
    summary: str = ""
    objectives: list[str] = []


class Track(msgspec.Struct, frozen=True):
    """A folder of exercises, in the order of track.yaml.

    Attributes:
        objectives: what a learner can do afterwards.
    """

    id: str
    title: str
    summary: str
    exercises: list[Exercise]
    objectives: list[str] = []


def load_track(folder: Path, problems: list[ExerciseError], yaml: Remembered) -> Track:
    """Read a track's folder; exercises that cannot be read end in `problems`.

    Raises:
        ExerciseError: track.yaml cannot be read.
    """
    file, exercises = yaml.read(folder / NAME, TrackFile), []
    unlisted = {path.parent.name: path for path in sorted(folder.glob("*/exercise.yaml"))}
    unlisted = {id: path for id, path in unlisted.items() if id not in file.exercises}
    for index, id in enumerate(file.exercises):
        try:
            _require_once(folder, file.exercises, index, unlisted)
            exercises.append(load_exercise(folder / id, yaml))
        except ExerciseError as error:
            problems.append(error)
    for path in unlisted.values():
        problems.append(ExerciseError(f"not listed under `exercises` in {folder.name}/track.yaml", path))
    return track_of(folder, file, exercises)


def track_of(folder: Path, file: TrackFile, exercises: list[Exercise]) -> Track:
    """A track as its file describes it, with these of its exercises."""
    return Track(folder.name, file.title, file.summary, exercises, file.objectives)


def _require_once(folder: Path, ids: list[str], index: int, unlisted: dict[str, Path]) -> None:
    """An entry of `exercises` names a folder, and does so once; what it may mean is no more unlisted."""
    path, id = folder / NAME, ids[index]
    if id in ids[:index]:
        raise ExerciseError(f"{id!r} is listed twice", path, line_of(path, "exercises", index))
    if Path(id).name != id or not (folder / id).is_dir():
        what = f"there is no folder {id!r} here"
        for near in get_close_matches(id, unlisted, n=1):
            what += f": did you mean {near!r}?"
            del unlisted[near]
        raise ExerciseError(what, path, line_of(path, "exercises", index))
