"""Four classic kernels, one pixel and one weight at a time."""

import numpy as np

KERNELS = {
    "sharpen": np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]),
    "blur": np.ones((3, 3)),
    "edge": np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]]),
    "emboss": np.array([[-2.0, -1.0, 0.0], [-1.0, 1.0, 1.0], [0.0, 1.0, 2.0]]),
}


def apply_filter(img, name, normalise=True, pad="edge"):
    """uint8 (H, W) or (H, W, 3) -> the same shape."""
    if name not in KERNELS or pad not in ("edge", "reflect", "zero"):
        raise ValueError(f"{name!r} with border {pad!r}")
    K = KERNELS[name]
    total = sum(K.ravel().tolist())
    H, W = img.shape[:2]
    out = np.zeros_like(img)
    for i in range(H):
        for j in range(W):
            answer = np.zeros(img.shape[2:])
            for m in (-1, 0, 1):
                for n in (-1, 0, 1):
                    y, x = inside(i + m, H, pad), inside(j + n, W, pad)
                    if y is not None and x is not None:
                        answer = answer + K[1 + m, 1 + n] * img[y, x].astype(float)
            if normalise and total:
                answer = answer / total
            out[i, j] = np.floor(np.minimum(np.maximum(answer, 0), 255) + 0.5)
    return out


def inside(i, size, pad):
    """The pixel that stands for index i, which may be one step outside; None for black."""
    if 0 <= i < size:
        return i
    if pad == "zero":
        return None
    if pad == "edge":
        return 0 if i < 0 else size - 1
    return 1 if i < 0 else size - 2
