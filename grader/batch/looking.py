"""What lies in the drop folder now. Students made it, and it may change while it is looked at.

A file is read once; the owner that counts is that of the descriptor it was read from, and must be the
owner of the folder, too.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.batch.dropbox import FEEDBACK, DropboxError, login
from grader.batch.folder import File, Folder, Unfit, stamp
from grader.batch.outcome import decoded, encoded
from grader.batch.plan import MOST, SUFFIXES, Refused
from grader.batch.register import Register, Seen
from grader.course import Course
from grader.errors import ExerciseError, UsageError, in_words
from grader.exercise import Exercise
from grader.submission import MAX_BYTES, NOTEBOOK_MAX_BYTES

_MOST_BYTES = 200_000_000  # of an owner's files that are read in one look: they may be links to one


@dataclass
class _Room:
    """What one owner, who may have made any number of folders, may still have in a look."""

    files: int
    bytes: int


def opened(dropbox: Path) -> Folder:
    """The drop folder.

    Raises:
        DropboxError: it cannot be read.
    """
    with _readable(dropbox):
        return Folder.at(dropbox)


def look(box: Folder, course: Course, register: Register, refused: list[Refused]) -> Iterator[Seen]:
    """Every hand-in; what is new is entered in the register.

    Args:
        box: the drop folder.
        course: whose exercises are handed in.
        register: what was seen earlier.
        refused: gets what is none.

    Raises:
        DropboxError: the drop folder cannot be read.
        RegisterError: the register cannot be written.
    """
    with _readable(box.path):
        names = box.names()
    rooms: defaultdict[int, _Room] = defaultdict(lambda: _Room(MOST, _MOST_BYTES))
    for name in names:
        try:
            folder = box.child(name)
        except Unfit as error:
            refused.append(Refused(box.path / name, str(error), stray=True))
        except FileNotFoundError:
            pass  # it was there a moment ago
        except OSError as error:
            why = f"it cannot be read ({in_words(error)}): see `dllab class dropbox`"
            refused.append(Refused(box.path / name, why))
        else:
            with folder:
                yield from _look_through(folder, course, register, refused, rooms[folder.own.st_uid])


def fetch(box: Folder, one: Seen) -> bytes:
    """The bytes of a hand-in that was seen.

    Raises:
        Unfit: they are no longer what was seen.
    """
    folder, name = (decoded(part) for part in one.file.split("/"))
    with _explained(), box.child(folder) as found:
        data = _read(found, name, one.suffix).data
        if (login(found.own.st_uid), _hash(data)) == (one.student, one.sha256):
            return data
    raise Unfit("it was changed at this moment: the next look takes it")


def _look_through(
    folder: Folder, course: Course, register: Register, refused: list[Refused], room: _Room
) -> Iterator[Seen]:
    """What one folder holds."""
    names, most = [name for name in folder.names() if name != FEEDBACK], room.files
    if len(names) > most:
        why = f"only the first {most:,} of its {len(names):,} files are looked at"
        owner = login(folder.own.st_uid)
        whose = f", for {owner} has more than {MOST:,} here" if most < MOST else ""
        refused.append(Refused(folder.path, why + whose))
    room.files -= len(names[:most])
    for name in names[:most]:
        path = folder.path / name
        if path.suffix.lower() not in SUFFIXES:
            refused.append(Refused(path, "it is neither a .py nor an .ipynb file", stray=True))
            continue
        try:
            exercise = course.exercise(name.partition(".")[0].lower().replace("_", "-"))
            yield _seen(folder, name, exercise, register, room)
        except (Unfit, UsageError, ExerciseError) as error:
            refused.append(Refused(path, str(error)))


def _seen(folder: Folder, name: str, exercise: Exercise, register: Register, room: _Room) -> Seen:
    file, suffix = f"{encoded(folder.path.name)}/{encoded(name)}", Path(name).suffix.lower()
    who = login(folder.own.st_uid), exercise.id
    with _explained():
        status = folder.status(name)
        _require_owner(folder, status.st_uid)
        known = register.known(file, stamp(status))
        if known is not None and (known.student, known.exercise) == who:
            return known
        if status.st_size <= _limit(suffix):  # nothing larger is read
            if status.st_size > room.bytes:
                raise Unfit(f"more than {_MOST_BYTES // 1_000_000} MB are new: the next look goes on")
            room.bytes -= status.st_size
        found = _read(folder, name, suffix)
    return register.enter(file, *who, suffix, _hash(found.data), found.status)


def _read(folder: Folder, name: str, suffix: str) -> File:
    found = folder.read(name, _limit(suffix))
    _require_owner(folder, found.status.st_uid)
    return found


def _limit(suffix: str) -> int:
    return NOTEBOOK_MAX_BYTES if suffix == ".ipynb" else MAX_BYTES


def _require_owner(folder: Folder, uid: int) -> None:
    if uid != folder.own.st_uid:
        raise Unfit(f"the file belongs to {login(uid)}, its folder to {login(folder.own.st_uid)}")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def _readable(dropbox: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = f"{dropbox} cannot be read ({in_words(error)})"
        raise DropboxError(f"{why}: `dllab class dropbox` says what is wrong with it") from None


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unfit(f"it cannot be read: {in_words(error)}") from None
