"""Hidden checks of the way from pixels to arrays."""

import numpy as np
from checks import standardised

from grader import check, expect

SHAPES = [(2, 3, 5, 7), (4, 2, 3, 5), (3, 1, 6, 4), (5, 4, 1, 3)]


@check(points=1)
def scales_pixels_of_any_shape(lab):
    "to_unit is right for any shape and any high."
    for shape, high in (((7,), 255), ((2, 3, 5), 16), ((3, 1, 2, 4), 100)):
        X = lab.rng.integers(0, high - 1, size=shape).astype(np.uint8)  # the brightest is not there
        expect.matches(lab.to_unit, X, high)


@check(points=2)
def turns_layouts_of_any_shape(lab):
    "Layouts change for any shape and dtype, there and back."
    for shape in SHAPES:
        X = lab.rng.normal(size=shape).astype(np.float32)
        last = expect.matches(lab.nchw_to_nhwc, X)
        expect.close(lab.nhwc_to_nchw(last), X, what="the batch, there and back,")
        expect.matches(lab.nhwc_to_nchw, lab.rng.integers(0, 256, size=shape).astype(np.uint8))
    for layout in ("NCHW", "NHWC"):
        expect.matches(lab.add_channel, lab.rng.normal(size=(3, 4, 2)).astype(np.float32), layout)


@check(points=2)
def standardises_with_the_training_set(lab):
    "Training and new samples are standardised by the training set alone."
    for shape in ((5,), (2, 3, 4)):
        train = lab.rng.normal(3, 2, size=(7, *shape))
        new = lab.rng.normal(-1, 4, size=(4, *shape))
        expect.matches(standardised, train, new)
        expect.matches(statistics, train)


@check(points=1)
def survives_constant_positions(lab):
    "A position that never varies gives 0 in training, and stays finite."
    train = lab.rng.normal(size=(6, 3, 4))
    train[:, 1] = lab.rng.integers(-3, 4, size=4)
    new = lab.rng.normal(size=(2, 3, 4))
    mine, _ = expect.matches(standardised, train, new)
    expect.close(mine[:, 1], np.zeros((6, 4)), what="what never varies")
    expect.matches(statistics, train)
    expect.matches(standardised, np.ones((1, 2)), np.array([[3.0, 1.0]]))


@check(points=2)
def keeps_the_precision(lab):
    "float32 stays float32, integers give float64, statistics are float64."
    for dtype in (np.float32, np.uint8):
        train = lab.rng.integers(0, 200, size=(9, 4)).astype(dtype)
        new = lab.rng.integers(0, 200, size=(2, 4)).astype(dtype)
        expect.matches(standardised, train, new)
        expect.matches(statistics, train)


@check(points=1)
def keeps_standardizers_apart(lab):
    "Each Standardizer has statistics of its own; fitting replaces them."
    one, two, new = (lab.rng.normal(size=(5, 3)) for _ in range(3))

    def apart(m, one, two, new):
        s, t = m.Standardizer(), m.Standardizer()
        s.fit(one)
        t.fit(two)
        first = s.transform(new)
        s.fit(two)
        return first, s.transform(new), t.transform(new)

    expect.matches(apart, one, two, new)


@check(points=1)
def leaves_its_arguments_alone(lab):
    "No function changes the array it is given."
    images = lab.rng.integers(1, 200, size=(2, 3, 4)).astype(np.uint8)
    expect.unchanged(lab.to_unit, images)
    expect.unchanged(lab.add_channel, images, "NCHW")
    expect.unchanged(lab.nchw_to_nhwc, lab.rng.normal(size=(2, 3, 4, 5)))
    expect.unchanged(lab.nhwc_to_nchw, lab.rng.normal(size=(2, 3, 4, 5)))
    train, new = lab.rng.normal(size=(5, 3)), lab.rng.normal(size=(5, 3))
    expect.unchanged(standardised, train, new)


def statistics(m, train):
    """What fit found; None if fit gives None."""
    s = m.Standardizer().fit(train)
    return None if s is None else (s.mean_, s.std_)
