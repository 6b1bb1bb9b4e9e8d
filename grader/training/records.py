"""What a report says of trainings: runs as they end, numbers as checks measure them."""

from __future__ import annotations

from typing import Any

import msgspec

from grader.report import Band, Budget, Training, cell, cells
from grader.report import SeedRun as SeedRecord
from grader.training.run import Median, Run


class Records:
    """The trainings of one grading.

    Attributes:
        trainings: in the order in which they ended.
    """

    def __init__(self) -> None:
        self.trainings: list[Training] = []
        self._places: dict[int, int] = {}  # of runs by id; whoever keeps this keeps them

    def keep(self, check: str, run: Run, steps: int, place: dict[str, Any]) -> None:
        """Put a run into the report.

        Args:
            check: the one that asked for it.
            run: how it went.
            steps: updates in one training.
            place: "device", "backend", "threads" and the like, as `Training` has them.
        """
        self._places[id(run)] = len(self.trainings)
        self.trainings.append(_record(check, run, steps, place))

    def metric(self, name: str, value: float) -> None:
        """Put a measured number, and a `Median`'s values, into the record of the training it comes from."""
        place = self._place_of(value)
        if place is not None:
            record, values = self.trainings[place], getattr(value, "values", [])
            self.trainings[place] = msgspec.structs.replace(
                record,
                metrics=record.metrics | {name: cell(float(value))},
                runs=_with_metric(record.runs, name, values),
            )

    def band(
        self, check: str, name: str, value: float, passing: float, solid: float, excellent: float
    ) -> None:
        """The same, with what the number is held against; see `expect.band`."""
        self.metric(name, value)
        place = self._place_of(value)
        if place is not None:
            record, blind = self.trainings[place], value.blind() if isinstance(value, Median) else None
            found = None if blind is None else cell(blind)
            band = Band(check, name, passing, solid, excellent, found)
            self.trainings[place] = msgspec.structs.replace(record, bands=[*record.bands, band])

    def _place_of(self, value: float) -> int | None:
        """The record that a number belongs to: its run's, or the latest where it does not say."""
        run = getattr(value, "run", None)
        if run is not None:
            return self._places.get(id(run))
        return len(self.trainings) - 1 if self.trainings else None


def _record(check: str, run: Run, steps: int, place: dict[str, Any]) -> Training:
    record = run.task.dataset.record
    return Training(
        check=check,
        network=run.network.functions[0],
        data=run.data,
        synthetic=record.synthetic,
        origin=run.task.dataset.origin,
        data_sha256=record.sha256,
        runs=[
            SeedRecord(one.seed, {key: cells(values) for key, values in one.history.items()}, one.seconds)
            for one in run.seeds
        ],
        budget=Budget(
            parameters=run.network.parameters,
            samples=run.samples,
            steps=steps,
            macs=3 * run.network.macs * run.samples,
        ),
        **place | {"note": " ".join([place.get("note", ""), *run.task.dataset.notes]).strip()},
    )


def _with_metric(runs: list[SeedRecord], name: str, values: list[float]) -> list[SeedRecord]:
    """The same runs with a value each; as they are where there is not one for each."""
    if len(values) != len(runs):
        return runs
    return [
        msgspec.structs.replace(run, metrics=run.metrics | {name: cell(value)})
        for run, value in zip(runs, values, strict=True)
    ]
