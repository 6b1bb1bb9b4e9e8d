"""An author's notebook as data: its cells, in order. Nothing here runs them."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import UsageError, in_words
from grader.notebook import without_magics
from grader.submission import printable

MAX_BYTES = 50_000_000
MAX_SOURCE = 1_000_000  # characters of all cells
MAX_CELLS = 2_000


class Cell(msgspec.Struct):
    """One cell.

    Attributes:
        number: its place in the notebook, from 1, cells of every kind counted.
        kind: "code", "markdown" or "raw".
        source: its text.
        metadata: what the tools keep beside it.
        shown: the text of its outputs, as they were saved.
        attachments: names of pictures within it.
    """

    number: int
    kind: str
    source: str
    metadata: dict[str, Any] = {}
    shown: str = ""
    attachments: list[str] = []

    @property
    def python(self) -> str:
        """The source, IPython's own syntax commented out."""
        return without_magics(self.source)

    @property
    def has_magics(self) -> bool:
        """Whether there is some of it."""
        return self.python != self.source


class Notebook(msgspec.Struct):
    """A notebook in Python.

    Attributes:
        path: as the author named it.
        cells: all of them.
        metadata: of the whole.
    """

    path: Path
    cells: list[Cell]
    metadata: dict[str, Any] = {}


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""
    metadata: dict[str, Any] = {}
    outputs: list[dict[str, Any]] = []
    attachments: dict[str, Any] = {}


class _Notebook(msgspec.Struct):
    cells: list[_Cell]
    metadata: dict[str, Any] = {}


def read(path: Path) -> Notebook:
    """Read a notebook.

    Raises:
        UsageError: it cannot be read, is none, is not Python's, or is far too large.
    """
    shown = printable(path)
    try:
        found = msgspec.json.decode(_bytes(path, shown), type=_Notebook)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{shown} is not a Jupyter notebook (nbformat 4): {error}") from None
    cells = [_cell(number, cell) for number, cell in enumerate(found.cells, 1)]
    if len(cells) > MAX_CELLS or sum(len(cell.source) for cell in cells) > MAX_SOURCE:
        raise UsageError(f"{shown} has more than {MAX_CELLS:,} cells, or more than 1 MB of text: split it")
    language = _language(found.metadata)
    if language != "python":
        raise UsageError(f"{shown} is written in {language}: only Python notebooks can be imported")
    return Notebook(path, cells, found.metadata)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        # O_NONBLOCK: opening a fifo must not wait for its writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UsageError(f"{shown} is no file: name a notebook (.ipynb)")
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {in_words(error)}") from None
    if len(data) > MAX_BYTES:
        raise UsageError(f"{shown} is larger than {MAX_BYTES // 1_000_000} MB: clear its outputs")
    return data


def _cell(number: int, cell: _Cell) -> Cell:
    source = "".join(cell.source).replace("\r\n", "\n")
    shown = "".join(map(_text, cell.outputs))
    return Cell(number, cell.cell_type, source, cell.metadata, shown, list(cell.attachments))


def _text(output: dict[str, Any]) -> str:
    """What a saved output says in plain text."""
    data = output.get("data")
    text = output.get("text") or (data.get("text/plain") if isinstance(data, dict) else None) or ""
    lines = text if isinstance(text, list) else [text]
    return "".join(line for line in lines if isinstance(line, str))


def _language(metadata: dict[str, Any]) -> str:
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        about = metadata.get(key)
        if isinstance(about, dict) and isinstance(about.get(name), str):
            return str(about[name]).lower()
    return "python"
