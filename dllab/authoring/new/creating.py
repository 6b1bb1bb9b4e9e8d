"""Begin an exercise: its folder, its place in the track, and the course around it where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from dllab.authoring.new import listing, skeleton
from dllab.authoring.new.skeleton import Plan
from dllab.wording import kebab
from grader import files, layout, shipped
from grader.course import Course, load_course
from grader.errors import DllabError, ExerciseError, UsageError, in_words
from grader.track import NAME as TRACK
from grader.yamlfile import KEBAB


class Created(msgspec.Struct, frozen=True):
    """What was written.

    Attributes:
        folder: the exercise's.
        solution: where the right answer goes.
        began: the course's and the track's own files, where they are new.
    """

    folder: Path
    solution: Path
    began: list[Path]


def course_at(root: Path) -> Course | None:
    """The course at `root`; None where one can be begun.

    Raises:
        UsageError: it is no folder, or the course that came with this install, which the next one replaces.
    """
    if root == shipped.course() and root.name == "course":
        raise UsageError("this course came with dllab, and goes with it: say --course FOLDER for your own")
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root} is a file: a course is a folder")
    if (root / "exercises").is_dir() or (root / layout.NAME).exists():
        return load_course(root)
    return None


def new_id(id: str, course: Course | None) -> str:
    """An id that a new exercise of the course may have.

    Raises:
        UsageError: it is not in kebab-case, or taken.
    """
    if not id:
        raise UsageError("name the exercise: `dllab author new ID`")
    if not KEBAB.fullmatch(id) or len(id) > 60:
        raise UsageError(f"{id!r} is no id: small letters, digits and hyphens, such as {_near(id)}")
    taken = [folder for folder in course.folders() if folder.name == id] if course else []
    taken += [one.folder for one in course or () if id in one.renamed_from]
    if taken:
        raise UsageError(f"the id {id} is taken, by {taken[0]}: choose another")
    return id


def track_name(name: str) -> str:
    """A name that a track may have.

    Raises:
        UsageError: it is not in kebab-case.
    """
    if not KEBAB.fullmatch(name):
        raise UsageError(f"{name!r} is no track: small letters, digits, hyphens, such as 01-{_near(name)}")
    return name


def default_title(id: str) -> str:
    """`cosine-similarity` as a title: Cosine similarity."""
    words = re.sub(r"^\d+-", "", id).replace("-", " ")
    return words[:1].upper() + words[1:]


def create(root: Path, track: str, plan: Plan) -> Created:
    """Write all files of a new exercise, and add it to its track.

    Args:
        root: the course; missing or without a course in it, one is begun.
        track: a folder's name in it; a new track is begun.
        plan: what the exercise is to be.

    Raises:
        UsageError: the id or the track's name will not do; nothing was written.
        DllabError: something cannot be written, or track.yaml not be changed.
    """
    return write(root, track, plan.id, skeleton.files(plan))


def write(root: Path, track: str, id: str, texts: Mapping[str, str]) -> Created:
    """The same for files whose text is known: by name, "solution.py" being the one that lies elsewhere."""
    course = course_at(root)
    new_id(id, course)
    track_name(track)
    folder = root / "exercises" / track / id
    solution = root / "solutions" / track / f"{id}.py"
    if solution.exists():
        raise UsageError(f"{solution} is there already, and stays: choose another id, or move that file away")
    began = {**_course_file(root, course), **_track_file(folder.parent)}
    own = {solution if name == "solution.py" else folder / name: text for name, text in texts.items()}
    _write_all({**began, **own})
    if course is not None and course.file.tracks and track not in course.file.tracks:
        listing.add(root / layout.NAME, "tracks", track)
    listing.add(folder.parent / TRACK, "exercises", id)
    return Created(folder, solution, list(began))


def _course_file(root: Path, course: Course | None) -> dict[Path, str]:
    if course is not None:
        return {}
    title = skeleton.quoted(default_title(root.name) or "A course")
    return {root / layout.NAME: skeleton.outline("course.yaml", title=title)}


def _track_file(folder: Path) -> dict[Path, str]:
    path = folder / TRACK
    if path.exists():
        return {}
    return {path: skeleton.outline(TRACK, title=skeleton.quoted(default_title(folder.name)))}


def _near(text: str) -> str:
    """An id that is like what was said."""
    return kebab(text) or "my-exercise"


def _write_all(texts: Mapping[Path, str]) -> None:
    """New files, all of them or none; nothing is overwritten.

    Raises:
        ExerciseError: one is there already.
        DllabError: one cannot be written.
    """
    written: list[Path] = []
    try:
        for path, text in texts.items():
            _write(path, text)
            written.append(path)
    except DllabError:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.create(path, text.encode())
    except FileExistsError:
        raise ExerciseError("is there already, and stays as it is", path) from None
    except OSError as error:
        raise DllabError(f"{path} cannot be written: {in_words(error)}") from None
