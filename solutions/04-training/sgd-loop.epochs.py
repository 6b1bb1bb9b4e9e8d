"""The training loop with a while, validation in pieces, and averages at the end."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from cross_entropy import ce
from minibatches import minibatches


class SGD:
    """Gradient descent; it works on copies."""

    def __init__(self, lr):
        self.rate = -lr

    def step(self, params, grads):
        """params, grads: dicts of arrays -> a dict of new arrays."""
        moved = {}
        for name in params:
            moved[name] = params[name].copy()
            moved[name] += self.rate * grads[name]
        return moved


@dataclass
class Config:
    """How to train."""

    epochs: int
    batch_size: int
    optimizer: Any
    loss: Any = ce
    early_stopping: Any = None


@dataclass
class History:
    """What happened."""

    loss: list = field(default_factory=list)
    val_loss: list = field(default_factory=list)
    best_epoch: Any = None
    stopped_early: bool = False


def train(model, Xtr, ytr, Xva, yva, cfg, rng):
    """Xtr, ytr, Xva, yva: (N, …) -> History."""
    history = History()
    while len(history.loss) < cfg.epochs and not history.stopped_early:
        losses, sizes = [], []
        for xb, yb in minibatches(Xtr, ytr, cfg.batch_size, rng):
            logits = model.forward(xb, train=True)
            loss, dlogits = cfg.loss(logits, yb)
            model.backward(dlogits)
            model.set_params(cfg.optimizer.step(model.params(), model.grads()))
            losses.append(loss)
            sizes.append(len(yb))
        history.loss.append(float(np.average(losses, weights=sizes)))
        pieces = list(minibatches(Xva, yva, 3, None, shuffle=False))
        losses = [cfg.loss(model.forward(xb, train=False), yb)[0] for xb, yb in pieces]
        history.val_loss.append(float(np.average(losses, weights=[len(yb) for _, yb in pieces])))
        if cfg.early_stopping is not None:
            history.stopped_early = cfg.early_stopping.update(history.val_loss[-1], model.params())
    if cfg.early_stopping is None:
        history.best_epoch = history.val_loss.index(min(history.val_loss))
        return history
    history.best_epoch = cfg.early_stopping.best_epoch
    if cfg.early_stopping.restore_best and cfg.early_stopping.best_params is not None:
        model.set_params(cfg.early_stopping.best_params)
    return history
