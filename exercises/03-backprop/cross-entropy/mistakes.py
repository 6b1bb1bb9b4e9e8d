"""What learners get wrong about cross-entropy."""

import numpy as np
from solution import as_distribution, log_softmax
from solution import ce as right_ce

from grader import mistake


def parts(logits, y):
    """log p, q and N, all of them right: what the mistakes below start from."""
    N, K = logits.shape
    return log_softmax(logits), as_distribution(y, K, logits.dtype), N


@mistake(
    "forgot-1/N",
    "You add up over the samples and do not divide by their number. The loss is the mean over the batch, "
    "and its gradient carries the same 1/N.",
)
class _:
    def ce(logits, y):
        log_p, q, _ = parts(logits, y)
        return -(q * log_p).sum(), np.exp(log_p) - q


@mistake(
    "gradient-not-averaged",
    "Your loss is a mean over the samples, but your gradient is not: it is N times too large. The "
    "gradient of a mean carries the same 1/N as the mean itself.",
)
class _:
    def ce(logits, y):
        log_p, q, N = parts(logits, y)
        return -(q * log_p).sum() / N, np.exp(log_p) - q


@mistake(
    "mean-over-NK",
    "You divide by N·K. The K terms of a sample are parts of one cost: the mean runs over the N samples "
    "only.",
)
class _:
    def ce(logits, y):
        log_p, q, _ = parts(logits, y)
        return -(q * log_p).mean(), (np.exp(log_p) - q) / logits.size


@mistake(
    "double-softmax",
    "You take the softmax of probabilities: the logits go through it twice, and the loss can never get "
    "near 0. Once is enough.",
)
class _:
    def ce(logits, y):
        log_p, q, N = parts(np.exp(log_softmax(logits)), y)
        return -(q * log_p).sum() / N, (np.exp(log_p) - q) / N


@mistake(
    "p-q-swapped",
    "In your loss the truth stands inside the logarithm and the prediction in front of it. It is the "
    "other way round: the truth weighs the logarithms of the predictions.",
)
class _:
    def ce(logits, y):
        log_p, q, N = parts(logits, y)
        p = np.exp(log_p)
        return -(p * np.log(q)).sum() / N, (p - q) / N


@mistake(
    "log2",
    "Your loss is 1.443 times too large, as with logarithms to base 2. The loss is measured in natural "
    "logarithms.",
)
class _:
    def ce(logits, y):
        loss, dlogits = right_ce(logits, y)
        return loss / np.log(2), dlogits


@mistake(
    "no-stability",
    "You take the exponential of the logits as they are, and for large ones it overflows. Subtract each "
    "sample's largest logit first, or start from log_softmax.",
)
class _:
    def ce(logits, y):
        _, q, N = parts(logits, y)
        e = np.exp(logits)
        p = e / e.sum(axis=1, keepdims=True)
        log_p = logits - np.log(e.sum(axis=1, keepdims=True))
        return -(q * log_p).sum() / N, (p - q) / N


@mistake(
    "log-of-softmax",
    "You take the logarithm of a probability that has already been rounded to 0. Stay with the "
    "logarithms: log_softmax gives them without ever forming a probability.",
)
class _:
    def ce(logits, y):
        log_p, q, N = parts(logits, y)
        p = np.exp(log_p)
        of_the_truth = q * np.log(p) if y.ndim == 2 else np.log(p[np.arange(N), y])
        return -of_the_truth.sum() / N, (p - q) / N


@mistake(
    "log-clipped",
    "You keep the logarithm away from 0 with a small constant, and so the loss cannot grow any further, "
    "however wrong the prediction is. With log_softmax nothing has to be clipped.",
)
class _:
    def ce(logits, y):
        log_p, q, N = parts(logits, y)
        p = np.exp(log_p)
        return -(q * np.log(p + 1e-12)).sum() / N, (p - q) / N


@mistake(
    "gradient-p-only",
    "Your gradient is the prediction alone: the truth is missing from it. It is the difference of the two.",
)
class _:
    def ce(logits, y):
        loss, _ = right_ce(logits, y)
        return loss, np.exp(log_softmax(logits)) / len(logits)


@mistake(
    "gradient-negated",
    "Your gradient is truth minus prediction, the direction in which the loss falls. A gradient points "
    "uphill: prediction minus truth.",
)
class _:
    def ce(logits, y):
        loss, dlogits = right_ce(logits, y)
        return loss, -dlogits


@mistake(
    "labels-unchecked",
    "You use the labels as an index without looking at them: -1 quietly means the last class, and K is an "
    "error of another kind. Raise ValueError for a label below 0 or not below K.",
)
class _:
    def ce(logits, y):
        q = np.eye(logits.shape[1], dtype=logits.dtype)[y] if y.ndim == 1 else y
        return right_ce(logits, q)


@mistake(
    "shifts-in-place",
    "You subtract the maximum from the logits themselves, and so change the array of whoever called you. "
    "Make a new array.",
)
class _:
    def ce(logits, y):
        logits -= logits.max(axis=1, keepdims=True)
        return right_ce(logits, y)


@mistake(
    "float64-promotion",
    "float32 logits give you a float64 gradient: a float64 array joined in on the way, often the one-hot "
    "matrix. Build it in the dtype of the logits.",
)
class _:
    def ce(logits, y):
        return right_ce(np.asarray(logits, dtype=float), y)
