"""Tasks that only learning solves: answers which were known before are worth nothing in them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from grader.datasets import Split
from grader.training.task import Task
from grader.training.updates import Array


def classes_renamed(task: Task, rng: np.random.Generator) -> Task:
    """Each class under another's label, in all splits: whoever learns does not notice."""
    cycle = rng.permutation(task.classes)
    label = np.empty(task.classes, task.train.y.dtype)
    label[cycle] = np.roll(cycle, 1)  # one cycle: no class keeps its label
    return _with(task, lambda x: x, lambda y: label[y])


def pixels_moved(task: Task, rng: np.random.Generator) -> Task:
    """The numbers of each input in another order, the same for all: dense layers do not notice."""
    order = rng.permutation(task.train.x[0].size)
    return _with(task, lambda x: x.reshape(len(x), -1)[:, order].reshape(x.shape), lambda y: y)


def labels_shuffled(task: Task, rng: np.random.Generator) -> Task:
    """The training examples with each other's labels: there is nothing to learn for the test."""
    return msgspec.structs.replace(task, train=Split(task.train.x, rng.permutation(task.train.y)))


def _with(task: Task, on_x: Callable[[Array], Array], on_y: Callable[[Array], Array]) -> Task:
    splits = {
        name: Split(on_x(split.x), on_y(split.y))
        for name, split in (("train", task.train), ("validation", task.validation), ("test", task.test))
    }
    return msgspec.structs.replace(task, **splits)
