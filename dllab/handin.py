"""Handing in: where, whether it is Python at all, and the receipts that stay in the workspace."""

from __future__ import annotations

import ast
import datetime
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dllab import attempts, drafts, locations
from dllab.progress import concerning
from dllab.targets import Target
from dllab.wording import points
from dllab.workspace import Workspace
from grader import files
from grader.batch import dropbox
from grader.batch.dropbox import Receipt
from grader.batch.folder import Folder, Unfit
from grader.counting import allowed
from grader.course import Course
from grader.errors import SubmissionError, UsageError
from grader.exercise import Exercise
from grader.layout import NAME
from grader.policy import CourseFile
from grader.submission import NOTEBOOK_MAX_BYTES, Submission, read


def place(course: Course, file: CourseFile, chosen: Path | None = None) -> Path:
    """The drop folder: as chosen, or $DLLAB_DROPBOX, or what course.yaml says, relative to the course.

    Raises:
        UsageError: there is none.
    """
    named = chosen or os.environ.get("DLLAB_DROPBOX")
    if named and not str(named).isprintable():
        raise UsageError("the drop folder's name cannot be shown: choose a plain one")
    if named:
        return Path(named).absolute()
    if not file.dropbox:
        is_students = any(exercise.is_recorded for exercise in course)
        write = f"write `dropbox: FOLDER` into {course.root / NAME}"
        how = "ask your teachers how to hand in" if is_students else write
        raise UsageError(f"no drop folder is known: {how}, or set DLLAB_DROPBOX to one")
    try:
        return course.root / Path(file.dropbox).expanduser()
    except RuntimeError:
        where = f"{course.root / NAME}: dropbox"
        raise UsageError(f"{where}: there is no home directory for {file.dropbox}") from None


def hand_in(folder: Path, target: Target) -> tuple[Submission, Receipt]:
    """Leave a file in the drop folder.

    Raises:
        SubmissionError: it cannot be read, or is not Python.
        DropboxError: it cannot be left there.
    """
    submission = read(target.path)
    _require_python(submission)
    try:
        with Folder.at(target.path.parent) as parent:
            data = parent.read(target.path.name, NOTEBOOK_MAX_BYTES).data
    except (OSError, Unfit) as error:
        raise SubmissionError(f"{submission.path} cannot be read: {error}") from None
    receipt = dropbox.leave(folder, target.exercise.id, target.path.suffix.lower(), data)
    return submission, receipt


def keep(workspace: Workspace, receipt: Receipt) -> None:
    """Keep a receipt.

    Raises:
        OSError: it cannot be written.
    """
    path = locations.receipts(workspace.root)
    path.parent.mkdir(parents=True, exist_ok=True)
    files.append_line(path, msgspec.json.encode(receipt))


def receipts(workspace: Workspace) -> dict[str, Receipt]:
    """The last receipt of each exercise, by id; damaged lines are left out."""
    found: dict[str, Receipt] = {}
    try:
        lines = files.read(locations.receipts(workspace.root)).split(b"\n")
    except OSError:
        return found
    for line in lines:
        try:
            receipt = msgspec.json.decode(line, type=Receipt)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        found[receipt.exercise] = receipt
    return found


def reminder(workspace: Workspace, target: Target, submission: Submission) -> str:
    """How the last test of this very text went, in a sentence, or that there was none."""
    exercise = target.exercise
    if target.path == workspace.file(exercise) and _has_draft(workspace, exercise, submission):
        return "the lab keeps a later text of yours that was never saved: save it there and hand it in again"
    tries = [
        entry
        for entry in concerning(exercise, workspace.log().entries)
        if isinstance(entry, attempts.Attempt) and entry.sha256 == submission.sha256 and not entry.partial
    ]
    if not tries:
        return f"this text was not tested yet: `dllab test {exercise.id}`"
    last = tries[-1]
    scale = "all checks" if last.kind == "grade" and not exercise.is_recorded else "public checks"
    return f"at the last {last.kind} of this text: {points(last.score)} of {points(last.max_score)}, {scale}"


def punctuality(file: CourseFile, course: Course, exercise: Exercise, receipt: Receipt) -> str:
    """Whether a hand-in is in time; "" where there is no deadline."""
    track = next(track.id for track in course.tracks if exercise in track.exercises)
    names = (exercise.id, *exercise.renamed_from, track)
    deadline = file.policy.deadline((receipt.user,), names)
    if deadline is None:
        return ""
    grace = datetime.timedelta(minutes=file.policy.late.grace_minutes)
    late = receipt.time > (deadline + grace).timestamp()
    return f"{'late: the deadline was' if late else 'in time, until'} {moment(deadline.timestamp())}"


def allowance(file: CourseFile, exercise: Exercise, receipt: Receipt) -> str:
    """What a limit a day means for a hand-in; "" where it counts.

    Raises:
        OSError: the drop folder cannot be read.
    """
    most = file.policy.attempts_per_day
    found = [(path.lstat().st_ctime, path.name.split(".")[2:]) for path in _handed_in(exercise, receipt)]
    found.sort()
    times = [time for number, (time, text) in enumerate(found) if not number or found[number - 1][1] != text]
    if allowed(times, most)[-1]:
        return ""
    return f"beyond {most} a day: this one does not count, and gets no feedback"


def moment(seconds: float) -> str:
    """A time with its zone: 2026-03-31 23:59:00 CEST (+02:00). A file can have one that no calendar knows."""
    try:
        time = datetime.datetime.fromtimestamp(seconds).astimezone()
    except (ValueError, OverflowError, OSError):
        return f"{seconds:.0f} seconds after the beginning of 1970"
    offset = time.strftime("%z")
    return f"{time:%Y-%m-%d %H:%M:%S} {time.tzname()} ({offset[:3]}:{offset[3:5]})"


def _handed_in(exercise: Exercise, receipt: Receipt) -> Iterator[Path]:
    """All that was left there for an exercise, the one of the receipt among it."""
    return Path(receipt.path).parent.glob(f"{exercise.id}.*")


def _require_python(submission: Submission) -> None:
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(submission.source)
    except SyntaxError as error:
        where = f"{submission.path}, {submission.place(error.lineno or 1)}"
        raise SubmissionError(f"{where}: {error.msg}: what Python cannot read gets no points") from None
    except (RecursionError, MemoryError, ValueError):
        why = "it is nested too deeply for Python to read"
        raise SubmissionError(f"{submission.path}: {why}, and gets no points") from None


def _has_draft(workspace: Workspace, exercise: Exercise, submission: Submission) -> bool:
    draft = drafts.read(workspace.root, exercise.id)
    return draft is not None and draft.text != submission.source
