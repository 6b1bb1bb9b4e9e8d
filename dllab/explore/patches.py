"""Small images, classic kernels, and what is done with them: slide, cut off below 0, pool."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

TIP = np.array(  # of a handwritten 7
    [[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [0, 0, 3, 7, 6, 6], [0, 0, 9, 10, 10, 10], [0, 0, 0, 4, 0, 0]]
)
SMILEY = np.array(
    [
        [0, 0, 0, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 1, 0],
        [0, 1, 0, 0, 0, 1, 0],
        [0, 0, 0, 1, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 0],
        [0, 1, 0, 0, 0, 1, 0],
        [0, 0, 1, 1, 1, 0, 0],
    ]
)
DIGIT = np.array(  # the 27th of the data set "digits", as the counts from 0 to 16 that it was made of
    [
        [0, 4, 15, 16, 15, 4, 0, 0],
        [0, 11, 16, 14, 15, 16, 0, 0],
        [0, 3, 3, 0, 16, 14, 2, 0],
        [0, 0, 9, 16, 16, 16, 8, 0],
        [0, 0, 15, 16, 11, 1, 0, 0],
        [0, 0, 11, 13, 1, 0, 0, 0],
        [0, 4, 16, 5, 0, 0, 0, 0],
        [0, 4, 15, 0, 0, 0, 0, 0],
    ]
)
PIXEL = np.pad([[1]], 2)

IMAGES = ("tip of a 7", "one pixel", "smiley", "digit", "glyph", "checker")
KERNELS = {
    "upright edge": [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    "level edge": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "Sobel x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "Sobel y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "Laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
    "blur": [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
    "nose and mouth": [[0, 0, 1], [1, 0, 0], [0, 1, 1]],
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
}


@cache
def image(name: str) -> Array:
    """One of IMAGES, (H, W) floats: small numbers, or grey levels from 0 to 255."""
    written = {"tip of a 7": TIP, "one pixel": PIXEL, "smiley": SMILEY, "digit": DIGIT}
    drawn = {"glyph": _glyph, "checker": _checker}
    result = np.array(written[name] if name in written else drawn[name](), float)
    result.setflags(write=False)
    return result


def correlate(image: Array, kernel: Array) -> Array:
    """Cross-correlation, (H, W) with (kh, kw) to (H − kh + 1, W − kw + 1): the kernel is not turned."""
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.asarray(np.einsum("ijmn,mn->ij", windows, kernel))


def pool(x: Array, stride: int) -> Array:
    """The largest cell of every 2×2 window; what is left over at the bottom and at the right is dropped."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (2, 2))[::stride, ::stride]
    return np.asarray(windows.max(axis=(2, 3)))


def _glyph() -> Array:
    """A 5 as the data set "glyphs" draws it, half as wide and as high."""
    from grader.datasets import glyphs

    drawn = glyphs.draw(np.random.default_rng(40), 1).x[0]
    return np.asarray(np.rint(drawn.reshape(14, 2, 14, 2).mean(axis=(1, 3))))


def _checker() -> Array:
    """A corner of one of the data set "test-images"."""
    from grader.datasets import pictures

    return np.asarray(pictures.draw(np.random.default_rng(1), 4).x[3][:12, :15])
