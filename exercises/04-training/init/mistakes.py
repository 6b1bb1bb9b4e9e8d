"""What learners get wrong about first weights."""

import numpy as np
from solution import fans
from solution import init as right_init

from grader import mistake

_VARIANCES = {"he": lambda i, o: 2 / i, "xavier": lambda i, o: 2 / (i + o)}


def drawn(shape, kind, rng, std, variances=None, fans=fans, sample=None):
    """The right weights, but for the rule given: another variance, other fans, another draw."""
    if kind not in _VARIANCES or len(shape) == 1:
        return right_init(shape, kind, rng, std)
    scale = np.sqrt({**_VARIANCES, **(variances or {})}[kind](*fans(shape)))
    return rng.normal(0, scale, shape) if sample is None else sample(rng, scale, shape)


@mistake(
    "std-vs-var",
    "You use a variance where the draw expects a standard deviation, its root. The weights come out much "
    "too small.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return drawn(shape, kind, rng, std, sample=lambda rng, s, shape: rng.normal(0, s**2, shape))


@mistake(
    "fan-out-for-fan-in",
    "You divide by the fan-out where he asks for the fan-in: count what goes into one unit, not what "
    "comes out of it.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return drawn(shape, kind, rng, std, {"he": lambda i, o: 2 / o})


@mistake(
    "fan-out-forgotten",
    "Your xavier looks at the fan-in alone. It is the compromise between both directions: the fan-in and "
    "the fan-out stand together below the line.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return drawn(shape, kind, rng, std, {"xavier": lambda i, o: 1 / i})


@mistake(
    "he-without-two",
    "Your he lacks the factor 2. ReLU lets only half of the values through, and the weights have to make "
    "up for the other half.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return drawn(shape, kind, rng, std, {"he": lambda i, o: 1 / i})


@mistake(
    "limit-is-not-std",
    "You draw uniformly and take the standard deviation for the limit. A uniform number between minus and "
    "plus a has the variance a²/3, so the limit has to be larger.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return drawn(shape, kind, rng, std, sample=lambda rng, s, shape: rng.uniform(-s, s, shape))


@mistake(
    "kernel-area-forgotten",
    "You count the channels of a convolution, but not the cells of its window. One output adds up C·kh·kw "
    "products.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return drawn(shape, kind, rng, std, fans=lambda s: (s[1], s[0]) if len(s) == 4 else fans(s))


@mistake(
    "dense-rule-for-kernels",
    "You take the first two axes of a kernel for fan-in and fan-out, as in a dense layer. A kernel has "
    "the shape (K, C, kh, kw): its inputs are the last three axes.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return drawn(shape, kind, rng, std, fans=lambda s: (s[0], s[1]))


@mistake(
    "random-biases",
    "Your biases are drawn. With he and xavier a shape of one axis means biases, and they begin at zero.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        if len(shape) == 1 and kind in _VARIANCES:
            return rng.normal(0, np.sqrt(2 / shape[0]), shape)
        return right_init(shape, kind, rng, std)


@mistake(
    "std-ignored",
    "Your normal weights take no notice of std. It is their standard deviation, and 0.01 only if nothing "
    "else is said.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return right_init(shape, kind, rng)


@mistake(
    "clip-not-resample",
    "You clip what falls outside, and so a heap of equal weights lies at each end. Draw these weights "
    "again until they fall inside.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        if kind != "truncated_normal":
            return right_init(shape, kind, rng, std)
        return np.clip(rng.normal(0, std, shape), -2 * std, 2 * std)


@mistake(
    "truncates-at-one-std",
    "You cut at one standard deviation instead of at two: a third of all draws is lost, and the weights "
    "are too small.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        if kind != "truncated_normal":
            return right_init(shape, kind, rng, std)
        return cut(shape, rng, std, std)


@mistake(
    "redraws-once",
    "You draw the outsiders again, but only once, and some of the new ones lie outside too. Repeat until "
    "none is left.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        if kind != "truncated_normal":
            return right_init(shape, kind, rng, std)
        w = rng.normal(0, std, shape)
        outside = np.abs(w) > 2 * std
        w[outside] = rng.normal(0, std, outside.sum())
        return w


@mistake(
    "global-rng",
    "You draw from a generator of your own and not from rng: the same state of rng gives other weights "
    "each time. Then no run can be repeated.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return right_init(shape, kind, np.random, std)


@mistake(
    "fixed-seed",
    "You draw from a generator with a fixed seed, so every layer and every run begins with the same "
    "numbers. Draw from the rng that you are given.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        return right_init(shape, kind, np.random.default_rng(0), std)


@mistake(
    "one-unit-copied",
    "You draw one unit and copy it to the others. Equal units get equal gradients and stay equal for "
    "ever: each weight needs a draw of its own.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        w = right_init(shape, kind, rng, std)
        return w if len(shape) != 2 else np.repeat(w[:, :1], shape[1], axis=1)


@mistake(
    "anything-else-is-he",
    "A kind that you do not know gets weights all the same, so a misspelt name goes unnoticed. Raise "
    "ValueError for it.",
)
class _:
    def init(shape, kind, rng, std=0.01):
        known = ("zeros", "normal", "truncated_normal", "xavier")
        return right_init(shape, kind if kind in known else "he", rng, std)


def cut(shape, rng, std, limit):
    """Normal weights, drawn again until none is further than limit from 0."""
    w = rng.normal(0, std, shape)
    while (np.abs(w) > limit).any():
        w = np.where(np.abs(w) > limit, rng.normal(0, std, shape), w)
    return w
