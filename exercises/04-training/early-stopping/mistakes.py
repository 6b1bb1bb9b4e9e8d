"""What learners get wrong about early stopping."""

import math

from solution import EarlyStopping as Right

from grader import mistake


@mistake(
    "patience-off-by-one",
    "You stop one epoch too late: only when more than `patience` epochs in a row brought no gain. With patience 1 the "
    "first such epoch is the last.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            super().update(val_loss, params)
            return self.waited > self.patience or not math.isfinite(val_loss)


@mistake(
    "impatient",
    "You stop one epoch too early. The best epoch itself does not count: waiting begins with the first epoch that "
    "brings no gain.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            super().update(val_loss, params)
            return self.waited + 1 >= self.patience or not math.isfinite(val_loss)


@mistake(
    "not-in-a-row",
    "You count all epochs without a gain, from the beginning on. They have to come in a row: a gain sets the count "
    "back to 0.",
)
class _:
    class EarlyStopping(Right):
        total = 0

        def update(self, val_loss, params):
            super().update(val_loss, params)
            self.total += self.waited > 0
            return self.total >= self.patience or not math.isfinite(val_loss)


@mistake(
    "compares-with-the-last",
    "You compare each loss with that of the epoch before. After one bad epoch a slightly better one passes for a "
    "gain; compare with the best so far.",
)
class _:
    class EarlyStopping(Right):
        last = math.inf

        def update(self, val_loss, params):
            self.best_loss, self.last = self.last, val_loss
            stop = super().update(val_loss, params)
            self.best_loss = val_loss
            return stop


@mistake(
    "equal-counts-as-gain",
    "You take a loss that is exactly as good as needed for a gain, so a plateau goes on for ever. It has to be "
    "smaller than the best loss less min_delta.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            if val_loss == self.best_loss - self.min_delta:
                self.best_loss = math.inf
            return super().update(val_loss, params)


@mistake(
    "min-delta-ignored",
    "Your margin is not used: every loss below the best counts as a gain, however little it gains.",
)
class _:
    class EarlyStopping(Right):
        def __init__(self, patience, min_delta=0.0, restore_best=True):
            super().__init__(patience, min_delta, restore_best)
            self.min_delta = 0.0


@mistake(
    "min-delta-added",
    "Your margin is added to the best loss, so epochs that are a little worse count as gains. Subtract it: a gain "
    "has to be larger than the margin.",
)
class _:
    class EarlyStopping(Right):
        def __init__(self, patience, min_delta=0.0, restore_best=True):
            super().__init__(patience, min_delta, restore_best)
            self.min_delta = -min_delta


@mistake(
    "best-creeps",
    "Your best loss moves with every small gain, also where that is no improvement. Many small gains in a row may "
    "add up to a real one: measure from the last epoch that counted.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            stop = super().update(val_loss, params)
            self.best_loss = min(self.best_loss, val_loss)
            return stop


@mistake(
    "keeps-the-latest",
    "Your best_params are those of the latest epoch. Keep them only when the epoch is an improvement.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            stop = super().update(val_loss, params)
            self.best_params = {name: w.copy() for name, w in params.items()}
            return stop


@mistake(
    "epochs-from-1",
    "Your epochs are counted from 1. The first epoch has number 0, as in a list of losses.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            self.epoch = max(self.epoch, 1)
            return super().update(val_loss, params)


@mistake(
    "best-by-reference",
    "Your best_params are the very dict that the training goes on with, so in the end they are the latest ones. "
    "Make a copy when the epoch is an improvement.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            best = self.best_epoch
            stop = super().update(val_loss, params)
            self.held = params if self.best_epoch != best else self.held
            self.best_params = self.held
            return stop

        held = None


@mistake(
    "shallow-copy",
    "You copy the dict, but its arrays are still those that the training changes in place. Copy every array.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            best = self.best_epoch
            stop = super().update(val_loss, params)
            self.held = dict(params) if self.best_epoch != best else self.held
            self.best_params = self.held
            return stop

        held = None


@mistake(
    "nan-never-stops",
    "A loss of nan or infinity is waited for like any other epoch without a gain. Nothing good will come after it: "
    "stop at once.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            super().update(val_loss, params)
            return self.waited >= self.patience


@mistake(
    "only-nan-stops",
    "You stop at nan, but an infinite loss is waited for. Both are the end: ask whether the loss is finite.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            super().update(val_loss, params)
            return self.waited >= self.patience or math.isnan(val_loss)


@mistake(
    "nan-is-the-best",
    "A loss of nan passes for an improvement, since nan is not larger than anything either. Ask for finite losses "
    "first.",
)
class _:
    class EarlyStopping(Right):
        def update(self, val_loss, params):
            stop = super().update(val_loss, params)
            if math.isnan(val_loss):
                self.best_loss, self.best_epoch = val_loss, self.epoch - 1
                self.best_params = {name: w.copy() for name, w in params.items()}
            return stop


@mistake(
    "any-settings",
    "Your object takes a patience below 1, or a min_delta below 0, without a word. Raise ValueError.",
)
class _:
    class EarlyStopping(Right):
        def __init__(self, patience, min_delta=0.0, restore_best=True):
            super().__init__(max(patience, 1), max(min_delta, 0.0), restore_best)
