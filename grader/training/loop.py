"""The training loop around layers that somebody else wrote; it counts what it shows them."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec
import numpy as np

from grader.training.settings import Settings
from grader.training.updates import Array, Arrays, make_update

_TELL_SECONDS = 0.1  # between two reports from within an epoch
Tell = Callable[[int, int, dict[str, float]], None]


class Layers(Protocol):
    """A network that lives elsewhere."""

    def forward(self, params: Arrays | None, x: Array, train: bool) -> Array:
        """Take these parameters, if there are any, and give the logits (N, K) of x (N, …)."""

    def backward(self, dlogits: Array) -> Arrays:
        """The gradients for the latest forward, by the parameters' names."""


class Examples(msgspec.Struct, frozen=True, eq=False):
    """Inputs as the network takes them, x (N, …), and labels, y (N,)."""

    x: Array
    y: Array


class Batches(msgspec.Struct, frozen=True):
    """What the loop showed in one training.

    Attributes:
        samples: examples, counting repeats.
        once: whether each epoch showed each example exactly once.
        reordered: whether each epoch had an order of its own.
        mixed: how many classes a batch had in the mean, as a share of those in an equally large random one.
    """

    samples: int
    once: bool
    reordered: bool
    mixed: float


class Fitted(msgspec.Struct, frozen=True, eq=False):
    """A network that was trained.

    Attributes:
        params: the last ones.
        losses: of each step; ends with the first that is no number.
        history: by epoch, "loss", "accuracy", "val_loss", "val_accuracy".
        batches: what it was shown.
        stride: the longest step, as a share of the length of all parameters before it.
    """

    params: Arrays
    losses: Array
    history: dict[str, list[float]]
    batches: Batches
    stride: float


class Loop:
    """One training.

    Args:
        layers: the network.
        params: to begin with.
        train: what it learns from.
        validation: what it is looked at with after each epoch.
        settings: the learner's.
        seed: of order and dropout.
        tell: is told (epoch from 0, steps so far, numbers) now and then and at the end of each epoch.
    """

    def __init__(
        self,
        layers: Layers,
        params: Arrays,
        train: Examples,
        validation: Examples,
        settings: Settings,
        seed: int,
        tell: Tell,
    ) -> None:
        self._layers, self._params, self._settings, self._tell = layers, params, settings, tell
        self._train, self._validation = train, validation
        self._rng = np.random.default_rng(seed)
        self._update = make_update(settings.optimizer, settings.lr)
        self._history: dict[str, list[float]] = {}
        self._losses: list[float] = []
        self._shown: list[list[Array]] = []
        self._stride = 0.0
        self._told = time.monotonic()

    def run(self) -> Fitted:
        """Train to the end, or until the loss is no number."""
        for epoch, batches in enumerate(_epochs(self._train.y, self._settings, self._rng)):
            self._shown.append(batches)
            if not self._epoch(epoch, batches):
                break
        shown = _counted(self._shown, len(self._losses), self._train.y)
        return Fitted(self._params, np.array(self._losses), self._history, shown, self._stride)

    def _epoch(self, epoch: int, batches: list[Array]) -> bool:
        right = 0
        for rows in batches:
            right += self._step(self._train.x[rows], self._train.y[rows])
            if not math.isfinite(self._losses[-1]):
                return False
            if time.monotonic() - self._told > _TELL_SECONDS:
                self._told = time.monotonic()
                self._tell(epoch, len(self._losses), {"loss": self._losses[-1]})
        loss, accuracy = float(np.mean(self._losses[-len(batches) :])), right / len(self._train.y)
        numbers = {"loss": loss, "accuracy": accuracy, **self._validated()}
        for name, value in numbers.items():
            self._history.setdefault(name, []).append(value)
        self._tell(epoch, len(self._losses), numbers)
        return True

    def _step(self, x: Array, y: Array) -> int:
        """One update; how many answers were right before it."""
        settings, params = self._settings, self._params
        logits = self._layers.forward(params, _dropped(x, settings.dropout, self._rng), True)
        loss, dlogits = cross_entropy(logits, y)
        self._losses.append(loss)
        if math.isfinite(loss):
            grads = _decayed(self._layers.backward(dlogits), params, settings.weight_decay)
            self._params = self._update.step(params, grads)
            self._stride = max(self._stride, _length(self._params, params) / max(_length(params), 1e-12))
        return int((logits.argmax(axis=1) == y).sum())

    def _validated(self) -> dict[str, float]:
        x, y = self._validation.x, self._validation.y
        if not len(y):
            return {}
        logits = self._layers.forward(self._params, x, False)
        accuracy = float((logits.argmax(axis=1) == y).mean())
        return {"val_loss": cross_entropy(logits, y)[0], "val_accuracy": accuracy}


def cross_entropy(logits: Array, labels: Array) -> tuple[float, Array]:
    """The mean loss of logits (N, K) and labels (N,), and its gradient, /N and in the logits' dtype."""
    rows = np.arange(len(labels))
    shifted = logits.astype(np.float64)
    shifted -= shifted.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    gradient: Array = np.exp(log_p)
    gradient[rows, labels] -= 1
    gradient /= len(labels)
    return float(-log_p[rows, labels].mean()), gradient.astype(logits.dtype)


def _epochs(labels: Array, settings: Settings, rng: np.random.Generator) -> Iterator[list[Array]]:
    """Row numbers, batch by batch: from all examples in the order of their classes, or shuffled."""
    order = np.argsort(labels, kind="stable")
    for _ in range(settings.epochs):
        if settings.shuffle:
            order = rng.permutation(order)
        yield [order[i : i + settings.batch_size] for i in range(0, len(order), settings.batch_size)]


def _dropped(x: Array, p: float, rng: np.random.Generator) -> Array:
    if p == 0:
        return x
    mask = np.asarray(rng.random(x.shape) >= p, x.dtype) / x.dtype.type(1 - p)
    dropped: Array = x * mask
    return dropped


def _decayed(grads: Arrays, params: Arrays, decay: float) -> Arrays:
    return {name: g + decay * params[name] if _is_weight(name) else g for name, g in grads.items()}


def _is_weight(name: str) -> bool:
    """Whether the last part of a name such as "0.W" begins with W."""
    return name.rpartition(".")[2].startswith("W")


def _length(arrays: Arrays, others: Arrays | None = None) -> float:
    """Of all arrays, or of what lies between them and others."""
    total = 0.0
    for name, array in arrays.items():
        way = array if others is None else array - others[name]
        total += float(np.square(way, dtype=np.float64).sum())
    return math.sqrt(total) if math.isfinite(total) else math.inf


def _counted(shown: list[list[Array]], count: int, labels: Array) -> Batches:
    """What the first `count` steps showed."""
    epochs = [np.concatenate(batches) for batches in shown]
    steps = [rows for batches in shown for rows in batches][:count]
    by_chance = {size: _classes_by_chance(labels, size) for size in {len(rows) for rows in steps}}
    return Batches(
        samples=sum(map(len, steps)),
        once=all((np.bincount(order, minlength=len(labels)) == 1).all() for order in epochs),
        reordered=all((one != other).any() for one, other in itertools.pairwise(epochs)),
        mixed=float(np.mean([_classes(labels[rows]) / by_chance[len(rows)] for rows in steps])),
    )


def _classes(labels: Array) -> int:
    return len(np.unique(labels))


def _classes_by_chance(labels: Array, size: int) -> float:
    """How many classes are among that many examples drawn at random, in the mean."""
    shares = np.bincount(labels) / len(labels)
    return float((1 - (1 - shares) ** size).sum())
