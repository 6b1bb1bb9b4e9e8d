"""The files by which a coordinator and its Slurm tasks understand each other: JSON in a folder of their own.

RESULTS/slurm/<run>/run.json      what is to be graded, and in which shards it was submitted
RESULTS/slurm/<run>/<round>/      a job array's scripts and logs
RESULTS/slurm/<run>/<round>-<shard>.jsonl   what its task says, a line for each hand-in
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec

from grader import files
from grader.batch.cluster import Wishes
from grader.batch.outcome import decoded, encoded, key
from grader.batch.plan import HandIn
from grader.batch.store import StoreError
from grader.course import Course
from grader.errors import UsageError, in_words
from grader.exercise import Exercise

SCHEMA = 1


class Item(msgspec.Struct, frozen=True):
    """A hand-in as tasks hear of it.

    Attributes:
        student: the folder's name, percent-encoded.
        exercise: its id.
        key: of the outcome.
        path: the file, its bytes in hexadecimal.
        sha256: of the file's.
        time: when it was handed in.
    """

    student: str
    exercise: str
    key: str
    path: str
    sha256: str
    time: float


class Round(msgspec.Struct):
    """A job array, or a single job.

    Attributes:
        number: from 1; names its folder and its job.
        kind: of the exercises.
        tries: how many times in a row its hand-ins were submitted, of which nothing came but from this one.
        shards: for each task the numbers of its items.
    """

    number: int
    kind: str
    tries: int
    shards: list[list[int]]


class Facts(msgspec.Struct):
    """run.json.

    Attributes:
        course, results: folders, their bytes in hexadecimal.
        directory: that in which the coordinator was started, likewise: the items' paths begin there.
        began: seconds since 1970.
        device: where networks are trained.
        unsandboxed: whether to grade where the kernel does not keep learner code apart.
        asked: what is asked of Slurm, by kind of exercise.
        items: all hand-ins.
        rounds: what was submitted.
        given_up: numbers of the items that nobody grades any more.
        over: whether nobody is to go on with it.
    """

    course: str
    results: str
    directory: str
    began: float
    device: str
    unsandboxed: bool
    asked: dict[str, Wishes]
    items: list[Item]
    rounds: list[Round] = []
    given_up: list[int] = []
    over: bool = False
    schema: int = SCHEMA


class Done(msgspec.Struct, frozen=True, tag="done"):
    """A task says: the outcome of this item is kept."""

    item: int


class GivenUp(msgspec.Struct, frozen=True, tag="given-up"):
    """A task says: this item is not graded in this run, and why."""

    item: int
    why: str


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """A task's last word: why it could not go on, "" where it is through."""

    why: str = ""


Line = Done | GivenUp | Ended
_LINE: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)


def read(folder: Path) -> Facts:
    """run.json.

    Raises:
        StoreError: it is damaged, or not there.
    """
    try:
        return msgspec.json.decode(files.read(folder / "run.json"), type=Facts)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{folder}/run.json is damaged ({error}): delete {folder}, and grade again"
        ) from None


def write(folder: Path, facts: Facts) -> None:
    """Write run.json.

    Raises:
        StoreError: it cannot be written.
    """
    try:
        files.replace(folder / "run.json", msgspec.json.encode(facts))
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {in_words(error)}") from None


def private(folder: Path) -> Path:
    """Make a folder that is nobody else's; what is found there is believed.

    Raises:
        UsageError: it is there, and others can write it or own it.
        StoreError: it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise StoreError(f"{folder} cannot be made: {in_words(error)}") from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise UsageError(f"{folder} is not yours alone, and what lies there is believed: move it away")
    return folder


def say(folder: Path, round: int, shard: int, line: Line) -> None:
    """Let the coordinator know.

    Raises:
        OSError: it cannot be written.
    """
    files.append_line(_journal(folder, round, shard), msgspec.json.encode(line))


def said(folder: Path, round: int, shard: int, offset: int = 0) -> tuple[list[Line], int]:
    """What a task says, from a place in its file on, and the place behind."""
    lines, offset = new_lines(_journal(folder, round, shard), offset)
    return [_LINE.decode(line) for line in lines], offset


def new_lines(path: Path, offset: int) -> tuple[list[bytes], int]:
    """The lines of a file that grows, from a place on, and the place behind; half a line has to wait.

    The file is opened anew each time: that is when a network file system looks what others wrote.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            whole = file.read().rpartition(b"\n")
    except OSError:
        return [], offset
    return [line for line in whole[0].split(b"\n") if line], offset + len(whole[0]) + len(whole[1])


def item(one: HandIn) -> Item:
    """A hand-in, for tasks."""
    path = os.fsencode(one.path).hex()  # as it was given: that is how reports name it
    return Item(encoded(one.student), one.exercise.id, key(one), path, one.sha256, one.time)


def hand_in(one: Item, exercises: dict[str, Exercise]) -> HandIn | None:
    """The hand-in; None where the course, or the grader, is another one than that which made the item."""
    found = _hand_in(one, exercises[one.exercise]) if one.exercise in exercises else None
    return found if found and key(found) == one.key else None


def hand_ins(items: list[Item], course: Course) -> list[HandIn]:
    """All of them, of exercises as they are now.

    Raises:
        UsageError: it is another course.
    """
    exercises = {exercise.id: exercise for exercise in course}
    if foreign := {one.exercise for one in items} - set(exercises):
        raise UsageError(f"this course has no {min(foreign)}, which Slurm grades for it: choose --course")
    return [_hand_in(one, exercises[one.exercise]) for one in items]


def _hand_in(one: Item, exercise: Exercise) -> HandIn:
    return HandIn(decoded(one.student), exercise, Path(unhex(one.path)), one.sha256, one.time)


def hexed(path: Path) -> str:
    """A path as JSON can hold it, whatever its bytes are."""
    return os.fsencode(path.absolute()).hex()


def unhex(path: str) -> str:
    """The path again."""
    return os.fsdecode(bytes.fromhex(path))


def split(items: list[int], number: int) -> list[list[int]]:
    """In so many parts, or as many as there are items; neighbours come apart, for they are much alike."""
    return [part for part in (items[start::number] for start in range(number)) if part]


def _journal(folder: Path, round: int, shard: int) -> Path:
    return folder / f"{round}-{shard}.jsonl"
