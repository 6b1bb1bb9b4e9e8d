"""Known wrong answers to learn-a-filter."""

import numpy as np
from solution import correlate, gradient
from solution import learn_filter as right_learn_filter

from grader import mistake


@mistake(
    "sum-not-mean",
    "Your gradient is that of the sum of squares, so that each step is as many times too long as there are places, and the losses explode. The loss is the mean: divide by the number of all places in all samples.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        with np.errstate(all="ignore"):
            return descend(X, Y, lr, steps, rng, lambda X, error: gradient(X, error) * error.size)


@mistake(
    "mean-over-samples-only",
    "Your gradient is divided by the number of samples only. The loss is the mean over samples and places, so divide by the number of both together.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        with np.errstate(all="ignore"):
            return descend(X, Y, lr, steps, rng, lambda X, error: gradient(X, error) * error[0].size)


@mistake(
    "gradient-flipped",
    "Your gradient is turned by half a turn. The maps are correlations, and so is the gradient: each weight meets the pixels that it met on the way forward.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        return descend(X, Y, lr, steps, rng, lambda X, error: gradient(X, error)[::-1, ::-1])


@mistake(
    "learns-the-turned-kernel",
    "Your maps are true convolutions, so what you learn is the kernel turned by half a turn. The maps in Y are cross-correlations: lay the kernel on the image as it is.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        return descend(
            X,
            Y,
            lr,
            steps,
            rng,
            lambda X, error: gradient(X, error)[::-1, ::-1],
            predict=lambda X, K: correlate(X, K[::-1, ::-1]),
        )


@mistake(
    "updates-wrong-sign",
    "Your kernel goes uphill: the step is added along the gradient, and the loss grows. Go against it.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        with np.errstate(all="ignore"):
            return descend(X, Y, lr, steps, rng, lambda X, error: -gradient(X, error))


@mistake(
    "half-the-gradient",
    "Your gradient lacks the factor 2 of the derivative of a square. Here the loss is the mean of the squares without a half in front.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        return descend(X, Y, lr, steps, rng, lambda X, error: gradient(X, error) / 2)


@mistake(
    "half-the-loss",
    "Your losses are half as large as they should be: here the loss is the mean of the squares, without a half in front.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        K, history = right_learn_filter(X, Y, lr, steps, rng)
        return K, [loss / 2 for loss in history]


@mistake(
    "starts-at-the-answer",
    "Your kernel starts at a filter that you know already. What is to be learned must not be put in: start at small random numbers from rng.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        return descend(X, Y, lr, steps, rng, gradient, start=[[-1.0, 0.0, 1.0]] * 3)


@mistake(
    "starts-at-zero",
    "Your kernel starts at zero and leaves rng alone. One kernel can be learned from there, but two would remain twins forever: start at small random numbers.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        return descend(X, Y, lr, steps, rng, gradient, start=np.zeros((3, 3)))


@mistake(
    "starts-too-large",
    "Your start is drawn with a standard deviation of 1. The docstring asks for small random numbers, a tenth of that.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        return descend(X, Y, lr, steps, rng, gradient, start=rng.normal(size=(3, 3)))


@mistake(
    "loss-after-update",
    "Your losses are taken after each update, so that the first one, the loss at the start, is missing. Note the loss first, then step.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        K, history = right_learn_filter(X, Y, lr, steps, rng)
        return K, history[1:] + [float(((correlate(X, K) - Y) ** 2).mean())] * bool(history)


@mistake(
    "first-image-only",
    "Your kernel learns from the first image alone. The gradient is a mean over all samples.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        right_learn_filter(X, Y, lr, 0, np.random.default_rng(0))
        return right_learn_filter(X[:1], Y[:1], lr, steps, rng)


@mistake(
    "maps-stretched",
    "Maps that do not belong to these images are accepted: NumPy stretches them in silence, and something is learned that means nothing. Compare the shapes, and raise ValueError.",
)
class _:
    def learn_filter(X, Y, lr, steps, rng):
        Y = np.broadcast_to(Y, (len(X), X.shape[1] - 2, X.shape[2] - 2))
        return right_learn_filter(X, Y, lr, steps, rng)


def descend(X, Y, lr, steps, rng, slope, predict=correlate, start=None):
    """learn_filter with another gradient, another forward pass or another start."""
    right_learn_filter(X, Y, lr, 0, np.random.default_rng(0))  # raises what the right one raises
    K = rng.normal(0, 0.1, size=(3, 3)) if start is None else np.array(start)
    history = []
    for _ in range(steps):
        error = predict(X, K) - Y
        history.append(float((error**2).mean()))
        K = K - lr * slope(X, error)
    return K, history
