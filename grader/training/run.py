"""A network trained on several seeds: predictions against labels that no other process had."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from grader.training.network import AnyNetwork
from grader.training.task import Task

Array = np.ndarray[Any, Any]


Metric = Callable[[Array, Array], float]


class Median(float):
    """The median over seeds; behaves as that number.

    Attributes:
        values: one for each seed.
        run: where they come from, if they are scores of one.
        metric: of predictions and targets.
    """

    values: list[float]
    run: Run | None
    metric: Metric | None

    def __new__(cls, values: list[float], run: Run | None = None, metric: Metric | None = None) -> Median:
        """From the seeds' values."""
        median = super().__new__(cls, np.median(values))
        median.values, median.run, median.metric = values, run, metric
        return median

    def blind(self) -> float | None:
        """The same metric of one answer for all inputs, from the targets alone; None without a run."""
        if self.run is None or self.metric is None:
            return None
        predictions = self.run.blind()
        return None if predictions is None else float(self.metric(predictions, self.run.task.test.y))


class SeedRun(msgspec.Struct, frozen=True):
    """One seed's training.

    Attributes:
        seed: of weights, order and dropout.
        predictions: on the task's test inputs.
        history: by epoch, e.g. "loss", "val_loss", "accuracy".
        losses: the loss after each step, a running mean within its epoch.
        seconds: wall time.
    """

    seed: int
    predictions: Array
    history: dict[str, list[float]]
    losses: Array
    seconds: float


class Run(msgspec.Struct, frozen=True):
    """What `lab.train` gives.

    Attributes:
        network: what was trained.
        task: on what.
        seeds: how it went, seed by seed.
        samples: examples seen in a training, counting repeats.
    """

    network: AnyNetwork
    task: Task
    seeds: list[SeedRun]
    samples: int

    @property
    def data(self) -> str:
        """The data set's name."""
        return self.task.data

    def score(self, metric: Metric) -> Median:
        """The median over seeds of `metric(predictions, targets)` on the test split."""
        values = [float(metric(one.predictions, self.task.test.y)) for one in self.seeds]
        return Median(values, self, metric)

    def blind(self) -> Array | None:
        """Predictions without a look at the inputs: how often each class comes, or the mean target."""
        shape, targets = self.seeds[0].predictions.shape, self.task.train.y
        if targets.dtype.names:
            return None
        if targets.ndim == 1 and targets.dtype.kind in "iu":
            counts = np.bincount(targets, minlength=shape[-1])[: shape[-1]]
            answer = counts / len(targets)
        else:
            answer = targets.mean(axis=0)
        if answer.size != np.prod(shape[1:]):
            return None
        return np.tile(answer.reshape(shape[1:]).astype(np.float32), (shape[0], *[1] * (len(shape) - 1)))

    @property
    def accuracy(self) -> Median:
        """The share of test examples whose largest output is that of their class."""
        return self.score(accuracy)

    @property
    def mse(self) -> Median:
        """The mean squared difference between outputs and targets."""
        return self.score(mse)


def accuracy(predictions: Array, labels: Array) -> float:
    """Share of rows (N, K) whose largest entry is at the label (N,); NaN is never right."""
    usable = np.isfinite(predictions).all(axis=1)
    return float(np.mean((predictions.argmax(axis=1) == labels) & usable))


def mse(predictions: Array, targets: Array) -> float:
    """Mean of squared differences; inf where a prediction is NaN."""
    error = float(np.mean((predictions.astype(np.float64) - targets.reshape(predictions.shape)) ** 2))
    return error if np.isfinite(error) else float("inf")
