"""What learners get wrong about the dense layer."""

import numpy as np
from solution import dense_backward as right_backward
from solution import dense_forward as right_forward

from grader import mistake


@mistake(
    "bias-before-weights",
    "You add the bias before the weights are applied. The bias belongs to the units, not to the inputs: "
    "it is added after the product with W.",
)
class _:
    def dense_forward(x, W, b):
        out = (x + b) @ W
        return out, (x, W)


@mistake(
    "rows-as-units",
    "You use row j of W for unit j. Here columns are units: W has shape (D, M), and its first axis has to "
    "meet the inputs.",
)
class _:
    def dense_forward(x, W, b):
        out = x @ W.T + b
        return out, (x, W)


@mistake(
    "dx-untransposed",
    "Your dx multiplies the upstream gradient by W as it stands. Going backwards, each input collects "
    "from the units, so the axes of W change places.",
)
class _:
    def dense_backward(dout, cache):
        _, W = cache
        _, dW, db = right_backward(dout, cache)
        return dout @ W, dW, db


@mistake(
    "dW-transposed",
    "Your dW is transposed: its rows and columns are exchanged. A gradient has the shape of its variable, "
    "inputs first and units second, so look again at which of the two factors comes first.",
)
class _:
    def dense_backward(dout, cache):
        dx, dW, db = right_backward(dout, cache)
        return dx, dW.T, db


@mistake(
    "dW-mean-not-sum",
    "Your dW is averaged over the samples. A weight is shared by all samples and collects the sum of "
    "their gradients; dividing by N is the business of the loss.",
)
class _:
    def dense_backward(dout, cache):
        dx, dW, db = right_backward(dout, cache)
        samples = dout.size // dout.shape[-1]
        return dx, dW / samples, db


@mistake(
    "db-mean-not-sum",
    "Your db is the mean over the samples. A bias is shared by all samples and collects the sum of their "
    "gradients; dividing by N is the business of the loss.",
)
class _:
    def dense_backward(dout, cache):
        dx, dW, _ = right_backward(dout, cache)
        db = dout.reshape(-1, dout.shape[-1]).mean(axis=0)
        return dx, dW, db


@mistake(
    "db-axis",
    "Your db sums over the units and leaves one number per sample. It has to be the other way round: sum "
    "over the samples, and keep one number per unit.",
)
class _:
    def dense_backward(dout, cache):
        dx, dW, _ = right_backward(dout, cache)
        return dx, dW, dout.sum(axis=-1)


@mistake(
    "db-first-axis-only",
    "Your db sums over the first axis only. With extra axes every axis but the last one counts samples, "
    "and the sum runs over all of them.",
)
class _:
    def dense_backward(dout, cache):
        dx, dW, _ = right_backward(dout, cache)
        return dx, dW, dout.sum(axis=0)


@mistake(
    "dx-not-reshaped",
    "Your dx comes back folded into two axes. The numbers are right, but dx must have the shape of x: "
    "unfold the extra axes again before you return it.",
)
class _:
    def dense_backward(dout, cache):
        _, W = cache
        _, dW, db = right_backward(dout, cache)
        return dout.reshape(-1, dout.shape[-1]) @ W.T, dW, db


@mistake(
    "float64-promotion",
    "Your layer turns float32 into float64 on the way. Work in the precision of the arrays that you were "
    "given.",
)
class _:
    def dense_forward(x, W, b):
        return right_forward(np.asarray(x, dtype=float), W, b)


_last = {}


@mistake(
    "one-cache-for-all",
    "Your backward pass uses what the latest forward pass left behind, not what belongs to the cache it "
    "was given. Put everything that it needs into the cache, and nothing into a global variable.",
)
class _:
    def dense_forward(x, W, b):
        _last["x"], _last["W"] = x, W
        return x @ W + b, None

    def dense_backward(dout, cache):
        return right_backward(dout, (_last["x"], _last["W"]))
