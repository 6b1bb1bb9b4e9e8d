"""What the seeds of a training have in common: numbers by epoch, their medians."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from grader.report import Cell, Training


def by_epoch(training: Training) -> dict[str, list[float]]:
    """The medians over seeds by epoch: "loss" first, each "val_…" behind its own.

    Where seeds diverged to NaN, they count as the worst.
    """
    return medians([run.history for run in training.runs])


def medians(histories: Sequence[Mapping[str, Sequence[Cell]]]) -> dict[str, list[float]]:
    """The same of several seeds' numbers by name."""
    names = sorted({name for history in histories for name in history}, key=_rank)
    return {name: _medians([history[name] for history in histories if name in history]) for name in names}


def short(value: Cell) -> str:
    """Three digits of a number, or its word."""
    if isinstance(value, str) or not math.isfinite(value):
        return str(value)
    return f"{value:#.3g}".rstrip(".")


def telling(numbers: Mapping[str, Cell]) -> list[tuple[str, Cell]]:
    """The loss and one metric, of the training split: the only ones that are there at every step."""
    own = {name: value for name, value in numbers.items() if not name.startswith("val_")}
    return sorted(own.items(), key=lambda one: one[0] != "loss")[:2]


def steady(value: Cell) -> str:
    """A number of the same width for as long as may be, so that what is around it stands still."""
    if isinstance(value, str) or not 0.01 <= abs(value) < 1000:
        return short(value)
    return f"{value:.3f}"


def _rank(name: str) -> tuple[bool, str, bool]:
    own = name.removeprefix("val_")
    return own != "loss", own, own != name


def _medians(histories: Iterable[Sequence[Cell]]) -> list[float]:
    """Seeds may have stopped early: each epoch's median is of those that came so far."""
    rows = zip_longest(*histories)
    return [_median([float(value) for value in row if value is not None]) for row in rows]


def _median(values: list[float]) -> float:
    ordered = sorted(values, key=lambda value: (math.isnan(value), value))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
