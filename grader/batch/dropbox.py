"""The drop folder: where students leave files that teachers can read and other students cannot.

DROPBOX/                          3773  a teacher : the teachers' group
DROPBOX/anna/                     2750  anna      : the teachers' group, by the setgid bit of DROPBOX
DROPBOX/anna/dense.….py           0640  anna      : the teachers' group
DROPBOX/anna/feedback/            2770  anna      : the teachers' group; they write there
DROPBOX/anna/feedback/dense.json  0644  a teacher : the teachers' group

Nobody needs to be root, and no program runs for others. Who handed in is the owner of the file, as the kernel
has it, never a name: whoever makes a folder `anna` that is not anna hands in as himself. When is the file's
time of change (ctime), which no user can set; see `grader.batch.register`.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import pwd
import secrets
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader import files
from grader.batch.outcome import encoded
from grader.errors import DllabError, in_words

FEEDBACK = "feedback"
MODE = 0o3773
_STUDENT, _FILE, _FEEDBACK = 0o750, 0o640, 0o770  # the setgid bit comes from the folder above


class DropboxError(DllabError):
    """Nothing can be handed in, or collected."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed in.

    Attributes:
        exercise: its id.
        user: the login name of whoever did.
        time: seconds since 1970, by the clock of the file system that it lies on.
        sha256: the hash of the file's bytes.
        path: where it lies.
    """

    exercise: str
    user: str
    time: float
    sha256: str
    path: str


def login(uid: int) -> str:
    """A user's login name, as one that a folder can have; the number where there is none.

    It is unique: a name that could be another user's number is not used.
    """
    try:
        name = pwd.getpwuid(uid).pw_name
    except (KeyError, ValueError, OverflowError):
        return str(uid)
    harmless = name.isprintable() and "/" not in name and name[:1] not in (".", "-", "")
    return name if harmless and not name.isdecimal() else str(uid)


def leave(dropbox: Path, exercise: str, suffix: str, data: bytes) -> Receipt:
    """Hand in: a new file, all of it or none, that neither replaces an earlier one nor is open to others.

    Args:
        dropbox: the drop folder.
        exercise: the exercise's id.
        suffix: .py or .ipynb.
        data: the file's bytes.

    Raises:
        DropboxError: it cannot be done, and who can mend it.
    """
    uid = os.geteuid()
    sha256 = hashlib.sha256(data).hexdigest()
    with _explained(dropbox), _exact_modes():
        folder = _own_folder(dropbox, uid)
        with contextlib.suppress(FileExistsError):
            (folder / FEEDBACK).mkdir(_FEEDBACK)
        path = _create(folder, exercise, f"{sha256[:12]}{suffix}", data)
        changed = path.stat().st_ctime
    return Receipt(exercise=exercise, user=login(uid), time=changed, sha256=sha256, path=str(path))


def _own_folder(dropbox: Path, uid: int) -> Path:
    """The user's folder. Where somebody else took its name, or it is open to others, a fresh one."""
    above = dropbox.stat()
    if not stat.S_ISDIR(above.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "it is not a folder")
    if not above.st_mode & stat.S_ISGID:
        raise DropboxError(f"{dropbox} does not hand its group on to what is made in it, so {_MENDS}")
    name = encoded(login(uid))
    for path in (dropbox / name, dropbox / f"{name}.{secrets.token_hex(8)}"):
        with contextlib.suppress(FileExistsError):
            path.mkdir(_STUDENT)
        if is_private(path.lstat(), uid, above.st_gid):
            return path
    raise DropboxError(f"folders in {dropbox} cannot be kept from others, so {_MENDS}")


def is_private(found: os.stat_result, uid: int, gid: int) -> bool:
    """Whether that is a folder of this user's which this group can read, and nobody else."""
    bits = stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_ISGID
    fitting = stat.S_ISDIR(found.st_mode) and found.st_mode & (bits | stat.S_IRWXO) == bits
    return fitting and (found.st_uid, found.st_gid) == (uid, gid)


def _create(folder: Path, exercise: str, rest: str, data: bytes) -> Path:
    while True:
        now = time.time_ns()
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now // 10**9))
        path = folder / f"{exercise}.{stamp}{now // 10**6 % 1000:03}Z.{rest}"
        with contextlib.suppress(FileExistsError):
            files.create(path, data, _FILE)
            return path


@contextlib.contextmanager
def _exact_modes() -> Iterator[None]:
    """Modes as they are asked for: a chmod afterwards would take the setgid bit from a folder."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


_MENDS = "nothing was handed in: tell your teachers (`dllab class dropbox` says what to do)"


@contextlib.contextmanager
def _explained(dropbox: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why, advice = in_words(error), _ADVICE.get(error.errno or 0, "tell your teachers")
        raise DropboxError(
            f"{dropbox} cannot be written ({why}), so nothing was handed in: {advice}"
        ) from None


_ADVICE = {
    errno.ENOENT: "the drop folder is not there; tell your teachers (`dllab class dropbox` makes it)",
    errno.EACCES: "tell your teachers (`dllab class dropbox` says what is wrong with it)",
    errno.ENOSPC: "the disk is full; tell your teachers, and try again",
    errno.EDQUOT: "your quota there is used up: delete what you do not need",
}
