"""From a course to one file: record and prove, pack, open again, and only then write."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from dllab.authoring import pool
from dllab.authoring.bundle import choosing, contents, opened, packing, secrets, wheel
from dllab.authoring.bundle.contents import Audience, Files
from dllab.authoring.bundle.recording import Recording, record
from dllab.authoring.bundle.wheel import Identity
from grader import files
from grader.course import Course
from grader.errors import DllabError, UsageError, in_words

FORMS = (".whl", ".tar.gz", ".zip")
_PROGRAM, _COURSE = "dllab", "course"  # what they are called where nobody says


class Wish(msgspec.Struct, frozen=True):
    """What is asked for.

    Attributes:
        audience: who will have it.
        out: a file whose ending says the form, or a folder for a wheel.
        name: of a wheel's distribution, or of the folder in an archive; "" for dllab, and course.
        overwrite: whether another file of that name may go.
        with_mistakes: whether students get the sentences of known mistakes, and what these come to.
        without: the ids of exercises that stay out.
    """

    audience: Audience
    out: Path = Path()
    name: str = ""
    overwrite: bool = False
    with_mistakes: bool = False
    without: tuple[str, ...] = ()


class Bundle(msgspec.Struct, frozen=True):
    """What was written.

    Attributes:
        path: of the file.
        audience: who may have it.
        sha256: of its bytes.
        bytes: how many.
        exercises: how many.
        files: how many, those of the program too.
    """

    path: str
    audience: Audience
    sha256: str
    bytes: int
    exercises: int
    files: int


class Leak(DllabError):
    """A bundle was not written, for it held what students must not get.

    Attributes:
        findings: a sentence for each.
    """

    def __init__(self, findings: list[str]) -> None:
        super().__init__(f"nothing was written: {findings[0]}")
        self.findings = findings


def recordings(
    course: Course,
    wish: Wish,
    jobs: int | None = None,
    on_done: Callable[[Recording], None] | None = None,
) -> list[Recording]:
    """What the reference answers to the public checks of all that go in; see `recording.record`.

    Raises:
        ExerciseError: something else would keep the course from being bundled for students.
        UsageError: the wish leaves out what another exercise needs.
    """
    chosen = choosing.exercises(course, wish.without)
    secrets.of(chosen)
    ids = [exercise.id for exercise in chosen]
    contents.of(course, "students", dict.fromkeys(ids, b""), _only(wish, ids))
    work = partial(record, course, with_mistakes=wish.with_mistakes)
    return pool.run(work, chosen, jobs, on_done)


def refuse(wish: Wish) -> None:
    """Say now what would be said after minutes of work.

    Raises:
        UsageError: there is nothing that can be written there.
    """
    out = wish.out
    if not out.name.endswith(FORMS) and not out.is_dir():
        what = "name a folder that is there, or a file that ends in .whl, .tar.gz or .zip"
        raise UsageError(f"--out {out}: {what}")
    if not out.is_dir() and not out.parent.is_dir():
        raise UsageError(f"--out {out}: there is no folder {out.parent}")
    if out.suffix == ".whl" and not out.is_dir() and wheel.identity_of(out.name) is None:
        example = wheel.Identity(wish.name or "deep-learning", "1.0").file
        raise UsageError(f"--out {out.name}: pip wants the name and version in it, such as {example}")
    if out.suffix == ".whl" and not out.is_dir() and wish.name:
        raise UsageError(f"--name {wish.name}: the name of the .whl says that already")
    if out.is_dir():
        wheel.require_name(wish.name or _PROGRAM)
    elif "/" in wish.name or wish.name in (".", "..") or not wish.name.isprintable():
        raise UsageError(f"--name {wish.name}: no name for a folder")
    packing.moment()


def make(course: Course, wish: Wish, recorded: list[Recording]) -> Bundle:
    """Write a bundle.

    Args:
        course: what of; without problems.
        wish: what is asked for.
        recorded: for students, of all exercises that go in.

    Raises:
        Leak: it would hold what students must not get.
        ExerciseError: a file is missing or cannot be read.
        UsageError: there is another file of that name, or another exercise needs what is to stay out.
        DllabError: it cannot be written.
    """
    chosen = choosing.exercises(course, wish.without)
    only = _only(wish, [exercise.id for exercise in chosen])
    answers = {one.exercise: one.data for one in recorded} if wish.audience == "students" else None
    inside = contents.of(course, wish.audience, answers, only)
    path, packed, data, place = _packed(wish, inside)
    if opened.unpacked(data) != (packed, []):
        raise DllabError(f"nothing was written: what {path.name} would hold is not what was put in")
    if wish.audience == "students":
        findings = list(opened.leaks(data, place, secrets.of(chosen, with_sentences=not wish.with_mistakes)))
        if findings:
            raise Leak(findings)
    _write(path, data, wish.overwrite)
    sha256 = hashlib.sha256(data).hexdigest()
    return Bundle(str(path), wish.audience, sha256, len(data), len(chosen), len(packed))


def _only(wish: Wish, ids: list[str]) -> list[str] | None:
    return ids if wish.without else None


def _packed(wish: Wish, inside: Files) -> tuple[Path, Files, bytes, str]:
    """Where to, which files, their bytes in one, and where the course is in it."""
    out = wish.out
    if out.name.endswith((".tar.gz", ".zip")) and not out.is_dir():
        place = f"{wish.name or _COURSE}/"
        packed = {f"{place}{name}": data for name, data in inside.items()}
        pack = packing.tarred if out.suffix == ".gz" else packing.zipped
        return out, packed, pack(packed), place
    program = wheel.program(inside)
    who: Identity | None = None if out.is_dir() else wheel.identity_of(out.name)
    if who is None:
        who = wheel.identity(wish.name or _PROGRAM, wish.audience, program)
        out = out / who.file
    packed = wheel.with_metadata(program, who)
    return out, packed, packing.zipped(packed), wheel.COURSE


def _write(path: Path, data: bytes, overwrite: bool) -> None:
    try:
        if path.is_file() and files.read(path) == data:
            return
        if overwrite:
            files.replace(path, data)
        else:
            files.create(path, data)
    except FileExistsError:
        raise UsageError(f"{path} is there already: add --force to put this one in its place") from None
    except OSError as error:
        raise DllabError(f"{path} cannot be written: {in_words(error)}") from None
