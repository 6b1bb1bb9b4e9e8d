"""The training loop.

`minibatches`, `ce`, `Sequential` and its layers, and `EarlyStopping` are your
own, where they passed their tests as they are now, otherwise those of the
reference solutions.

A model is any object with these five methods; a Sequential is one:

    forward(x, train) -> logits     train: bool
    backward(dlogits)               after forward; what it returns is not used
    params() -> dict, grads() -> dict, set_params(dict)

What params() returns may be copies: a change of these arrays need not reach
the model. The one way to change it is set_params.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from cross_entropy import ce
from early_stopping import EarlyStopping
from minibatches import minibatches
from sequential import Dense, ReLU, Sequential


class SGD:
    """Plain gradient descent: every parameter moves by -lr times its gradient."""

    def __init__(self, lr):
        """lr: float, the learning rate."""
        raise NotImplementedError("SGD: start with __init__, which keeps lr")

    def step(self, params, grads):
        """params, grads: dicts name -> float array, with the same names.

        Returns a new dict with the same names and new arrays, w - lr·g. The
        arrays given stay as they are, and float32 stays float32.
        """
        raise NotImplementedError("step: in SGD, w - lr * g for every name")


@dataclass
class Config:
    """How to train. This is complete: leave it as it is.

    epochs:         int >= 1, the most epochs to train.
    batch_size:     int >= 1, samples a step; the last batch may be shorter.
    optimizer:      an object with step(params, grads) -> new params.
    loss:           a function (logits, y) -> (mean loss, dlogits).
    early_stopping: None, or an object with update(val_loss, params) -> bool,
                    best_params, best_epoch and restore_best.
    """

    epochs: int
    batch_size: int
    optimizer: Any
    loss: Callable = ce
    early_stopping: Any = None


@dataclass
class History:
    """What happened. This is complete: leave it as it is.

    loss:     list of floats, one an epoch: the mean over the training samples,
              each measured with train=True just before the step of its batch.
    val_loss: list of floats, one an epoch: the mean over the validation
              samples, with the parameters at the end of the epoch.
    best_epoch: int, counted from 0: early_stopping.best_epoch where there is
              early stopping, else the (first) epoch of the lowest val_loss.
    stopped_early: bool, whether early_stopping said stop.
    """

    loss: list[float] = field(default_factory=list)
    val_loss: list[float] = field(default_factory=list)
    best_epoch: int | None = None
    stopped_early: bool = False


def train(model, Xtr, ytr, Xva, yva, cfg, rng):
    """Train the model in place, and tell what happened.

    model: see above. Xtr, Xva: (N, …) arrays of samples; ytr, yva: (N, …)
    arrays of their labels. cfg: Config. rng: numpy.random.Generator.

    In every epoch
    - every training sample comes once, in batches, in a new random order drawn
      from rng: minibatches(Xtr, ytr, cfg.batch_size, rng). For each batch:
      forward with train=True, cfg.loss, backward, and one set_params with what
      cfg.optimizer.step made;
    - then the whole validation set is sent through forward with train=False,
      at once or in several batches. It is never followed by a backward;
    - then cfg.early_stopping, if there is one, is updated with this epoch's
      validation loss and the model's parameters, and if it says True, this
      epoch was the last. One that says it in the last epoch counts as well.
    At the end, whether it came early or not, best_params are put into the
    model, if there is early stopping with restore_best, and best_params are
    not None. There are no other calls of forward, backward and set_params.

    Returns a History.
    """
    raise NotImplementedError(
        "train: start with one epoch, a loop over minibatches with the five "
        "moves of a step"
    )
