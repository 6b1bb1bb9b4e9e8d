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


def secret_pictures(task: Task, rng: np.random.Generator) -> Task:
    """Pictures that nobody can have: a random one for each class, and noise around it."""
    shape = task.train.x.shape[1:]
    prototypes = rng.integers(64, 192, (task.classes, *shape))

    def drawn(split: Split) -> Split:
        y = rng.integers(0, task.classes, len(split.x)).astype(split.y.dtype)
        noise = rng.normal(0, 48, (len(y), *shape))
        return Split(np.clip(prototypes[y] + noise, 0, 255).astype(np.uint8), y)

    parts = {"train": task.train, "validation": task.validation, "test": task.test}
    return msgspec.structs.replace(task, **{name: drawn(split) for name, split in parts.items()})


def labels_shuffled(task: Task, rng: np.random.Generator) -> Task:
    """The training examples with each other's labels: there is nothing to learn for the test."""
    return msgspec.structs.replace(task, train=Split(task.train.x, rng.permutation(task.train.y)))


def _with(task: Task, on_x: Callable[[Array], Array], on_y: Callable[[Array], Array]) -> Task:
    splits = {
        name: Split(on_x(split.x), on_y(split.y))
        for name, split in (("train", task.train), ("validation", task.validation), ("test", task.test))
    }
    return msgspec.structs.replace(task, **splits)
