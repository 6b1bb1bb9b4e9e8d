"""Public checks of the way from pixels to arrays."""

import numpy as np

from grader import check, expect

X = np.array([[[[1, 2, 3], [4, 5, 6]], [[10, 20, 30], [40, 50, 60]]]])  # (1, 2, 2, 3) in NCHW
TRAIN = np.array([[2.0, 5.0], [4.0, 5.0], [6.0, 5.0]])


def pixels(*values):
    """Some pixels, as bytes."""
    return np.array(values, dtype=np.uint8)


def standardised(m, train, other):
    """Both sets, with the statistics of the first; None if fit gives None."""
    s = m.Standardizer().fit(train)
    return None if s is None else (s.transform(train), s.transform(other))


@check(points=2)
def scales_bytes_to_shares(lab):
    "to_unit gives 0, 0.2, 1 for 0, 51, 255, and heeds high."
    shares = expect.matches(lab.to_unit, pixels(0, 51, 255))
    expect.close(shares, np.array([0.0, 0.2, 1.0], dtype=np.float32))
    expect.matches(lab.to_unit, pixels([[3, 7], [100, 200]]))
    shares = expect.matches(lab.to_unit, pixels(0, 4, 16), high=16)
    expect.close(shares, np.array([0.0, 0.25, 1.0], dtype=np.float32))


@check(points=1)
def refuses_what_it_does_not_know(lab):
    "Floats in to_unit, and any other layout, are a ValueError."
    for dtype in (np.float32, np.float64):
        expect.raises(ValueError, lab.to_unit, np.array([0.2, 1.0], dtype=dtype))
    for layout in ("NWHC", "nchw"):
        expect.raises(ValueError, lab.add_channel, np.ones((2, 3, 4)), layout)


@check(points=2)
def adds_the_channel_axis(lab):
    "add_channel puts an axis of length 1 where the layout wants it."
    images = np.arange(30, dtype=np.uint8).reshape(2, 3, 5)
    front = expect.matches(lab.add_channel, images, "NCHW")
    expect.shape(front, (2, 1, 3, 5))
    back = expect.matches(lab.add_channel, images, "NHWC")
    expect.shape(back, (2, 3, 5, 1))


@check(points=2)
def moves_the_channels(lab):
    "The lesson's image goes from NCHW to NHWC and back."
    last = expect.matches(lab.nchw_to_nhwc, X)
    expect.close(last[0, 0], np.array([[1, 10], [2, 20], [3, 30]]), what="the first row of pixels")
    first = expect.matches(lab.nhwc_to_nchw, last)
    expect.close(first, X, what="the image, there and back,")


@check(points=2)
def standardises_the_lessons_samples(lab):
    "Standardizer gives the lesson's numbers for three samples and a new one."
    train, new = expect.matches(standardised, TRAIN, np.array([[8.0, 7.0]]))
    expect.close(train, np.array([[-1.2247448714, 0.0], [0.0, 0.0], [1.2247448714, 0.0]]))
    expect.close(new, np.array([[2.4494897428, 2.0]]), what="the new sample")


@check(points=1)
def wants_to_be_fitted_first(lab):
    "transform before fit is a RuntimeError."

    def too_early(m):
        return m.Standardizer().transform(TRAIN)

    expect.raises(RuntimeError, too_early)
