"""Locks that all users of a machine share, and that end with their holder, however it ends.

Each is an empty file that is locked by flock: the kernel lets go of it when the last descriptor is closed,
also after SIGKILL. The file stays; a file that exists means nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import stat
import tempfile
from io import FileIO
from pathlib import Path
from types import TracebackType

from grader.errors import DeviceError, in_words

_SHARED = (Path("/run/lock"), Path("/var/lock"), Path("/tmp"), Path("/dev/shm"))
_FOR_ALL = stat.S_ISVTX | stat.S_IRWXO


class Lock:
    """A lock that this process holds until it closes it, or ends."""

    def __init__(self, file: FileIO) -> None:
        self._file = file

    def close(self) -> None:
        """Let go; a second time does nothing."""
        if not self._file.closed:
            # Closing alone would not do: a process forked meanwhile has the descriptor too.
            fcntl.flock(self._file, fcntl.LOCK_UN)
            self._file.close()

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def attempt(name: str) -> Lock | None:
    """Lock a name at once; None where somebody else holds it.

    Raises:
        DeviceError: there is no lock to be had, neither free nor held.
    """
    path = folder() / f"dllab-{re.sub(r'[^A-Za-z0-9.-]', '_', name)}.lock"
    try:
        return _attempt(path)
    except OSError as error:
        reason = f"{path} cannot be locked ({in_words(error)})"
        advice = "set DLLAB_LOCKS to a folder that all who use the GPUs can write"
        raise DeviceError(f"{reason}: {advice}") from None


def folder() -> Path:
    """Where the files lie: $DLLAB_LOCKS, or the first of the usual folders that everybody may write.

    It must not depend on who asks: users with folders of their own would take each other's GPUs.

    Raises:
        DeviceError: there is none.
    """
    chosen = os.environ.get("DLLAB_LOCKS")
    if chosen:
        return Path(chosen).absolute()
    for candidate in _SHARED:
        if _is_for_all(candidate):
            return candidate
    raise DeviceError("no folder for locks that everybody may write: set DLLAB_LOCKS to one")


def _is_for_all(candidate: Path) -> bool:
    try:
        mode, mount = candidate.stat().st_mode, os.statvfs(candidate).f_flag
    except OSError:
        return False
    return mode & _FOR_ALL == _FOR_ALL and not mount & os.ST_RDONLY


def _attempt(path: Path) -> Lock | None:
    while True:
        file = _open(path)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        except OSError:
            file.close()
            raise
        if _is_at(path, file):
            return Lock(file)
        file.close()  # somebody cleaned up since it was opened: what others lock is a new file


def _is_at(path: Path, file: FileIO) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _open(path: Path) -> FileIO:
    # Without O_CREAT: in a sticky folder the kernel refuses that for files of others (protected_regular).
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        _create(path)
        descriptor = os.open(path, flags)
    return os.fdopen(descriptor, "rb", buffering=0)


def _create(path: Path) -> None:
    """Make the file that everybody may open, at once with its mode: the umask has no say in fchmod."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        os.fchmod(descriptor, 0o666)
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        os.close(descriptor)
        Path(temporary).unlink()
