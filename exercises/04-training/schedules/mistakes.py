"""What learners get wrong about schedules and averages."""

import math

import numpy as np
from solution import EMA as RightEMA
from solution import exp_decay as right_decay

from grader import mistake


@mistake(
    "off-by-one-step",
    "Your rate is one step ahead: at step 0 it has begun to fall. step counts the steps that were made before, so "
    "at step 0 the rate is lr0.",
)
class _:
    def exp_decay(step, lr0, decay_steps, rate, staircase=False):
        return right_decay(step + 1, lr0, decay_steps, rate, staircase)


@mistake(
    "not-staircase",
    "Your rate falls smoothly where stairs were asked for. Round the exponent down to a whole number there.",
)
class _:
    def exp_decay(step, lr0, decay_steps, rate, staircase=False):
        return right_decay(step, lr0, decay_steps, rate)


@mistake(
    "always-staircase",
    "Your rate falls in stairs even where none were asked for. Without staircase the exponent keeps its fraction.",
)
class _:
    def exp_decay(step, lr0, decay_steps, rate, staircase=False):
        return right_decay(step, lr0, decay_steps, rate, True)


@mistake(
    "rounds-to-nearest",
    "Your staircase rounds to the nearest whole number, so it falls half a stair too early. Round down: a stair is "
    "complete when all of its steps were made.",
)
class _:
    def exp_decay(step, lr0, decay_steps, rate, staircase=False):
        return lr0 * rate ** round(step / decay_steps) if staircase else lr0 * rate ** (step / decay_steps)


@mistake(
    "rate-in-the-exponent",
    "Your rate falls like exp(-rate·step/decay_steps). Here rate is the factor itself: after decay_steps the "
    "learning rate is rate times what it was.",
)
class _:
    def exp_decay(step, lr0, decay_steps, rate, staircase=False):
        stairs = step // decay_steps if staircase else step / decay_steps
        return lr0 * math.exp(-rate * stairs)


@mistake(
    "rate-per-step",
    "Your rate is multiplied by rate at every single step. It takes decay_steps of them for one factor.",
)
class _:
    def exp_decay(step, lr0, decay_steps, rate, staircase=False):
        return lr0 * rate**step


@mistake(
    "decay-complement",
    "Your average keeps 1 - decay of the past and takes decay from the new value, so it hardly averages. decay is "
    "the share of the old average that is kept.",
)
class _:
    class EMA(RightEMA):
        def update(self, params, step=None):
            keep = self.decay if step is None else min(self.decay, (1 + step) / (10 + step))
            decay, self.decay = self.decay, 1 - keep
            super().update(params)
            self.decay = decay


@mistake(
    "starts-at-0",
    "Your average begins at 0, so for a long time it is far too small. The first update has nothing to average: "
    "take its values as they are.",
)
class _:
    class EMA(RightEMA):
        def update(self, params, step=None):
            if self.averages is None:
                self.averages = {name: 0 * w for name, w in params.items()}
            super().update(params, step)


@mistake(
    "ema-aliases",
    "Your average holds the very arrays of its first update. When their owner changes them, the average changes "
    "with them: take copies.",
)
class _:
    class EMA(RightEMA):
        def update(self, params, step=None):
            if self.averages is None:
                self.averages = dict(params)
            else:
                super().update(params, step)


@mistake(
    "updates-in-place",
    "Your first update keeps the arrays that it is given, and the later ones write the average into them. These "
    "are the network's own weights: take copies.",
)
class _:
    class EMA(RightEMA):
        def update(self, params, step=None):
            if self.averages is None:
                self.averages = dict(params)
                return
            old = self.averages
            super().update(params, step)
            for name, average in self.averages.items():
                old[name][...] = average
            self.averages = old


@mistake(
    "hands-out-the-averages",
    "Your apply returns the averages' own arrays. Whoever writes into them, as training may, spoils the average: "
    "return copies.",
)
class _:
    class EMA(RightEMA):
        def apply(self, params):
            super().apply(params)
            return self.averages


@mistake(
    "holds-no-copy",
    "Your apply remembers the very arrays it is given. If their owner changes them meanwhile, restore gives back "
    "the changed ones: keep copies.",
)
class _:
    class EMA(RightEMA):
        def apply(self, params):
            averages = super().apply(params)
            self.originals = params
            return averages


@mistake(
    "restores-the-average",
    "Your restore returns the averages. It has to bring back the parameters that apply was given, so that training "
    "goes on from where it was.",
)
class _:
    class EMA(RightEMA):
        def restore(self):
            super().restore()
            return {name: average.copy() for name, average in self.averages.items()}


@mistake(
    "apply-updates",
    "Your apply takes the parameters into the average, as a method of that name does in TensorFlow. Here update "
    "does that; apply only remembers them.",
)
class _:
    class EMA(RightEMA):
        def apply(self, params):
            if self.averages is not None:
                self.update(params)
            return super().apply(params)


@mistake(
    "apply-without-average",
    "Your apply gives something even before the first update, when there is no average. Raise RuntimeError.",
)
class _:
    class EMA(RightEMA):
        def apply(self, params):
            if self.averages is None:
                self.averages = params
            return super().apply(params)


@mistake(
    "restore-without-apply",
    "Your restore gives something even where nothing was applied. Raise RuntimeError, for the caller has lost track.",
)
class _:
    class EMA(RightEMA):
        def restore(self):
            return {} if self.originals is None else super().restore()


@mistake(
    "step-ignored",
    "Your update ignores the step. Where it is given, the share that is kept is at most (1 + t)/(10 + t), so that "
    "the first values are soon forgotten.",
)
class _:
    class EMA(RightEMA):
        def update(self, params, step=None):
            super().update(params)


@mistake(
    "larger-of-the-two",
    "Where the step is given, you keep the larger of the two shares. It is the smaller one: in the beginning the "
    "past counts for less.",
)
class _:
    class EMA(RightEMA):
        def update(self, params, step=None):
            decay = self.decay
            if step is not None:
                self.decay = max(self.decay, (1 + step) / (10 + step))
            super().update(params)
            self.decay = decay


@mistake(
    "float64-promotion",
    "Your average turns float32 parameters into float64. Work in the precision of the arrays that you were given.",
)
class _:
    class EMA(RightEMA):
        def update(self, params, step=None):
            super().update({name: w.astype(np.float64) for name, w in params.items()}, step)
