"""Course: the tracks under `exercises`, and those that course.yaml includes, in the order that it says."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader import inclusion, layout
from grader.errors import ExerciseError, UsageError
from grader.exercise import Exercise
from grader.layout import Layout
from grader.remembered import Remembered
from grader.track import NAME as TRACK
from grader.track import Track, load_track
from grader.yamlfile import line_of

__all__ = ["Course", "Track", "load_course"]


class Course(msgspec.Struct, frozen=True):
    """Tracks of exercises, and course.yaml beside them.

    Attributes:
        root: the folder that all of it is in, but for what is included.
        tracks: in the order that learners see.
        problems: what is wrong with course.yaml, and with exercises and tracks that could not be read; the
            others work.
        file: what course.yaml says of the course; `grader.policy` reads how grades are counted.
        order: the ids of tracks, in the order that learners see; of those, too, that could not be read.
    """

    root: Path
    tracks: list[Track]
    problems: list[ExerciseError]
    file: Layout = Layout()
    order: list[str] = []

    def __iter__(self) -> Iterator[Exercise]:
        for track in self.tracks:
            yield from track.exercises

    def owns(self, exercise: Exercise) -> bool:
        """Whether an exercise lies in this course's own folder; those of `include` do not."""
        return exercise.folder.is_relative_to(self.root)

    def folders(self) -> Iterator[Path]:
        """The folders of exercises: of all of its own, be they broken or not listed, and of the included."""
        own = sorted(self.root.glob("exercises/*/*/exercise.yaml"))
        yield from (path.parent for path in own)
        yield from (exercise.folder for exercise in self if not self.owns(exercise))

    def exercise(self, id: str) -> Exercise:
        """The exercise of that id, or of that former id.

        Raises:
            UsageError: there is none; the message names the nearest.
            ExerciseError: there is, and it is broken.
        """
        for exercise in (*(e for e in self if e.id == id), *(e for e in self if id in e.renamed_from)):
            return exercise
        for problem in self.problems:
            if problem.path and _concerns(problem.path, id):
                raise problem
        near = get_close_matches(id, [exercise.id for exercise in self], n=3, cutoff=0.5)
        advice = f"did you mean {' or '.join(near)}?" if near else "see `dllab list`"
        raise UsageError(f"there is no exercise {id!r}: {advice}")


def _concerns(path: Path, id: str) -> bool:
    """Whether a problem with this file keeps the exercise of that id from loading."""
    if path.name == TRACK:
        return (path.parent / id).is_dir()
    return path.parent.name == id


def load_course(root: Path, remembered: Path | None = None) -> Course:
    """Read a whole course; broken parts end in `problems`.

    Args:
        root: the course.
        remembered: a file that keeps what was read, so that the next time only what has changed is.

    Raises:
        ExerciseError: `root` holds no course at all.
    """
    _require_course(root)
    problems: list[ExerciseError] = []
    yaml = Remembered(remembered)
    file = _layout(root / layout.NAME, problems, yaml)
    folders = _folders(root)
    own = _own(folders, file, problems, yaml)
    problems.extend(_duplicates(own))
    more = inclusion.included(root, file.include, problems, yaml)
    more = _fitted(more, own, problems)
    order = _order(root, file.tracks, [path.name for path in folders], [one.id for one in more], problems)
    yaml.keep()
    return Course(root, list(_merged(order, own, more)), problems, file, order)


def _require_course(root: Path) -> None:
    if (root / "exercises").is_dir() or (root / layout.NAME).is_file():
        return
    above = next((path for path in root.parents if (path / layout.NAME).is_file()), None)
    begins = f"`dllab author new --course {'FOLDER' if root.is_file() else root}` begins one"
    advice = f"did you mean {above}?" if above else begins
    what = (
        f"a course is a folder with {layout.NAME} or `exercises` in it"
        if root.exists()
        else "nothing is there"
    )
    raise ExerciseError(f"no course here, for {what}: {advice}", root)


def _layout(path: Path, problems: list[ExerciseError], yaml: Remembered) -> Layout:
    """What course.yaml says; nothing where it cannot be read."""
    if not path.exists():
        return Layout()
    try:
        return yaml.read(path, layout.Remainder)
    except ExerciseError as error:
        problems.append(error)
        return Layout()


def _folders(root: Path) -> list[Path]:
    """The folders of the course's own tracks."""
    paths = sorted((root / "exercises").iterdir()) if (root / "exercises").is_dir() else []
    return [path for path in paths if path.is_dir() and not path.name.startswith((".", "__"))]


def _own(
    folders: Iterable[Path], file: Layout, problems: list[ExerciseError], yaml: Remembered
) -> list[Track]:
    tracks = []
    for path in folders:
        if file.tracks and path.name not in file.tracks:
            continue
        try:
            tracks.append(load_track(path, problems, yaml))
        except ExerciseError as error:
            problems.append(error)
    return tracks


def _duplicates(tracks: list[Track]) -> Iterator[ExerciseError]:
    """Two exercises must not answer to one id, be it a former one."""
    seen: dict[str, Path] = {}
    for exercise in _all(tracks):
        path = exercise.folder / "exercise.yaml"
        for key, id in (("id", exercise.id), *(("renamed_from", id) for id in exercise.renamed_from)):
            if id in seen:
                whose = "the id that it has now" if seen[id] == path else f"also that of {seen[id]}"
                yield ExerciseError(f"the id {id!r} is {whose}", path, line_of(path, key))
            seen[id] = path


def _fitted(included: list[Track], own: list[Track], problems: list[ExerciseError]) -> list[Track]:
    """Included exercises but for those whose id one of the course's own has.

    What they require and this course does not have is for others to teach: it is left out.
    """
    taken = {exercise.id: exercise.folder / "exercise.yaml" for exercise in _all(own)}
    for exercise in _all(included):
        if path := taken.get(exercise.id):
            what = f"the id {exercise.id!r} is also that of an exercise that {layout.NAME} includes"
            problems.append(
                ExerciseError(f"{what}: rename one, or do not include it", path, line_of(path, "id"))
            )
    known = {*taken, *(exercise.id for exercise in _all(included))}
    return [
        msgspec.structs.replace(
            track, exercises=[_among(one, known) for one in track.exercises if one.id not in taken]
        )
        for track in included
    ]


def _all(tracks: Iterable[Track]) -> Iterator[Exercise]:
    return (exercise for track in tracks for exercise in track.exercises)


def _among(exercise: Exercise, known: Container[str]) -> Exercise:
    requires = [id for id in exercise.requires if id in known]
    return exercise if requires == exercise.requires else msgspec.structs.replace(exercise, requires=requires)


def _order(
    root: Path, listed: Sequence[str], own: list[str], included: list[str], problems: list[ExerciseError]
) -> list[str]:
    """The ids of tracks: as listed, else the course's own by their names; then the other included ones."""
    path, known = root / layout.NAME, {*own, *included}
    unlisted = dict.fromkeys(id for id in own if listed and id not in listed)
    for index, id in enumerate(listed):
        if what := _unlike_a_track(id, listed[:index], known, unlisted):
            problems.append(ExerciseError(f"tracks: {what}", path, line_of(path, "tracks", index)))
    for id in unlisted:
        what = f"tracks: the folder {id!r} is not listed: add it, or move it out of exercises"
        problems.append(ExerciseError(what, path, line_of(path, "tracks")))
    first = [id for id in listed if id in known] if listed else own
    return list(dict.fromkeys([*first, *included]))


def _unlike_a_track(
    id: str, before: Sequence[str], known: Container[str], unlisted: dict[str, None]
) -> str | None:
    """What is wrong with an entry of `tracks`; the folder that it may mean is no more unlisted."""
    if id in before:
        return f"{id!r} is listed twice"
    if id in known:
        return None
    what = f"there is no folder {id!r} in exercises, nor is it included"
    for near in get_close_matches(id, unlisted, n=1):
        del unlisted[near]
        return f"{what}: did you mean {near!r}?"
    return f"{what}: make it, or take it off the list"


def _merged(order: Iterable[str], own: list[Track], included: list[Track]) -> Iterator[Track]:
    """In that order; what is included into a track that the course has, too, stands at its end."""
    tracks, more = ({track.id: track for track in found} for found in (own, included))
    for id in order:
        if id in tracks and id in more:
            exercises = [*tracks[id].exercises, *more[id].exercises]
            yield msgspec.structs.replace(tracks[id], exercises=exercises)
        elif id in tracks or id in more:
            yield tracks.get(id) or more[id]
