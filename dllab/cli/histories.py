"""What the seeds of a training have in common: numbers by epoch, their medians."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import zip_longest

from grader.report import Cell, Training


def by_epoch(training: Training) -> dict[str, list[float]]:
    """The medians over seeds by epoch: "loss" first, each "val_…" behind its own.

    Where seeds diverged to NaN, they count as the worst.
    """
    histories = [run.history for run in training.runs]
    names = sorted({name for history in histories for name in history}, key=_rank)
    return {name: _medians([history[name] for history in histories if name in history]) for name in names}


def short(value: Cell) -> str:
    """Three digits of a number, or its word."""
    if isinstance(value, str) or not math.isfinite(value):
        return str(value)
    return f"{value:#.3g}".rstrip(".")


def _rank(name: str) -> tuple[bool, str, bool]:
    own = name.removeprefix("val_")
    return own != "loss", own, own != name


def _medians(histories: Iterable[list[Cell]]) -> list[float]:
    """Seeds may have stopped early: each epoch's median is of those that came so far."""
    rows = zip_longest(*histories)
    return [_median([float(value) for value in row if value is not None]) for row in rows]


def _median(values: list[float]) -> float:
    ordered = sorted(values, key=lambda value: (math.isnan(value), value))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
