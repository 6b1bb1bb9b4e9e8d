"""Early stopping: an object that hears of every epoch and says when to stop.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np


class EarlyStopping:
    """Watches the validation loss of a training, epoch by epoch.

    Attributes, to be read by whoever trains:
        best_loss: float, the loss of the best epoch so far; infinity before
            there is one.
        best_epoch: int, its number, counted from 0; None before there is one.
        best_params: dict of arrays, a copy of the parameters of that epoch,
            arrays included; None before there is one.
        restore_best: bool, as given. Nothing is restored here: the training
            loop, later, will look at it.
    """

    def __init__(self, patience, min_delta=0.0, restore_best=True):
        """What to wait for, and how long.

        patience: int >= 1, stop after so many epochs in a row that are no
            improvement; 1 stops at the first of them.
        min_delta: float >= 0, the margin of an improvement.
        restore_best: bool, see above.

        ValueError for a patience below 1 and for a min_delta below 0.
        """
        raise NotImplementedError(
            "EarlyStopping: start with __init__, which keeps the settings and "
            "sets the best loss to infinity"
        )

    def update(self, val_loss, params):
        """Hear of one more epoch, and say whether to stop.

        val_loss: float, the validation loss after this epoch.
        params: dict name -> array, the parameters after this epoch. The
            training goes on with these very arrays and may change them in
            place. They are not changed here.

        An epoch is an improvement if val_loss < best_loss - min_delta; then,
        and only then, the three best_… attributes are set to this epoch's.

        Returns a bool: True for the epoch that is the patience-th in a row
        without an improvement, and at once for a val_loss of nan or infinity,
        which is never an improvement. Otherwise False. After True it is not
        called again.
        """
        raise NotImplementedError(
            "update: in EarlyStopping, compare val_loss with the best so far"
        )
