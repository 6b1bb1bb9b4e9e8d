"""Read a .csv into inputs and targets. Whatever is wrong with it is said with its own line."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from grader.datasets.records import Array
from grader.errors import ExerciseError
from grader.yamlfile import nearest

_HALVES = ("train", "test")


class Table(msgspec.Struct, frozen=True, eq=False):
    """A .csv's content, row by row.

    Attributes:
        x: (N, D) float64, the columns of inputs in their order.
        y: (N,) class labels int64, or float64.
        names: of the classes, where the file has texts for them.
        is_test: (N,) bool, where a column says so.
    """

    x: Array
    y: Array
    names: tuple[str, ...]
    is_test: Array | None


class Columns(msgspec.Struct, frozen=True):
    """Which column is what.

    Attributes:
        target: holds y.
        inputs: hold x; all others when empty.
        split: says "train" or "test"; none when empty.
        classes: the texts that stand for labels 0, 1, …; those that occur, sorted, when empty. A column that
            holds labels already needs none.
    """

    target: str
    inputs: tuple[str, ...] = ()
    split: str = ""
    classes: tuple[str, ...] = ()


class NoColumn(Exception):
    """What course.yaml says of the columns is not what the file has.

    Args:
        key: the key that says it.
        what: is wrong, beginning with the file's name.
    """

    def __init__(self, key: str, what: str) -> None:
        self.key, self.what = key, what
        super().__init__(what)


def read_table(text: str, path: Path, columns: Columns) -> Table:
    """The table in a .csv's text.

    Args:
        text: commas between columns, their names in the first line.
        path: for messages.
        columns: which is what.

    Raises:
        ExerciseError: with the file's line, counted from 1.
        NoColumn: a column is not there, or is two things at once.
    """
    rows = _rows(text, path)
    line, header = next(rows, (1, []))
    if not header:
        raise ExerciseError("the file is empty: begin with a line of the columns' names", path, 1)
    wanted = _wanted(header, path, columns)
    body = list(rows)
    if not body:
        raise ExerciseError("no rows below the names of the columns", path, line)
    places = {name: place for place, name in enumerate(header)}
    x = [[_number(row[places[name]], name, path, line) for name in wanted] for line, row in body]
    told = [(line, row[places[columns.target]].strip()) for line, row in body]
    y, names = _targets(told, path, columns)
    halves = [(line, row[places[columns.split]].strip()) for line, row in body] if columns.split else []
    return Table(np.array(x, np.float64), y, names, _is_test(halves, path, columns.split))


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the line that it ends on; all as long as the first."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    width = 0
    try:
        for row in reader:
            if not row:
                continue
            width = width or len(row)
            if len(row) != width:
                what = f"{len(row)} columns, where the first line has {width}"
                raise ExerciseError(what, path, reader.line_num)
            yield reader.line_num, row
    except csv.Error as error:
        raise ExerciseError(f"not a .csv: {error}", path, reader.line_num) from None


def _wanted(header: list[str], path: Path, columns: Columns) -> tuple[str, ...]:
    """The columns that are x."""
    header[:] = [name.strip() for name in header]
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        raise ExerciseError("put commas between the columns, not semicolons or tabs", path, 1)
    for place, name in enumerate(header):
        if not name or name in header[:place]:
            what = f"the column {name!r} is there twice" if name else f"column {place + 1} has no name"
            raise ExerciseError(what, path, 1)
    inputs = columns.inputs or tuple(name for name in header if name not in (columns.target, columns.split))
    for key, name in (("target", columns.target), ("split", columns.split), *(("inputs", n) for n in inputs)):
        if name and name not in header:
            hint = nearest(name, header, f"there are {', '.join(header)}")
            raise NoColumn(key, f"{path.name} has no column {name!r}: {hint}")
    if not inputs or {columns.target, columns.split} & set(inputs):
        raise NoColumn("inputs", f"{path.name} needs columns for x beside those of target and split")
    return inputs


def _number(text: str, column: str, path: Path, line: int) -> float:
    try:
        value = float(text)
    except ValueError:
        what = f"holds {text.strip()!r:.40}, which is no number" if text.strip() else "is empty"
        mend = "mend or leave out the row, or list the columns that are inputs in course.yaml"
        raise ExerciseError(f"the column {column!r} {what}: {mend}", path, line) from None
    if not math.isfinite(value):
        raise ExerciseError(f"the column {column!r} holds {text.strip()}: leave out the row", path, line)
    return value


def _targets(told: list[tuple[int, str]], path: Path, columns: Columns) -> tuple[Array, tuple[str, ...]]:
    """Labels of texts, of whole numbers, or numbers; and the texts."""
    texts = [text for _, text in told]
    if empty := [line for line, text in told if not text]:
        raise ExerciseError(f"the column {columns.target!r} is empty: leave out the row", path, empty[0])
    if not all(map(_is_number, texts)) or set(texts) & set(columns.classes):
        names = columns.classes or tuple(sorted(set(texts)))
        label = {name: place for place, name in enumerate(names)}
        for line, text in told:
            if text not in label:
                hint = nearest(text, names, f"there are {', '.join(names)}")
                raise ExerciseError(f"{text!r} is none of the classes in course.yaml: {hint}", path, line)
        return np.array([label[text] for text in texts], np.int64), names
    for line, text in told:
        _number(text, columns.target, path, line)
    whole = all(text.lstrip("+-").isdecimal() for text in texts)
    return np.array([float(text) for text in texts]).astype(np.int64 if whole else np.float64), ()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_test(halves: list[tuple[int, str]], path: Path, column: str) -> Array | None:
    for line, half in halves:
        if half not in _HALVES:
            raise ExerciseError(f"the column {column!r} holds {half!r:.40}: write train or test", path, line)
    return np.array([half == "test" for _, half in halves]) if halves else None
