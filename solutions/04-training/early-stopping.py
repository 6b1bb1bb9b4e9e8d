"""Early stopping: watch the validation loss, keep the best parameters, and know when to give up."""

import math

import numpy as np

Arrays = dict[str, np.ndarray]


class EarlyStopping:
    """Stops when `patience` epochs in a row bring no gain of more than min_delta."""

    def __init__(self, patience: int, min_delta: float = 0.0, restore_best: bool = True) -> None:
        if patience < 1 or min_delta < 0:
            raise ValueError(f"patience {patience} should be 1 or more, min_delta {min_delta} 0 or more")
        self.patience, self.min_delta, self.restore_best = patience, min_delta, restore_best
        self.best_loss = math.inf
        self.best_epoch: int | None = None
        self.best_params: Arrays | None = None
        self.epoch = 0
        self.waited = 0

    def update(self, val_loss: float, params: Arrays) -> bool:
        """Hear of one more epoch; whether to stop."""
        if val_loss < self.best_loss - self.min_delta and math.isfinite(val_loss):
            self.best_loss, self.best_epoch = val_loss, self.epoch
            self.best_params = {name: w.copy() for name, w in params.items()}
            self.waited = 0
        else:
            self.waited += 1
        self.epoch += 1
        return self.waited >= self.patience or not math.isfinite(val_loss)
