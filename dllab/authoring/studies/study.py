"""study.json: what the reference and the mistakes of an exercise reach when they are trained again and again.

    {"schema": 1,
     "data": {"glyphs": {
       "version": …, "environment": {…}, "sha256": …,
       "bands": {"recognises_digits": {"accuracy": {
         "in_force": {"passing": 0.6, "solid": 0.7, "excellent": 0.8}, "proposed": {…},
         "seeds": 3, "blind": 0.12, "solution": [0.87, …], "mistakes": {"double-softmax": [0.31, …]}}}}}}}

It is kept under version control beside the exercise, so its order is stable and its numbers are short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.errors import ExerciseError
from grader.exercise import Exercise
from grader.report import Cell

SCHEMA = 1
FILE = "study.json"


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything in a study."""


class Bands(_Part, frozen=True):
    """The three numbers of `expect.band`."""

    passing: float
    solid: float
    excellent: float

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.excellent >= self.passing else -1


class BandStudy(_Part, frozen=True):
    """What is known about one metric of one check.

    Attributes:
        in_force: what the check asks for.
        proposed: what it could ask for; None where honest and broken runs cannot be told apart.
        seeds: of how many trainings a grading takes the median.
        blind: the metric of the same answer for every input; None where that has no meaning.
        solution: the reference's values, one for each training.
        mistakes: those of the mistakes, by name; none for what is caught before it is measured.
    """

    in_force: Bands
    proposed: Bands | None
    seeds: int
    blind: Cell | None
    solution: list[Cell]
    mistakes: dict[str, list[Cell]]


class Environment(_Part, frozen=True):
    """Where it was measured."""

    keras: str | None
    backend: str | None
    numpy: str
    device: str
    threads: int


class DataStudy(_Part, frozen=True):
    """One data set.

    Attributes:
        version: of the code that was trained; see `thresholds.version`.
        environment: where.
        sha256: of the data set's training split.
        bands: by check and metric.
    """

    version: str
    environment: Environment
    sha256: str
    bands: dict[str, dict[str, BandStudy]]


class Study(_Part, frozen=True):
    """The whole file; `data` is by the data sets' names."""

    data: dict[str, DataStudy] = {}
    schema: int = SCHEMA

    def bands(self) -> Iterator[tuple[str, str, str, BandStudy]]:
        """All bands, with data set, check and metric."""
        for data, one in self.data.items():
            for check, metrics in one.bands.items():
                for metric, band in metrics.items():
                    yield data, check, metric, band


def path_of(exercise: Exercise) -> Path:
    """Where the study of an exercise lies."""
    return exercise.folder / FILE


def read(exercise: Exercise) -> Study:
    """The study of an exercise; an empty one where there is no file.

    Raises:
        ExerciseError: the file is none of this schema.
    """
    path = path_of(exercise)
    if not path.exists():
        return Study()
    try:
        study = msgspec.json.decode(path.read_bytes(), type=Study)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise ExerciseError(f"not a study: {error}: {advice(exercise)}", path) from None
    if study.schema != SCHEMA:
        raise ExerciseError(f"a study of schema {study.schema}; this version reads {SCHEMA}", path)
    return study


def advice(exercise: Exercise, data: str = "") -> str:
    """The command that mends a study."""
    return f"run `dllab author calibrate {exercise.id}{f' --data {data}' if data else ''}`"


def encoded(study: Study) -> bytes:
    """The study as text that differs little where it differs; ten numbers a line."""
    order = {"schema": study.schema, "data": dict(sorted(study.data.items()))}
    text = msgspec.json.format(msgspec.json.encode(order), indent=1).decode()
    return (_NUMBERS.sub(_in_rows, text) + "\n").encode()


_NUMBERS = re.compile(r"\n( *)(\"[^\"\n]*\": )\[\n([^\[\]{}]*?)\n *\]")
_ROW = 10


def _in_rows(found: re.Match[str]) -> str:
    indent, key, body = found.groups()
    cells = [cell.strip() for cell in body.split(",")]
    rows = [", ".join(cells[start : start + _ROW]) for start in range(0, len(cells), _ROW)]
    inner = ",\n".join(f"{indent} {row}" for row in rows)
    return f"\n{indent}{key}[\n{inner}\n{indent}]"
