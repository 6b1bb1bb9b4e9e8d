"""Known wrong answers to dropout."""

import numpy as np
from solution import as_floats
from solution import dropout_forward as right_dropout_forward

from grader import mistake


@mistake(
    "p-is-keep-prob",
    "You take p for the probability to keep a value. Here p is the probability to drop it: a value survives with probability 1 - p and is then divided by 1 - p.",
)
class _:
    def dropout_forward(x, p, mode, rng):
        return right_dropout_forward(x, 1 - p if 0 < p < 1 else p, mode, rng)


@mistake(
    "no-rescale",
    "Your survivors keep their size, so after dropping a share p the layer's output is too small on average. Divide every survivor by the probability to survive, 1 - p.",
)
class _:
    def dropout_forward(x, p, mode, rng):
        mask = (right_dropout_forward(x, p, mode, rng)[1] > 0).astype(as_floats(x).dtype)
        return x * mask, mask


@mistake(
    "rescales-at-test-time",
    "You leave the survivors as they are in training and scale everything by 1 - p in test mode: that is the original dropout. The inverted one scales up the survivors in training, so that test mode has nothing left to do.",
)
class _:
    def dropout_forward(x, p, mode, rng):
        mask = (right_dropout_forward(x, p, mode, rng)[1] > 0).astype(as_floats(x).dtype)
        if mode == "test":
            mask = mask * np.asarray(1 - p, dtype=mask.dtype)
        return x * mask, mask


@mistake(
    "dropout-at-test-time",
    "You drop values in test mode too, so the network's answer to the same input changes from call to call. In test mode every value passes unchanged, and rng is not touched.",
)
class _:
    def dropout_forward(x, p, mode, rng):
        return right_dropout_forward(x, p, "train" if mode == "test" else mode, rng)


@mistake(
    "new-mask-in-backward",
    "Your backward pass draws a mask of its own. A value that was dropped had no influence on the loss, so its gradient is 0: use the mask of the forward pass again.",
)
class _:
    def dropout_backward(dout, mask):
        survives = np.random.default_rng().random(mask.shape) < np.mean(mask > 0)
        return dout * survives * np.max(mask)


@mistake(
    "unscaled-in-backward",
    "Your backward pass knows which values were dropped but forgets that the survivors were scaled up. The gradient takes the same factor as the value, 1 / (1 - p).",
)
class _:
    def dropout_backward(dout, mask):
        return dout * (mask > 0)


@mistake(
    "same-mask-for-all-rows",
    "Your mask is drawn once and used for every sample of the batch, so all of them lose the same units. Every value of x has a draw of its own.",
)
class _:
    def dropout_forward(x, p, mode, rng):
        one_row = right_dropout_forward(x[:1], p, mode, rng)[1]
        mask = np.repeat(one_row, len(x), axis=0)
        return x * mask, mask


@mistake(
    "rng-ignored",
    "Your mask does not come from the generator that you are given, so nobody can repeat a run. Draw from rng, and make no generator of your own.",
)
class _:
    def dropout_forward(x, p, mode, rng):
        return right_dropout_forward(x, p, mode, np.random.default_rng())


@mistake(
    "drops-in-place",
    "You multiply x itself by the mask, and the caller's array is changed. The layer before still needs its values in the backward pass: return a new array.",
)
class _:
    def dropout_forward(x, p, mode, rng):
        out, mask = right_dropout_forward(x, p, mode, rng)
        x[...] = out
        return (x if x.dtype == out.dtype else out), mask


@mistake(
    "any-other-mode-tests",
    'A mode that is neither "train" nor "test" passes for "test", so a misspelt "train" silently trains without dropout. Raise ValueError for every other mode.',
)
class _:
    def dropout_forward(x, p, mode, rng):
        return right_dropout_forward(x, p, "train" if mode == "train" else "test", rng)
