"""Hidden checks of classic-filters."""

import numpy as np
from checks import NAMES

from grader import check, expect


def image(lab, *shape, low=0, high=256):
    return lab.rng.integers(low, high, size=shape, dtype=np.uint8)


@check(points=2)
def filters_any_image(lab):
    "All four filters agree with their formulas on random images."
    for name in NAMES:
        expect.matches(lab.apply_filter, image(lab, 5, 7, low=90, high=120), name)
        expect.matches(lab.apply_filter, image(lab, 6, 4), name)


@check(points=1)
def filters_any_colours(lab):
    "All four filters agree with their formulas on random colours."
    for name in NAMES:
        expect.matches(lab.apply_filter, image(lab, 4, 6, 3, low=90, high=120), name)
        expect.matches(lab.apply_filter, image(lab, 3, 5, 3), name, pad="zero")


@check(points=1)
def any_border(lab):
    "All borders, grey and in colours."
    for pad in ("edge", "reflect", "zero"):
        for name in NAMES:
            expect.matches(lab.apply_filter, image(lab, 3, 5, low=90, high=120), name, pad=pad)
        expect.matches(lab.apply_filter, image(lab, 4, 3, 3), "emboss", True, pad)


@check(points=1)
def flat_areas(lab):
    "In a flat area sharpen, blur and emboss change nothing, edge is 0."
    level = int(lab.rng.integers(1, 256))
    flat = np.full((4, 5), level, dtype=np.uint8)
    for name in NAMES:
        for pad in ("edge", "reflect"):
            answer = expect.matches(lab.apply_filter, flat, name, pad=pad)
            expect.close(answer, flat * (name != "edge"), what="a flat area")


@check(points=1)
def sums_without_normalising(lab):
    "With normalise=False only blur changes."
    for name in NAMES:
        dark = image(lab, 4, 6, high=28)
        expect.matches(lab.apply_filter, dark, name, normalise=False)
        expect.matches(lab.apply_filter, image(lab, 3, 4, 3), name, normalise=False)


@check(points=1)
def leaves_the_image_alone(lab):
    "The image stays as it is, and the answer is a new array."
    for shape in ((4, 5), (3, 4, 3)):
        expect.unchanged(lab.apply_filter, image(lab, *shape), "sharpen")
        expect.not_aliased(lab.apply_filter, np.full(shape, 7, dtype=np.uint8), "blur")
