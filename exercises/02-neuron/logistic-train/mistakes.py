"""Wrong ways to train a logistic unit that people go."""

import numpy as np
from logistic_unit import sigmoid
from solution import nll as right_nll

from grader import mistake


@mistake(
    "forgot-1/N",
    "Your gradient is a sum over the samples, not a mean: the 1/N of the loss belongs into its gradient too, "
    "or the length of a step depends on the size of the data set.",
)
class _:
    def nll(X, y, w, b):
        loss, dw, db = right_nll(X, y, w, b)
        return loss, dw * len(y), db * len(y)


@mistake(
    "loss-is-a-sum",
    "Your loss and its gradient are sums over the samples. Take the mean: divide by N once, and everything follows.",
)
class _:
    def nll(X, y, w, b):
        return tuple(len(y) * part for part in right_nll(X, y, w, b))


@mistake(
    "mse-gradient",
    "Your gradient has the factor a·(1 − a) too many: it is that of the squared error. With this loss the slope of the sigmoid cancels, and a − y remains.",
)
class _:
    def nll(X, y, w, b):
        loss, _, _ = right_nll(X, y, w, b)
        a = sigmoid(X @ w + b)
        dz = (a - y) * a * (1 - a) / len(y)
        return loss, X.T @ dz, dz.sum()


@mistake(
    "squared-error",
    "Your loss is the mean squared error of the probabilities: here it is the mean of −ln p, with the probability p of the sample's own label.",
)
class _:
    def nll(X, y, w, b):
        a = sigmoid(X @ w + b)
        dz = 2 * (a - y) * a * (1 - a) / len(y)
        return np.mean((a - y) ** 2), X.T @ dz, dz.sum()


@mistake(
    "log-of-zero",
    "You take the logarithm of a probability that has become exactly 0 or 1: a loss that is infinite, or not a number. "
    "Compute the loss from the logits, without the detour.",
)
class _:
    def nll(X, y, w, b):
        _, dw, db = right_nll(X, y, w, b)
        a = sigmoid(X @ w + b)
        return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a)), dw, db


@mistake(
    "probabilities-clipped",
    "Your probabilities are cut off at a tiny number before the logarithm: finite, but wrong, for a logit of −1000 has a loss of 1000. "
    "Compute the loss from the logits.",
)
class _:
    def nll(X, y, w, b):
        _, dw, db = right_nll(X, y, w, b)
        a = np.clip(sigmoid(X @ w + b), 1e-12, 1 - 1e-12)
        return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a)), dw, db


@mistake(
    "exp-of-the-logit",
    "You compute ln(1 + exp(z)) as it stands, and exp overflows for large z. Use the form in which exp sees nothing above 0.",
)
class _:
    def nll(X, y, w, b):
        _, dw, db = right_nll(X, y, w, b)
        z = X @ w + b
        return np.mean(np.log(1 + np.exp(z)) - y * z), dw, db


@mistake(
    "winners-only",
    "Your loss counts the samples with label 1 only. One with label 0 pays too: −ln(1 − σ(z)).",
)
class _:
    def nll(X, y, w, b):
        _, dw, db = right_nll(X, y, w, b)
        return np.mean(y * np.logaddexp(0, -(X @ w + b))), dw, db


@mistake(
    "labels-plus-minus",
    "Your loss is ln(1 + exp(−y·z)), which is meant for labels 1 and −1: with label 0 it is ln 2 whatever the unit says.",
)
class _:
    def nll(X, y, w, b):
        _, dw, db = right_nll(X, y, w, b)
        return np.mean(np.logaddexp(0, -y * (X @ w + b))), dw, db


@mistake(
    "bias-left-out",
    "Your logits lack the bias: z is X @ w + b.",
)
class _:
    def nll(X, y, w, b):
        return right_nll(X, y, w, 0.0)


@mistake(
    "ascends",
    "You walk uphill: the gradient, probability minus label, says where the loss grows. It keeps its sign in nll, and the step subtracts it.",
)
class _:
    def nll(X, y, w, b):
        loss, dw, db = right_nll(X, y, w, b)
        return loss, -dw, -db

    def fit_logistic(X, y, lr, steps):
        return walk(X, y, -lr, steps)


@mistake(
    "gradient-in-X",
    "You multiply the samples themselves by their errors: X belongs to the caller, and the next step needs it as it was. Work on a new array.",
)
class _:
    def nll(X, y, w, b):
        loss, _, db = right_nll(X, y, w, b)
        X *= ((sigmoid(X @ w + b) - y) / len(y))[:, None]
        return loss, X.sum(axis=0), db


@mistake(
    "bias-not-trained",
    "Your bias stays at 0, so the boundary cannot leave the origin. The bias has a gradient like any weight: take its step too.",
)
class _:
    def fit_logistic(X, y, lr, steps):
        w, history = np.zeros(X.shape[1]), []
        for _ in range(steps):
            loss, dw, _ = right_nll(X, y, w, 0.0)
            history.append(loss)
            w = w - lr * dw
        return w, 0.0, history


@mistake(
    "bias-at-the-new-weights",
    "You move w first and compute the bias's gradient afterwards: it belongs to another place. Take both gradients from one call of nll, then move both.",
)
class _:
    def fit_logistic(X, y, lr, steps):
        w, b, history = np.zeros(X.shape[1]), 0.0, []
        for _ in range(steps):
            loss, dw, _ = right_nll(X, y, w, b)
            history.append(loss)
            w = w - lr * dw
            b = b - lr * right_nll(X, y, w, b)[2]
        return w, b, history


@mistake(
    "history-after-the-step",
    "Your history holds the loss after each step. It should be the loss before it, so that the first is ln 2.",
)
class _:
    def fit_logistic(X, y, lr, steps):
        w, b, history = walk(X, y, lr, steps)
        return w, b, [*history[1:], right_nll(X, y, w, b)[0]] if steps else []


@mistake(
    "history-too-long",
    "Your history has one loss too many: it holds those before each step, and not the one after the last.",
)
class _:
    def fit_logistic(X, y, lr, steps):
        w, b, history = walk(X, y, lr, steps)
        return w, b, [*history, right_nll(X, y, w, b)[0]]


@mistake(
    "one-sample-at-a-time",
    "You take a step for every sample. Here a step uses all samples at once, with the mean of their gradients.",
)
class _:
    def fit_logistic(X, y, lr, steps):
        w, b, history = np.zeros(X.shape[1]), 0.0, []
        for _ in range(steps):
            history.append(right_nll(X, y, w, b)[0])
            for i in range(len(y)):
                _, dw, db = right_nll(X[i : i + 1], y[i : i + 1], w, b)
                w, b = w - lr * dw, b - lr * db
        return w, b, history


def walk(X, y, lr, steps):
    """Gradient descent as it should be, if lr is positive."""
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(steps):
        loss, dw, db = right_nll(X, y, w, b)
        history.append(loss)
        w, b = w - lr * dw, b - lr * db
    return w, b, history
