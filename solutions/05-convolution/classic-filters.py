"""Four classic kernels, and how to apply them to images of uint8."""

import numpy as np
from conv2d_one import correlate2d

KERNELS = {
    "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "blur": np.array([[1, 1, 1], [1, 1, 1], [1, 1, 1]]),
    "edge": np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
    "emboss": np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]),
}
BORDERS = {"edge": "edge", "reflect": "reflect", "zero": "constant"}  # pad, and what np.pad calls it


def apply_filter(img, name, normalise=True, pad="edge"):
    """Filter every channel of img, uint8 (H, W) or (H, W, 3), into a new array like it."""
    if name not in KERNELS:
        raise ValueError(f"there is no filter {name!r}, only {', '.join(KERNELS)}")
    if pad not in BORDERS:
        raise ValueError(f"pad is one of {', '.join(BORDERS)}, not {pad!r}")
    K = KERNELS[name] / divisor(KERNELS[name], normalise)
    if img.ndim == 2:
        return filter_channel(img, K, pad)
    channels = [filter_channel(img[:, :, c], K, pad) for c in range(img.shape[2])]
    return np.stack(channels, axis=2)


def filter_channel(channel, K, pad):
    """One channel (H, W), uint8 -> (H, W), uint8."""
    framed = np.pad(channel, 1, mode=BORDERS[pad])
    return to_pixels(correlate2d(framed, K))  # which computes with floats


def divisor(K, normalise):
    """What the sums are divided by: the sum of the weights, if that is wanted and possible."""
    total = K.sum()
    return total if normalise and total != 0 else 1


def to_pixels(sums):
    """Sums rounded and brought into the range of uint8, never wrapped."""
    return np.clip(np.rint(sums), 0, 255).astype(np.uint8)
