"""Hidden checks of the batches."""

import numpy as np
from checks import in_order, two

from grader import check, expect

DRAWS = ("permutation", "permuted", "shuffle", "choice", "integers", "random")


@check(points=2)
def cuts_any_size(lab):
    "Data sets of any size are cut in order, even empty ones."
    for n, size in [(0, 3), (2, 7), (4, 1)] + random_sizes(lab.rng, 2):
        expect.matches(in_order, *labelled(lab.rng, n), size)
    for n, size in [(2, 7), (6, 6)]:
        expect.matches(in_order, *labelled(lab.rng, n), size, drop_last=True)


@check(points=2)
def deals_complete_epochs(lab):
    "Shuffled epochs of any size are complete and keep the pairs."
    for n, size in [(0, 4), (3, 8), (12, 4)] + random_sizes(lab.rng, 4):
        dealt = lab.minibatches(np.arange(n), -np.arange(n), size, lab.generator())
        batches = [two(batch) for batch in dealt]
        sizes = [len(xb) for xb, _ in batches]
        expected = [size] * (n // size) + [n % size] * (n % size > 0)
        right = sizes == expected
        expect.that(right, "Some batches do not have the size they should.", mistake=cause(sizes, expected))
        samples = [int(i) for xb, _ in batches for i in xb]
        labels = [int(i) for _, yb in batches for i in yb]
        once = len(set(samples)) == n
        expect.that(once, "Some samples come more than once.", mistake="with-replacement")
        together = labels == [-i for i in samples]
        expect.that(together, "Some samples come with other samples' labels.", mistake="x-y-misaligned")


@check(points=1)
def repeats_itself_on_request(lab):
    "The same rng gives the same order, another rng another."
    rng = lab.generator()
    first, again, *others = (
        shuffled(lab, 30, source) for source in (rng, rng, lab.generator(), lab.generator(), lab.generator())
    )
    expect.that(first == again, "The same rng gives two different orders.", mistake="ignores-rng")
    expect.that(first != list(range(30)), "The samples come in the order of X.", mistake="never-shuffles")
    same = all(first == other for other in others)
    expect.that(not same, "Four rngs give the same order.", mistake="same-order-every-epoch")


@check(points=1)
def draws_nothing_in_order(lab):
    "With shuffle=False nothing is drawn from rng."
    spy = CountingRng()
    batches = lab.minibatches(np.arange(6), np.arange(6), 3, lab.stub(spy, methods=DRAWS), shuffle=False)
    in_turn = [int(i) for batch in batches for i in two(batch)[0]]
    expect.that(in_turn == list(range(6)), "With shuffle=False the samples should come in the order of X.")
    expect.that(spy.draws == 0, "With shuffle=False rng should not be used, but it was.")


@check(points=1)
def carries_images_and_vectors(lab):
    "Samples and labels keep their further axes and their dtypes."
    images = lab.rng.integers(0, 256, size=(7, 1, 3, 5)).astype(np.uint8)
    targets = lab.rng.normal(size=(7, 4)).astype(np.float32)
    expect.matches(in_order, images, targets, 3)
    expect.matches(in_order, images, targets, 3, drop_last=True)


@check(points=1)
def leaves_it_alone_again_and_again(lab):
    "After two shuffled epochs X and y are what they were."
    X, y = labelled(lab.rng, 19)
    X_there, y_there, rng = lab.keep(X), lab.keep(y), lab.keep(lab.generator())
    for _ in range(2):
        list(lab.minibatches(X_there, y_there, 4, rng))
    untouched = np.array_equal(X_there.copy(), X) and np.array_equal(y_there.copy(), y)
    expect.that(untouched, "X and y should stay as they were; they did not.", mistake="in-place-shuffle")


def cause(sizes, expected):
    """The mistake that wrong sizes of batches give away, if they do."""
    if sorted(sizes) == sorted(expected):
        return "shuffles-whole-batches"
    return "drops-tail" if sizes == expected[:-1] else None


class CountingRng:
    """Stands in for a generator, never shuffles, and counts how often it is asked to draw."""

    def __init__(self):
        self.draws = 0

    def permutation(self, x, *args, **kwargs):
        self.draws += 1
        return np.arange(x) if isinstance(x, int) else x

    permuted = choice = permutation

    def shuffle(self, x, *args, **kwargs):
        self.draws += 1

    def integers(self, *args, **kwargs):
        self.draws += 1
        return 0

    random = integers


def random_sizes(rng, count):
    """Pairs (n, batch size), the former no multiple of the latter."""
    sizes = rng.integers(3, 8, size=count)
    return [(int(size * rng.integers(2, 5) + rng.integers(1, size)), int(size)) for size in sizes]


def labelled(rng, n):
    """n random samples (n, 3) and labels (n,), all different."""
    return rng.normal(size=(n, 3)), rng.permutation(n)


def shuffled(lab, n, rng):
    """The order in which a shuffled epoch deals out n samples: a list."""
    batches = lab.minibatches(np.arange(n), np.arange(n), 7, rng)
    return [int(i) for batch in batches for i in two(batch)[0]]
