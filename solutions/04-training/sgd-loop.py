"""The training loop: batches, steps, a look at the validation set, and an end at the right time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from cross_entropy import ce
from minibatches import minibatches

Arrays = dict[str, np.ndarray]


class SGD:
    """Plain gradient descent, one batch at a time."""

    def __init__(self, lr: float) -> None:
        self.lr = lr

    def step(self, params: Arrays, grads: Arrays) -> Arrays:
        """New parameters, of the same names and shapes."""
        return {name: w - self.lr * grads[name] for name, w in params.items()}


@dataclass
class Config:
    """How to train."""

    epochs: int
    batch_size: int
    optimizer: Any
    loss: Callable = ce
    early_stopping: Any = None


@dataclass
class History:
    """What happened."""

    loss: list[float] = field(default_factory=list)
    val_loss: list[float] = field(default_factory=list)
    best_epoch: int | None = None
    stopped_early: bool = False


def train(
    model: Any,
    Xtr: np.ndarray,
    ytr: np.ndarray,
    Xva: np.ndarray,
    yva: np.ndarray,
    cfg: Config,
    rng: np.random.Generator,
) -> History:
    """Train on Xtr (N, …) and ytr (N, …), and watch Xva, yva."""
    history, stopper = History(), cfg.early_stopping
    for _ in range(cfg.epochs):
        history.loss.append(one_epoch(model, Xtr, ytr, cfg, rng))
        history.val_loss.append(float(cfg.loss(model.forward(Xva, False), yva)[0]))
        if stopper and stopper.update(history.val_loss[-1], model.params()):
            history.stopped_early = True
            break
    history.best_epoch = stopper.best_epoch if stopper else history.val_loss.index(min(history.val_loss))
    if stopper and stopper.restore_best and stopper.best_params:
        model.set_params(stopper.best_params)
    return history


def one_epoch(model: Any, X: np.ndarray, y: np.ndarray, cfg: Config, rng: np.random.Generator) -> float:
    """A step for every batch of X (N, …); returns the mean loss of the N samples before their step."""
    total = 0.0
    for xb, yb in minibatches(X, y, cfg.batch_size, rng):
        loss, dlogits = cfg.loss(model.forward(xb, True), yb)
        model.backward(dlogits)
        model.set_params(cfg.optimizer.step(model.params(), model.grads()))
        total += float(loss) * len(xb)
    return total / len(X)
