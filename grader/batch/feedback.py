"""What a student gets to read: the learner's view of a report, in the student's own part of the drop folder.

The folder `feedback` is the student's, so the file system lets no other student in; its group may write, so
a teacher who is not root can leave a file there. That file is the teacher's, and everybody who gets that far
may read it: the student, and the teachers.
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.batch.dropbox import FEEDBACK, DropboxError, login
from grader.batch.folder import Folder, Unfit
from grader.batch.looking import opened
from grader.batch.outcome import Outcome, decoded
from grader.batch.register import Seen
from grader.errors import in_words
from grader.report import Report, for_learner

SCHEMA = 1
_MOST = 64 * 2**20


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a hand-in.

    Attributes:
        exercise: its id.
        sha256: the hash of what was handed in.
        handed_in, graded: seconds since 1970.
        report: for learners; None where it could not be graded.
        error: why.
    """

    exercise: str
    sha256: str
    handed_in: float
    graded: float
    report: Report | None = None
    error: str = ""
    schema: int = SCHEMA


def deliver(dropbox: Path, one: Seen, outcome: Outcome) -> bool:
    """Leave feedback beside a hand-in; whether it was not there yet.

    Args:
        dropbox: the drop folder.
        one: the hand-in.
        outcome: what became of it.

    Raises:
        Unfit: it cannot be left there, or others could read it.
        DropboxError: the drop folder cannot be read.
    """
    file = decoded(one.file.partition("/")[2])
    name, data = f"{one.exercise}.json", msgspec.json.encode(_feedback(one, file, outcome)) + b"\n"
    with opened(dropbox) as box, _explained(), box.child(decoded(one.file.partition("/")[0])) as own:
        if login(own.own.st_uid) != one.student:
            raise Unfit(f"it no longer belongs to {one.student}")
        with own.child(FEEDBACK) as folder:
            _require_private(box, own, folder)
            with contextlib.suppress(Unfit, FileNotFoundError):
                if folder.read(name, len(data)).data == data:
                    return False
            folder.write(name, data, 0o644)
    return True


def read(hand_in: Path, exercise: str) -> Feedback | None:
    """The feedback beside a hand-in; None where there is none yet.

    Raises:
        DropboxError: it cannot be read.
    """
    path = hand_in.parent / FEEDBACK / f"{exercise}.json"
    try:
        with Folder.at(path.parent) as folder:
            return msgspec.json.decode(folder.read(path.name, _MOST).data, type=Feedback)
    except FileNotFoundError:
        return None
    except (Unfit, OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DropboxError(f"the feedback {path} cannot be read: {error}") from None


def _feedback(one: Seen, file: str, outcome: Outcome) -> Feedback:
    report = outcome.report
    if report is not None:
        # Where it lay when it was graded is nothing that students need to know.
        submission = msgspec.structs.replace(report.submission, path=file)
        report = for_learner(msgspec.structs.replace(report, submission=submission))
    return Feedback(
        exercise=one.exercise,
        sha256=one.sha256,
        handed_in=one.time,
        graded=outcome.graded,
        report=report,
        error="" if report else "it could not be graded: ask your teachers",
    )


def _require_private(box: Folder, own: Folder, folder: Folder) -> None:
    """Nobody but their one owner and the teachers' group gets through both folders."""
    if folder.own.st_uid != own.own.st_uid:
        raise Unfit(f"its folder `{FEEDBACK}` belongs to {login(folder.own.st_uid)}")
    group = box.own.st_gid
    if not any(one.st_gid == group and not one.st_mode & stat.S_IRWXO for one in (own.own, folder.own)):
        raise Unfit("other users could read feedback there: see `dllab class dropbox`")


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise Unfit(f"there is no folder `{FEEDBACK}` beside it: the next `dllab submit` makes one") from None
    except OSError as error:
        raise Unfit(f"no feedback can be left there: {in_words(error)}") from None
