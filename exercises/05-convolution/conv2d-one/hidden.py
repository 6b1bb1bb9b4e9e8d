"""Hidden checks of conv2d-one."""

import numpy as np

from grader import check, expect

# (H, W), (kh, kw): never square, never alike
SHAPES = [
    ((4, 6), (2, 3)),
    ((6, 4), (3, 2)),
    ((5, 7), (4, 3)),
    ((5, 8), (2, 5)),
    ((7, 5), (5, 2)),
    ((4, 5), (3, 4)),
    ((6, 7), (4, 5)),
    ((6, 5), (3, 4)),
]
EMBOSS = np.array([[-2.0, -1.0, 0.0], [-1.0, 1.0, 1.0], [0.0, 1.0, 2.0]])


def draw(lab, shapes):
    """A random image and a random kernel of these shapes."""
    image, kernel = shapes
    return lab.rng.normal(size=image), lab.rng.normal(size=kernel)


@check(points=2)
def correlates_anything(lab):
    "correlate2d agrees with its formula on random inputs."
    for shapes in SHAPES:
        expect.matches(lab.correlate2d, *draw(lab, shapes))


@check(points=2)
def convolves_anything(lab):
    "convolve2d agrees with its formula on random inputs."
    for shapes in SHAPES:
        expect.matches(lab.convolve2d, *draw(lab, shapes))


@check(points=1)
def embosses(lab):
    "Both functions get the emboss kernel right."
    X = lab.rng.normal(size=(5, 7))
    expect.matches(lab.correlate2d, X, EMBOSS)
    expect.matches(lab.convolve2d, X, EMBOSS)


@check(points=1)
def padded_convolution_commutes(lab):
    "With zeros around the image, image and kernel commute."
    a, b = draw(lab, ((3, 4), (2, 5)))
    expect.close(padded(lab, b, a), padded(lab, a, b), what="the convolution with image and kernel exchanged")


def padded(m, image, kernel):
    """The convolution at every place where the kernel touches the image."""
    kh, kw = kernel.shape
    return expect.matches(m.convolve2d, np.pad(image, ((kh - 1, kh - 1), (kw - 1, kw - 1))), kernel)


@check(points=1)
def keeps_float32(lab):
    "float32 in, float32 out."
    X, K = (a.astype(np.float32) for a in draw(lab, ((6, 5), (2, 3))))
    expect.matches(lab.correlate2d, X, K)
    expect.matches(lab.convolve2d, X, K)


@check(points=1)
def leaves_its_arguments_alone(lab):
    "Image and kernel stay as they are."
    X, K = draw(lab, ((5, 6), (3, 2)))
    for f in (lab.correlate2d, lab.convolve2d):
        expect.shape(expect.unchanged(f, X, K), (3, 5), what="the map")
