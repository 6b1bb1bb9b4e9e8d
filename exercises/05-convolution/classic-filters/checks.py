"""Public checks of classic-filters. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

NAMES = ("sharpen", "blur", "edge", "emboss")


def pixels(*rows):
    return np.array(rows, dtype=np.uint8)


def kernel(m, name):
    """One of the kernels, as floats, whatever numbers it is made of."""
    kernels = m.KERNELS
    there = isinstance(kernels, dict) and name in kernels
    expect.that(there, f'`KERNELS` should be a dict that holds a 3×3 array as "{name}".')
    return np.asarray(kernels[name], dtype=float)


@check(points=2)
def four_kernels(lab):
    "KERNELS holds the four kernels; their weights add up to 1, 9, 0 and 1."
    for name, total in zip(NAMES, (1, 9, 0, 1), strict=True):
        found = expect.matches(kernel, name)
        expect.shape(found, (3, 3), what=f"the kernel {name}")
        expect.close(float(found.sum()), float(total), what=f"the sum of the kernel {name}")


@check(
    points=2,
    cases=[
        {"filter": "blur", "row": [50, 50, 57, 63, 70]},
        {"filter": "edge", "row": [0, 0, 20, 0, 0]},
        {"filter": "sharpen", "row": [50, 50, 30, 90, 70]},
        {"filter": "emboss", "row": [50, 50, 110, 130, 70]},
    ],
)
def a_step(lab, case):
    "Each filter's answer to the lesson's step from 50 to 70."
    step = pixels(*[[50, 50, 50, 70, 70]] * 3)
    answer = expect.matches(lab.apply_filter, step, case["filter"])
    expect.close(answer, pixels(*[case["row"]] * 3))


@check(points=1)
def one_bright_pixel(lab):
    "One pixel of 110 in grey 100: embossing stamps the turned kernel on it."
    grey = np.full((3, 5), 100, dtype=np.uint8)
    grey[1, 2] = 110
    answer = expect.matches(lab.apply_filter, grey, "emboss")
    expect.close(answer, pixels([100, 120, 110, 100, 100], [100, 110, 110, 90, 100], [100, 100, 90, 80, 100]))


@check(points=1)
def stays_in_range(lab):
    "A step from 50 to 200: sums of -100 and 350 become 0 and 255."
    step = pixels(*[[50, 50, 50, 200, 200]] * 3)
    answer = expect.matches(lab.apply_filter, step, "sharpen")
    expect.close(answer, pixels(*[[50, 50, 0, 255, 200]] * 3))
    flat = np.full((2, 4), 20, dtype=np.uint8)
    expect.close(expect.matches(lab.apply_filter, flat, "blur"), flat)
    expect.close(expect.matches(lab.apply_filter, flat, "blur", normalise=False), flat * 9)
    expect.close(expect.matches(lab.apply_filter, flat + 30, "blur", normalise=False), flat * 0 + 255)


@check(points=2)
def beyond_the_border(lab):
    "The lesson's small image, blurred with each of the three borders."
    img = pixels([10, 20, 30], [40, 50, 60])
    expect.close(expect.matches(lab.apply_filter, img, "blur"), pixels([23, 30, 37], [33, 40, 47]))
    expect.close(
        expect.matches(lab.apply_filter, img, "blur", pad="zero"), pixels([13, 23, 18], [13, 23, 18])
    )
    expect.close(
        expect.matches(lab.apply_filter, img, "blur", pad="reflect"), pixels([37, 40, 43], [27, 30, 33])
    )


@check(points=2)
def colours(lab):
    "The channels of a colour image are filtered each by itself."
    img = lab.rng.integers(0, 256, size=(4, 5, 3), dtype=np.uint8)
    for name in NAMES:
        answer = expect.matches(lab.apply_filter, img, name)
        red = lab.apply_filter(img[:, :, 0], name)
        expect.close(red, answer[:, :, 0], what="the first channel filtered alone")


@check(points=1)
def refuses_what_it_does_not_know(lab):
    "An unknown filter or border raises ValueError."
    img = np.ones((3, 4), dtype=np.uint8)
    expect.raises(ValueError, lab.apply_filter, img, "sharp")
    expect.raises(ValueError, lab.apply_filter, img, "blur", pad="wrap")
    expect.raises(ValueError, lab.apply_filter, img, "emboss", pad="constant")
