"""Hidden checks of the one-hot vectors."""

import numpy as np

from grader import check, expect

SIZES = [(2, 3), (5, 4), (7, 10), (9, 2), (1, 6), (3, 1), (11, 8)]


@check(points=2)
def agrees_on_random_labels(lab):
    "one_hot is right for any number of samples and classes."
    for n, k in SIZES:
        expect.matches(lab.one_hot, lab.rng.integers(0, k, size=n), k)


@check(points=1)
def goes_there_and_back(lab):
    "Every row adds up to 1, and from_one_hot undoes one_hot."
    for n, k in SIZES[:3]:
        y = lab.rng.integers(0, k, size=n)
        rows = expect.matches(lab.one_hot, y, k)
        expect.close(rows.sum(axis=1), np.ones(n), what="the sum of each row")
        expect.close(lab.from_one_hot(rows), y, what="the labels, there and back,")


@check(points=1)
def takes_integers_of_any_size(lab):
    "Many labels of a small integer type do not wrap around."
    y = lab.rng.integers(0, 11, size=60)
    for dtype in (np.uint8, np.int8, np.uint16, np.int32):
        expect.matches(lab.one_hot, y.astype(dtype), 11)


@check(points=1)
def refuses_a_single_bad_label(lab):
    "One label that is no class is enough, wherever it stands."
    for bad in (6, 250, -1, -5):
        y = lab.rng.integers(0, 6, size=8)
        y[lab.rng.integers(0, 8)] = bad
        expect.raises(ValueError, lab.one_hot, y, 6)
    expect.raises(ValueError, lab.one_hot, np.array([1, 200, 0], dtype=np.uint8), 6)


@check(points=2)
def votes_for_the_largest(lab):
    "from_one_hot is right for any scores, with ties and without."
    for n, k in SIZES:
        expect.matches(lab.from_one_hot, lab.rng.normal(size=(n, k)))
    expect.matches(lab.from_one_hot, lab.rng.integers(0, 3, size=(20, 5)))
    expect.matches(lab.from_one_hot, np.zeros((0, 4)))


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No function changes the array it is given."
    expect.unchanged(lab.one_hot, lab.rng.integers(1, 5, size=9), 5)
    expect.unchanged(lab.from_one_hot, lab.rng.normal(size=(4, 3)))
