"""Public checks of the batches. Sample i is the row (i, 100 + i), its label is i."""

import numpy as np

from grader import check, datasets, expect


@check(points=2)
def cuts_ten_into_four_four_two(lab):
    "Unshuffled, ten samples in batches of four come as 4, 4 and 2."
    batches = expect.matches(in_order, *numbered(10), 4)
    sizes = [len(xb) for xb, _ in batches]
    expect.close(sizes, [4, 4, 2], what="the sizes of the batches")
    labels = [int(i) for _, yb in batches for i in yb]
    expect.close(labels, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], what="the labels in turn")


@check(points=2)
def deals_each_sample_once(lab):
    "In a shuffled epoch each sample comes exactly once."
    samples, _ = one_epoch(lab, 23, 5, lab.generator())
    once = len(np.unique(samples)) == len(samples)
    expect.that(once, "No sample should come twice in one epoch, but some do.", mistake="with-replacement")
    came = len(samples)
    cut_off = "drops-tail" if came == 20 else None
    expect.that(came == 23, f"All 23 samples should come in one epoch; {came} came.", mistake=cut_off)


@check(points=2)
def keeps_the_pairs_together(lab):
    "Each sample arrives with its own label."
    samples, labels = one_epoch(lab, 23, 5, lab.generator())
    expect.that(len(np.unique(samples)) > 1, "The samples of an epoch should be different ones.")
    together = np.array_equal(samples, labels)
    expect.that(
        together, "Sample i should come with label i; some come with another.", mistake="x-y-misaligned"
    )


@check(points=2)
def mixes_anew_every_epoch(lab):
    "Every epoch has a random order of its own."
    rng = lab.keep(lab.generator())  # one generator, which moves on from epoch to epoch
    first, _ = one_epoch(lab, 24, 4, rng)
    second, _ = one_epoch(lab, 24, 4, rng)
    expect.that(len(first) == 24, f"All 24 samples should come in one epoch; {len(first)} came.")
    shuffled = not np.array_equal(first, np.arange(24))
    expect.that(shuffled, "The samples come in the order in which they lie in X.", mistake="never-shuffles")
    another = not np.array_equal(first, second)
    expect.that(another, "The second epoch has the order of the first.", mistake="same-order-every-epoch")
    mixed = np.any(np.diff(first) != 1, where=np.arange(1, 24) % 4 != 0)
    expect.that(mixed, "Every batch holds four neighbours of X.", mistake="shuffles-whole-batches")


@check(points=1)
def deals_digits_with_their_rows(lab):
    "Scaled digits with a channel come with the one-hot rows of their labels."
    digits = datasets.load("digits").train
    X, Y = (digits.x[:25, None] / 255).astype(np.float32), np.eye(10)[digits.y[:25]]
    dealt = [two(batch) for batch in lab.minibatches(X, Y, 8, lab.generator())]
    for (xb, yb), size in zip(dealt, (8, 8, 8, 1), strict=False):
        expect.shape(xb, (size, 1, 8, 8), what="the digits of a batch")
        expect.shape(yb, (size, 10), what="the rows of a batch")
    pairs = {(x.tobytes(), y.tobytes()) for xb, yb in dealt for x, y in zip(xb, yb, strict=True)}
    right = {(x.tobytes(), y.tobytes()) for x, y in zip(X, Y, strict=True)}
    expect.that(pairs == right, "The pairs of digits and rows should be those of the data set, all of them.")


@check(points=1)
def leaves_the_data_set_alone(lab):
    "After a shuffled epoch X and y are what they were."
    X, y = numbered(23)
    X_there, y_there = lab.keep(X), lab.keep(y)
    for _ in lab.minibatches(X_there, y_there, 5, lab.generator()):
        pass
    untouched = np.array_equal(X_there.copy(), X) and np.array_equal(y_there.copy(), y)
    expect.that(untouched, "X and y should stay as they were; they did not.", mistake="in-place-shuffle")


@check(points=1)
def drops_a_short_batch_on_request(lab):
    "drop_last leaves out a short last batch, never a full one."
    for n, sizes in ((10, [4, 4]), (12, [4, 4, 4])):
        batches = expect.matches(in_order, *numbered(n), 4, drop_last=True)
        expect.close([len(xb) for xb, _ in batches], sizes, what="the sizes of the batches")


@check(points=1)
def refuses_nonsense(lab):
    "A batch size below 1, or a label too few, is a ValueError."
    X, y = numbered(6)
    expect.raises(ValueError, in_order, X, y, -2)
    expect.raises(ValueError, in_order, X, y, 0)
    expect.raises(ValueError, in_order, X, y[:5], 2)


def numbered(n):
    """n samples (n, 2) and their labels (n,)."""
    return np.arange(n)[:, None] + np.array([0.0, 100.0]), np.arange(n)


def two(batch):
    """A batch, which must be a pair: anything else of length two would be taken apart in silence."""
    pair = isinstance(batch, (tuple, list)) and len(batch) == 2
    expect.that(pair, "`minibatches` should yield two things at a time, (xb, yb).")
    return batch


def in_order(m, X, y, batch_size, **options):
    """The batches of one epoch without shuffling, and without a generator."""
    return [two(batch) for batch in m.minibatches(X, y, batch_size, None, shuffle=False, **options)]


def one_epoch(lab, n, batch_size, rng):
    """The numbers of the samples, and their labels, as one shuffled epoch deals them out."""
    batches = [two(batch) for batch in lab.minibatches(*numbered(n), batch_size, rng)]
    samples = np.concatenate([np.asarray(xb)[:, 0] for xb, _ in batches])
    return samples.astype(int), np.concatenate([yb for _, yb in batches])
