"""A folder that stays the same one while it is read and written, whatever takes its place by name meanwhile.

Everything in it is reached from its descriptor and never through a link, for whoever owns what lies in it
may change that at any moment.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from grader.errors import DllabError, UsageError

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a fifo",
    stat.S_IFSOCK: "a socket",
    stat.S_IFLNK: "a symbolic link",
}


class Unfit(DllabError):
    """What lies there is not what it should be; the sentence does not name it."""


class File(NamedTuple):
    """A file's bytes, and what `fstat` said of the very file that they were read from."""

    data: bytes
    status: os.stat_result


class Folder:
    """An open folder; see `Folder.at` and `Folder.child`.

    Attributes:
        path: how it was reached, for people.
        descriptor: what it is reached by.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path, self.descriptor = path, descriptor

    @classmethod
    def at(cls, path: Path) -> Folder:
        """Open a folder that the user named: links on the way there are the user's own.

        Raises:
            OSError: it cannot be read.
        """
        return cls(path, os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))

    def child(self, name: str, make: int | None = None) -> Folder:
        """Open a folder in it.

        Args:
            name: what it is called.
            make: the mode to make it with, if it is not there.

        Raises:
            Unfit: it is a link, or no folder.
            OSError: it cannot be read or made.
        """
        if make is not None:
            with contextlib.suppress(FileExistsError):
                os.mkdir(name, make, dir_fd=self.descriptor)
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            return Folder(self.path / name, os.open(name, flags, dir_fd=self.descriptor))
        except OSError as error:
            if error.errno in (errno.ENOTDIR, errno.ELOOP):
                raise Unfit(f"it is {_kind(self.status(name).st_mode)}, not a folder") from None
            raise

    @property
    def own(self) -> os.stat_result:
        """Its own status."""
        return os.fstat(self.descriptor)

    def names(self) -> list[str]:
        """What is in it, sorted, without hidden files.

        Raises:
            OSError: it cannot be read.
        """
        with os.scandir(self.descriptor) as entries:
            return sorted(entry.name for entry in entries if not entry.name.startswith("."))

    def status(self, name: str) -> os.stat_result:
        """The status of what lies there, of a link its own.

        Raises:
            OSError: there is nothing.
        """
        return os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)

    def read(self, name: str, limit: int) -> File:
        """A regular file, whole.

        Raises:
            Unfit: it is none, it is larger than `limit` bytes, or somebody is writing it.
            OSError: it cannot be read.
        """
        _require_file(self.status(name), limit)  # before opening: a device may act on being opened
        # O_NONBLOCK: opening a fifo must not wait for its writer.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(name, flags, dir_fd=self.descriptor)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            _require_file(status, limit)
            data = file.read(limit + 1)
            if stamp(os.fstat(descriptor)) != stamp(status) or len(data) != status.st_size:
                raise Unfit("it is being written at this moment: the next look takes it")
        return File(data, status)

    def write(self, name: str, data: bytes, mode: int, time_ns: int | None = None) -> None:
        """Put a file there, or a new one in the place of the old, all of it or none.

        Args:
            name: what it is called.
            data: what it holds.
            mode: who may do what with it, whatever the umask is.
            time_ns: its time of modification.

        Raises:
            OSError: it cannot be written; the old one is still there.
        """
        with self._temporary() as (descriptor, beside):
            with os.fdopen(descriptor, "wb") as file:
                os.fchmod(descriptor, mode)
                file.write(data)
                file.flush()
                if time_ns is not None:
                    os.utime(descriptor, ns=(time_ns, time_ns))
                os.fsync(descriptor)
            os.rename(beside, name, src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)

    def set_time(self, name: str, time_ns: int) -> None:
        """Change a file's time of modification.

        Raises:
            OSError: it cannot be changed.
        """
        os.utime(name, ns=(time_ns, time_ns), dir_fd=self.descriptor, follow_symlinks=False)

    def remove(self, name: str) -> None:
        """Remove a file; none is fine.

        Raises:
            OSError: it cannot be removed.
        """
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name, dir_fd=self.descriptor)

    def close(self) -> None:
        """Let it go."""
        os.close(self.descriptor)

    def __enter__(self) -> Folder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def _temporary(self) -> Iterator[tuple[int, str]]:
        # A random name: one that can be foreseen can be taken.
        name = f".dllab-{secrets.token_hex(8)}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(name, flags, 0o600, dir_fd=self.descriptor)
        try:
            yield descriptor, name
        finally:
            self.remove(name)


def require_own(path: Path) -> None:
    """What lies in that folder is believed, so nobody else may put other things in its place.

    Raises:
        UsageError: everybody can.
        OSError: it is not there.
    """
    found = path.stat()
    kept = found.st_mode & stat.S_ISVTX and found.st_uid in (os.geteuid(), 0)
    if found.st_mode & stat.S_IWOTH and not kept:
        raise UsageError(f"everybody can replace what lies in {path}: choose a folder that only you write")


def stamp(status: os.stat_result) -> tuple[int, int, int]:
    """What changes when a file's content does. Users can set its time of modification, but not this one."""
    return status.st_ino, status.st_size, status.st_ctime_ns


def _require_file(status: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unfit(f"it is {_kind(status.st_mode)}, not a file")
    if status.st_size > limit:
        allowed = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit} bytes"
        raise Unfit(f"it is larger than {allowed}: a submission is source code, not data")


def _kind(mode: int) -> str:
    return _KINDS.get(stat.S_IFMT(mode), "a device" if not stat.S_ISREG(mode) else "a file")
