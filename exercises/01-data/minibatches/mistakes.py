"""Wrong ways to deal out a data set that people write."""

import numpy as np
from solution import cut

from grader import mistake


def require_sense(X, y, batch_size):
    """Raise ValueError for arguments that the exercise refuses."""
    if batch_size < 1 or len(X) != len(y):
        raise ValueError("bad arguments")


@mistake(
    "drops-tail",
    "The samples at the end get lost: when N is no multiple of the batch size, the last batch is shorter, "
    "and it is left out only if drop_last asks for it.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        order = rng.permutation(len(X)) if shuffle else np.arange(len(X))
        for i in range(len(X) // batch_size):
            picked = order[i * batch_size : (i + 1) * batch_size]
            yield X[picked], y[picked]


@mistake(
    "x-y-misaligned",
    "Samples arrive with other samples' labels: X and y do not follow the same order. "
    "Draw one order per epoch, and pick from both arrays with it.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        if shuffle:
            X, y = rng.permutation(X), rng.permutation(y)
        for picked in cut(np.arange(len(X)), batch_size, drop_last):
            yield X[picked], y[picked]


@mistake(
    "with-replacement",
    "Within one epoch some samples come twice and others never: each batch is drawn anew from the whole set. "
    "Draw one permutation per epoch and cut it into batches.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        for positions in cut(np.arange(len(X)), batch_size, drop_last):
            picked = rng.integers(0, len(X), size=len(positions)) if shuffle else positions
            yield X[picked], y[picked]


@mistake(
    "same-order-every-epoch",
    "Every epoch has the same random order: it does not depend on where rng stands. "
    "Let each call draw a new order from the rng it is given, not from a generator made or seeded inside.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        order = np.arange(len(X))
        if shuffle:
            np.random.default_rng(42).shuffle(order)
        for picked in cut(order, batch_size, drop_last):
            yield X[picked], y[picked]


@mistake(
    "in-place-shuffle",
    "The data set itself has been reordered: X and y belong to the caller. "
    "Shuffle an array of positions instead, and pick the samples with it.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        if shuffle:
            order = rng.permutation(len(X))
            X[:], y[:] = X[order], y[order]
        for picked in cut(np.arange(len(X)), batch_size, drop_last):
            yield X[picked], y[picked]


@mistake(
    "never-shuffles",
    "With shuffle=True the samples still come in the order of X: put their positions in a random order, drawn from rng.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        for picked in cut(np.arange(len(X)), batch_size, drop_last):
            yield X[picked], y[picked]


@mistake(
    "shuffles-whole-batches",
    "You shuffle the batches, not the samples: neighbours in X stay together in every epoch. "
    "Put the samples in a random order first, and cut that order into batches.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        batches = list(cut(np.arange(len(X)), batch_size, drop_last))
        for i in rng.permutation(len(batches)) if shuffle else range(len(batches)):
            yield X[batches[i]], y[batches[i]]


@mistake(
    "ignores-rng",
    "The same rng gives another order each time: your randomness comes from somewhere else, such as NumPy's global functions. "
    "Draw from the rng that is handed in, so that a run can be repeated.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        order = np.random.permutation(len(X)) if shuffle else np.arange(len(X))
        for picked in cut(order, batch_size, drop_last):
            yield X[picked], y[picked]


@mistake(
    "drops-a-full-batch",
    "With drop_last your last batch is left out even when it is full: only a batch with fewer than batch_size samples may go.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        require_sense(X, y, batch_size)
        order = rng.permutation(len(X)) if shuffle else np.arange(len(X))
        batches = list(cut(order, batch_size, drop_last=False))
        for picked in batches[:-1] if drop_last else batches:
            yield X[picked], y[picked]


@mistake(
    "arguments-unchecked",
    "Arguments that make no sense get through: a batch size below 1, or different numbers of samples and labels, "
    "must be refused with a ValueError before the first batch.",
)
class _:
    def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
        order = rng.permutation(len(X)) if shuffle else np.arange(len(X))
        for picked in cut(order, batch_size, drop_last):
            yield X[picked], y[picked]
