"""What a network is to learn: inputs, targets, and what is kept for the test."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np

from grader import datasets
from grader.datasets import Dataset, Split
from grader.datasets.rules import HELD_OUT

Target = Literal["labels", "inputs"]


class Task(msgspec.Struct, frozen=True):
    """A data set as a learning task.

    Attributes:
        dataset: where it comes from; says so in the report.
        train, validation, test: inputs `x` and targets `y`.
        scale: what inputs are divided by before a network sees them.
    """

    dataset: Dataset
    train: Split
    validation: Split
    test: Split
    scale: float

    @property
    def data(self) -> str:
        """The data set's name, under which exercises keep their thresholds."""
        return self.dataset.record.name

    @property
    def digest(self) -> str:
        """A hash of everything in it."""
        digest = hashlib.sha256(f"{self.data} {self.scale}".encode())
        for split in (self.train, self.validation, self.test):
            for array in (split.x, split.y):
                digest.update(f"{array.dtype} {array.shape}".encode() + np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    @property
    def classes(self) -> int:
        """How many classes there are; 0 where targets are not classes."""
        return self.dataset.record.classes or 0


def make_task(
    names: Sequence[str],
    seed: int,
    target: Target = "labels",
    train: int | None = None,
    test: int | None = None,
    course: Path | None = None,
) -> Task:
    """The first of these data sets that this machine has, as a task.

    Args:
        names: in order of preference.
        seed: of a generated data set's test split.
        target: learn the labels, or to give back the (scaled) inputs.
        train: how many examples to train and validate on at most, the first ones.
        test: how many to test on at most.
        course: the folder of a course whose own data sets count, too.

    Raises:
        DatasetError: none of them is here.
        ExerciseError: one is the course's own, and broken; with file and line.
    """
    found = datasets.first(names, seed, course)
    scale = 255.0 if found.train.x.dtype == np.uint8 else 1.0
    learn = _part(found.train, train, target, scale)
    held_out = int(len(learn.x) * (1 - HELD_OUT))
    return Task(
        dataset=found,
        train=Split(learn.x[:held_out], learn.y[:held_out]),
        validation=Split(learn.x[held_out:], learn.y[held_out:]),
        test=_part(found.test, test, target, scale),
        scale=scale,
    )


def _part(split: Split, count: int | None, target: Target, scale: float) -> Split:
    x, y = split.x[:count], split.y[:count]
    return Split(x, y if target == "labels" else _scaled(x, scale))


def _scaled(x: np.ndarray[Any, Any], scale: float) -> np.ndarray[Any, Any]:
    return x.astype(np.float32) / np.float32(scale)
