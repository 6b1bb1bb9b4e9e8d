"""Read files without waiting; write them so that a kill, a full disk or a second process leaves no half."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path


def read(path: Path | str) -> bytes:
    """A regular file's bytes; anything else (a fifo that nobody writes to) is refused, not waited for.

    Raises:
        OSError: it cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("not a regular file")
        return file.read()


def create(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a new file, all of it or none.

    Args:
        path: the file.
        data: what it will hold.
        mode: who may do what with it, less what the umask forbids.

    Raises:
        FileExistsError: there is something of that name; it is left as it is.
        OSError: it cannot be written.
    """
    with _beside(path, data, mode) as temporary:
        try:
            os.link(temporary, path)  # unlike rename, this never overwrites
        except FileExistsError:
            raise
        except OSError:
            _create_without_links(path, data, mode)


def replace(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file, or put a new one in the place of the old, all of it or none.

    Args:
        path: the file.
        data: what it will hold.
        mode: who may do what with it, less what the umask forbids; the old one's does not matter.

    Raises:
        OSError: it cannot be written; the old one is still there.
    """
    with _beside(path, data, mode) as temporary:
        temporary.replace(path)


def append_line(path: Path, line: bytes) -> None:
    """Add one line to a log by a single write, so that no other process can come between.

    Raises:
        OSError: it cannot be written; half a line may stay behind, and the next one starts afresh
            (an empty line may come between; readers skip those).
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK
    descriptor = os.open(path, flags, 0o666)
    try:
        data = (b"" if _ends_with_newline(descriptor) else b"\n") + line + b"\n"
        if os.write(descriptor, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(descriptor)


def _ends_with_newline(descriptor: int) -> bool:
    found = os.fstat(descriptor)
    if stat.S_ISFIFO(found.st_mode):
        raise OSError(errno.EINVAL, "it is a fifo")
    size = found.st_size
    return size == 0 or os.pread(descriptor, 1, size - 1) == b"\n"


@contextlib.contextmanager
def _beside(path: Path, data: bytes, mode: int = 0o666) -> Iterator[Path]:
    """A complete, flushed file in the same folder (so that it can be renamed), gone afterwards."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{time.time_ns()}")
    try:
        _write_exclusively(temporary, data, mode)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _create_without_links(path: Path, data: bytes, mode: int) -> None:
    """For file systems without hard links."""
    try:
        _write_exclusively(path, data, mode)
    except FileExistsError:
        raise
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _write_exclusively(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
