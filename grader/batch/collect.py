"""From the drop folder to SUBMISSIONS: of each student and exercise the hand-in that counts."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Literal

import msgspec

from grader.batch.folder import Folder, Unfit
from grader.batch.looking import fetch, look, opened
from grader.batch.outcome import decoded, key
from grader.batch.plan import SUFFIXES, Refused
from grader.batch.register import Register, Seen, writing
from grader.batch.store import Store, StoreError
from grader.counting import allowed
from grader.course import Course
from grader.submission import NOTEBOOK_MAX_BYTES

NOT_GRADED = math.inf

Merit = Callable[[Seen], tuple[float, int]]


class Brought(msgspec.Struct, frozen=True):
    """A file of SUBMISSIONS that is new, or has a new content."""

    hand_in: Seen
    what: Literal["new", "changed"]


class Collected(msgspec.Struct, frozen=True):
    """What a collection did.

    Attributes:
        chosen: the hand-ins that count.
        brought: those that were not in SUBMISSIONS yet.
        refused: files and folders that are no hand-ins, or could not be brought.
    """

    chosen: list[Seen]
    brought: list[Brought]
    refused: list[Refused]


def last(one: Seen) -> tuple[float, int]:
    """The latest counts."""
    return 0.0, one.time_ns


def best(store: Store, course: Course) -> Merit:
    """The one with the most points in RESULTS counts, of equal ones the first.

    What is not graded yet comes before all that is, so that it will be; the newest first.
    """
    exercises = {one.id: one for one in course}

    def merit(one: Seen) -> tuple[float, int]:
        names = one.student, one.exercise, key(one.work(exercises[one.exercise]))
        if not store.has(*names):
            return NOT_GRADED, one.time_ns
        try:
            report = store.read(*names).report
        except StoreError:
            report = None
        return report.score if report else -1.0, -one.time_ns

    return merit


def collect(
    dropbox: Path,
    submissions: Path,
    course: Course,
    register: Register,
    merit: Merit = last,
    most: int | None = None,
) -> Collected:
    """Bring what counts, and is not there yet, to SUBMISSIONS/<student>/<exercise>.py, with its time.

    The same text twice in a row is one hand-in, as of its first time. A student who deletes a file takes
    nothing back that was collected. A file that was not brought by this is left as it is.

    Args:
        dropbox: the drop folder.
        submissions: SUBMISSIONS, which is there.
        course: whose exercises are handed in.
        register: that of SUBMISSIONS.
        merit: of several hand-ins of a student for an exercise the one with the most counts.
        most: how many of them within 24 hours may; None: all. See `grader.counting`.

    Raises:
        DropboxError: the drop folder cannot be read.
        RegisterError: SUBMISSIONS cannot be written.
    """
    found, chosen = Collected([], [], []), dict[tuple[str, str], Seen]()
    with opened(dropbox) as box:
        present = set(look(box, course, register, found.refused))
        ids = {exercise.id for exercise in course}
        history = [one for one in register.history() if one.exercise in ids]
        there = present | {one for one in history if one not in present and _is_held(submissions, one)}
        for one in sorted(_attempts(history, there, most), key=lambda one: (*merit(one), one.file)):
            chosen[one.student, one.exercise] = one
        found.chosen.extend(sorted(chosen.values(), key=lambda one: (one.student, one.exercise)))
        with writing(submissions), Folder.at(submissions) as target:
            for one in found.chosen:
                try:
                    what = _bring(box, target, one, register)
                except Unfit as error:
                    found.refused.append(Refused(place(dropbox, one), str(error)))
                else:
                    found.brought.extend([Brought(one, what)] if what else [])
    return found


def _attempts(history: Iterable[Seen], there: set[Seen], most: int | None) -> Iterator[Seen]:
    """Of each attempt that a limit a day leaves the first file that is there.

    Files that are gone or changed still part the others, and count for the limit: neither is a way around it.
    Nor is a folder that was filled long ago and is moved here now: what turns up after another one comes
    after it, whatever its time is.
    """
    by_work: dict[tuple[str, str], list[list[Seen]]] = {}
    for one in sorted(history, key=lambda one: (one.seen, one.time_ns, one.file)):
        attempts = by_work.setdefault((one.student, one.exercise), [])
        if attempts and attempts[-1][0].sha256 == one.sha256:
            attempts[-1].append(one)
        else:
            attempts.append([one])
    for attempts in by_work.values():
        times = accumulate((files[0].time for files in attempts), max)
        for files, stays in zip(attempts, allowed(list(times), most), strict=True):
            if stays:
                yield from [one for one in files if one in there][:1]


def place(dropbox: Path, one: Seen) -> Path:
    """Where a hand-in lies, or lay."""
    return dropbox.joinpath(*map(decoded, one.file.split("/")))


def _bring(box: Folder, target: Folder, one: Seen, register: Register) -> Literal["new", "changed"] | None:
    name, *others = _names(one)
    if _is_held(target.path, one) and not any(
        (target.path / one.student / other).exists() for other in others
    ):
        return None
    what: Literal["new", "changed"] | None = None
    with _child(target, one.student) as folder:
        held = _text(folder, name)
        if held == one.sha256:
            folder.set_time(name, one.time_ns)
        elif held and not register.brought(one.student, one.exercise, held):
            advice = "move it away to take this hand-in"
            raise Unfit(f"{folder.path / name} was not brought by `dllab class collect` and stays: {advice}")
        else:
            folder.write(name, fetch(box, one), 0o600, one.time_ns)
            what = "changed" if held else "new"
        for other in others:
            if register.brought(one.student, one.exercise, _text(folder, other)):
                folder.remove(other)
                what = "changed"
    return what


def _names(one: Seen) -> tuple[str, ...]:
    """What it is called in SUBMISSIONS, and what an earlier one of another kind is."""
    suffixes = sorted(SUFFIXES, key=lambda suffix: suffix != one.suffix)
    return tuple(f"{one.exercise}{suffix}" for suffix in suffixes)


def _is_held(submissions: Path, one: Seen) -> bool:
    """Whether SUBMISSIONS has it, by the time that it got there."""
    try:
        held = (submissions / one.student / _names(one)[0]).lstat()
    except OSError:
        return False
    return (held.st_mtime_ns, held.st_size) == (one.time_ns, one.stamp[1])


def _child(target: Folder, student: str) -> Folder:
    try:
        return target.child(student, make=0o700)
    except Unfit as error:
        raise Unfit(f"{target.path / student} is in the way: {error}") from None


def _text(folder: Folder, name: str) -> str:
    """The hash of a file in SUBMISSIONS; "" where there is none."""
    try:
        return hashlib.sha256(folder.read(name, NOTEBOOK_MAX_BYTES).data).hexdigest()
    except FileNotFoundError:
        return ""
    except Unfit as error:
        raise Unfit(f"{folder.path / name} is in the way: {error}") from None
