"""The trainings that were done, a grading a line, so that a calibration goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dllab.authoring.studies.study import Environment
from grader import files
from grader.datasets.places import cache_folder
from grader.errors import UsageError
from grader.exercise import Exercise
from grader.report import Band, Cell, Report, Training

Name = tuple[str, str, str]


class Measure(msgspec.Struct, frozen=True):
    """What one check made of one network's trainings.

    Attributes:
        data: the data set's name.
        sha256: of its training split.
        band: what the values were held against.
        values: one for each seed; the median alone where the check told no more.
        seeds: how many there were.
    """

    data: str
    sha256: str
    band: Band
    values: list[Cell]
    seeds: int


class Measured(msgspec.Struct, frozen=True):
    """One grading.

    Attributes:
        key: everything that decides it, hashed.
        number: of its seed.
        in_force: the hash of the bands at that time.
        measures: by check and network; none where the submission was caught before.
        seconds: one training's.
        environment: where it took place.
        said: the first message of a check that was not passed.
    """

    key: str
    number: int
    in_force: str
    measures: list[Measure]
    seconds: float
    environment: Environment
    said: str = ""


def name_of(measure: Measure) -> Name:
    """Which one it is: data set, check, metric."""
    return measure.data, measure.band.check, measure.band.metric


def measures_of(report: Report) -> list[Measure]:
    """What a report tells about single trainings."""
    return [
        Measure(record.data, record.data_sha256, band, _values(record, band.metric), len(record.runs))
        for record in report.training
        for band in record.bands
    ]


def _values(record: Training, metric: str) -> list[Cell]:
    single = [run.metrics[metric] for run in record.runs if metric in run.metrics]
    return single or [record.metrics[metric]]


class Log:
    """The log of an exercise in the cache.

    Args:
        exercise: whose.

    Raises:
        UsageError: nobody knows a folder for caches.
    """

    def __init__(self, exercise: Exercise) -> None:
        folder: Path = cache_folder()
        if not folder.is_absolute():
            raise UsageError(
                "no home directory to keep measurements in: set DLLAB_CACHE to a folder of yours"
            )
        self.path = folder / "studies" / f"{exercise.id}.jsonl"
        self._known = {(one.key, one.number): one for one in self._read()}

    def known(self, key: str, number: int) -> Measured | None:
        """That grading, if it was done."""
        return self._known.get((key, number))

    def add(self, measured: Measured) -> None:
        """Keep a grading, on the disk before anything else happens.

        Raises:
            OSError: it cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        files.append_line(self.path, msgspec.json.encode(measured))
        self._known[measured.key, measured.number] = measured

    def _read(self) -> list[Measured]:
        """The good lines; one that a kill cut off is done again."""
        found = []
        for line in self.path.read_bytes().split(b"\n") if self.path.is_file() else []:
            try:
                found.append(msgspec.json.decode(line, type=Measured))
            except (msgspec.DecodeError, UnicodeError):
                continue
        return found
