"""Early stopping from the whole loss curve, looked through anew at every epoch."""

import copy

import numpy as np


class EarlyStopping:
    """It keeps all losses, and derives everything else from them."""

    def __init__(self, patience, min_delta=0.0, restore_best=True):
        if not (patience > 0 and min_delta >= 0):
            raise ValueError("patience and min_delta")
        self.patience = patience
        self.min_delta = min_delta
        self.restore_best = restore_best
        self.losses = []
        self.best_loss, self.best_epoch, self.best_params = float("inf"), None, None

    def update(self, val_loss, params):
        """val_loss: float, params: dict of arrays -> bool."""
        if not np.isfinite(val_loss):
            self.losses.append(float("inf"))
            return True
        self.losses.append(float(val_loss))
        records = self.records()
        if records[-1] == len(self.losses) - 1:
            self.best_epoch, self.best_loss = records[-1], self.losses[-1]
            self.best_params = copy.deepcopy(params)
        return len(self.losses) - 1 - records[-1] == self.patience

    def records(self):
        """The epochs that beat all before them by more than min_delta."""
        found, best = [], float("inf")
        for epoch, loss in enumerate(self.losses):
            if best - loss > self.min_delta or (best == float("inf") and loss < best):
                found.append(epoch)
                best = loss
        return found
