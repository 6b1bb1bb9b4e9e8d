"""Hidden checks of spike-1d."""

import numpy as np

from grader import check, expect

SIZES = [(5, 2), (7, 3), (8, 5), (6, 6), (11, 4), (9, 1), (10, 7), (3, 2)]


@check(points=2)
def slides_anything(lab):
    "slide1d agrees with its formula on random signals and filters."
    for L, k in SIZES:
        expect.matches(lab.slide1d, lab.rng.normal(size=L), lab.rng.normal(size=k))


@check(points=2)
def the_matrix_does_the_same(lab):
    "as_dense is right for random filters, and its product with a signal is slide1d."
    for L, k in SIZES:
        x, w = lab.rng.normal(size=L), lab.rng.normal(size=k)
        M = expect.matches(lab.as_dense, w, L)
        expect.close(M @ x, lab.slide1d(x, w), what="the product of the matrix and the signal")


@check(points=1)
def moves_with_the_signal(lab):
    "A signal moved by some samples gives answers moved by as many."
    pattern, w = lab.rng.normal(size=3), lab.rng.normal(size=4)
    early, late = np.zeros(14), np.zeros(14)
    early[3:6], late[5:8] = pattern, pattern
    first = expect.matches(lab.slide1d, early, w)
    second = expect.matches(lab.slide1d, late, w)
    expect.close(second[2:], first[:-2], what="the answers to the moved signal")


@check(points=1)
def the_best_fit(lab):
    "spike_anywhere is the largest answer, also where all are negative."
    for L, k in SIZES[:4]:
        expect.matches(lab.spike_anywhere, lab.rng.normal(size=L), lab.rng.normal(size=k))
    high = lab.rng.uniform(1.0, 1.5, size=9)
    high[0] = 3.0  # the first answer is the worst one
    expect.matches(lab.spike_anywhere, high)
    expect.matches(lab.spike_anywhere, lab.rng.integers(-9, 10, size=7), (2, -1))


@check(points=1)
def keeps_the_precision(lab):
    "float32 stays float32, integers become float64."
    x, w = lab.rng.normal(size=7).astype(np.float32), lab.rng.normal(size=3).astype(np.float32)
    expect.matches(lab.slide1d, x, w)
    expect.matches(lab.as_dense, w, 7)
    expect.matches(lab.slide1d, x, w.astype(np.float64))
    expect.matches(lab.slide1d, lab.rng.integers(-9, 10, size=8), lab.rng.integers(-9, 10, size=3))


@check(points=1)
def leaves_its_arguments_alone(lab):
    "Signal and filter stay as they are, and the answer is new."
    x, w = lab.rng.normal(size=6), lab.rng.normal(size=4)
    expect.shape(expect.unchanged(lab.slide1d, x, w), (3,), what="the answers")
    expect.shape(expect.unchanged(lab.as_dense, w, 6), (3, 6), what="the matrix")
    expect.not_aliased(lab.slide1d, x, np.ones(1))
