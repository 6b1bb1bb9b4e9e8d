"""Read what a learner hands in: a .py file or a notebook, with its limits and its hash."""

from __future__ import annotations

import bisect
import hashlib
import io
import os
import stat
import tokenize
from pathlib import Path

import msgspec

from grader.errors import SubmissionError, in_words
from grader.notebook import source_of_notebook

MAX_BYTES = 1_000_000
NOTEBOOK_MAX_BYTES = 20_000_000


class Submission(msgspec.Struct, frozen=True):
    """Python source and where it came from.

    Attributes:
        path: as the user wrote it, made printable.
        source: the text to run; of a notebook, its code cells one after the other.
        sha256: hash of the file's bytes.
        cells: of a notebook, the line of the source that each code cell begins on.
        companions: the sources of the learner's own modules that it may import, by module name.
    """

    path: str
    source: str
    sha256: str
    cells: list[int] = []
    companions: dict[str, str] = {}

    def place(self, line: int) -> str:
        """A line of the source in the words of who wrote it: "line 12", "cell 3, line 2"."""
        cell = bisect.bisect_right(self.cells, line)
        return f"cell {cell}, line {line - self.cells[cell - 1] + 1}" if cell else f"line {line}"

    def cell(self, line: int) -> str:
        """The text of the notebook's cell that a line of the source belongs to; empty without one."""
        number = bisect.bisect_right(self.cells, line)
        lines = self.source.split("\n")
        ends = [*(start - 1 for start in self.cells), len(lines)]
        return "\n".join(lines[ends[number - 1] : ends[number]]) if number else ""

    @property
    def name(self) -> str:
        """The file's name, for tracebacks."""
        return Path(self.path).name


def from_source(source: str, path: str = "submission.py") -> Submission:
    """A submission that is no file (an editor's buffer, a test)."""
    return Submission(path, source, hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest())


def read(path: Path | str, folder: int | None = None) -> Submission:
    """Read a submission without following links and without waiting on anything.

    Args:
        path: the file.
        folder: a descriptor of the folder that it lies in, where nothing else may be read, even if
            another folder takes that one's place.

    Raises:
        SubmissionError: it is not a regular file, too large, not text or not a notebook.
    """
    path = Path(path)
    shown = printable(path)
    notebook = path.suffix.lower() == ".ipynb"
    data = _read_bytes(path, folder, shown, NOTEBOOK_MAX_BYTES if notebook else MAX_BYTES)
    source, cells = source_of_notebook(shown, data) if notebook else (_text(shown, data), [])
    if "\0" in source or not _encodable(source):
        raise SubmissionError(f"{shown} is not text: it contains NUL or half characters (surrogates)")
    if len(source) > MAX_BYTES:
        raise SubmissionError(f"{shown}: its code cells are larger than {MAX_BYTES // 1_000_000} MB")
    return Submission(shown, source, hashlib.sha256(data).hexdigest(), cells)


def encode(source: str, path: Path | str) -> bytes:
    """The bytes to write so that `read` finds this source: UTF-8, or the encoding that its first lines name.

    Raises:
        SubmissionError: nothing that could be written would be read as this source.
    """
    shown = printable(path)
    try:
        data = source.encode("utf-8")
        name, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        data = source.encode("utf-8" if name.startswith("utf-8") else name)
    except (SyntaxError, UnicodeError, LookupError) as error:
        why = f"{error}: Python reads UTF-8 where the first lines name no encoding"
        raise SubmissionError(f"{shown} cannot be written: {why}") from None
    _require_size(shown, len(data), MAX_BYTES)
    _text(shown, data)
    return data


def printable(path: Path | str) -> str:
    """A path that fits on one line and can be written as UTF-8, whatever bytes the file system has for it."""
    shown = str(path)
    return shown if shown.isprintable() else "".join(char if char.isprintable() else "�" for char in shown)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _read_bytes(path: Path, folder: int | None, shown: str, limit: int) -> bytes:
    name = path if folder is None else path.name
    try:
        # Before opening: a device may act on being opened.
        _require_file(shown, os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
        # O_NONBLOCK: opening a fifo must not wait for its writer.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(name, flags, dir_fd=folder)
        with os.fdopen(descriptor, "rb") as file:
            _require_file(shown, os.fstat(descriptor).st_mode)
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise SubmissionError(f"{shown}: no such file") from None
    except (OSError, ValueError) as error:
        why = in_words(error) if isinstance(error, OSError) else error
        raise SubmissionError(f"{shown} cannot be read: {why}") from None
    _require_size(shown, len(data), limit)
    return data


def _require_size(shown: str, size: int, limit: int) -> None:
    if size > limit:
        allowed = f"{limit // 1_000_000} MB"
        raise SubmissionError(f"{shown} is larger than {allowed}: a submission is source code, not data")


def _require_file(shown: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "a device")
        raise SubmissionError(f"{shown} is {kind}: name a .py or .ipynb file")


_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a fifo",
    stat.S_IFSOCK: "a socket",
    stat.S_IFLNK: "a symbolic link",
}


def _text(shown: str, data: bytes) -> str:
    if b"\0" in data:
        raise SubmissionError(f"{shown} is not text: it contains NUL bytes")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if encoding not in _ENCODINGS:
            raise SyntaxError(f"the encoding {encoding!r} is not taken")
        return data.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError) as error:
        line = _first_line_not_utf8(data)
        raise SubmissionError(f"{shown}:{line}: not text in UTF-8 (save it as UTF-8): {error}") from None


# Others can be slow to decode, or show a reader another text than Python runs.
_ENCODINGS = ("utf-8", "utf-8-sig", "ascii", "iso-8859-1", "iso-8859-15", "cp1252")


def _first_line_not_utf8(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1  # the declaration itself is wrong
