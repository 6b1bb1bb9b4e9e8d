"""First weights for a layer: drawn small, different, and of a size that suits the layer."""

import numpy as np


def init(shape: tuple[int, ...], kind: str, rng: np.random.Generator | None, std: float = 0.01) -> np.ndarray:
    """First weights of a dense layer (D, M), a convolution (K, C, kh, kw) or biases (M,), in float64.

    kind: "zeros", "normal", "truncated_normal" (both with std), "xavier" or "he"; else ValueError.
    """
    if kind == "zeros":
        return np.zeros(shape)
    if kind == "normal":
        return rng.normal(0, std, shape)
    if kind == "truncated_normal":
        return truncated_normal(shape, rng, std)
    if kind not in ("xavier", "he"):
        raise ValueError(f"there is no kind {kind!r}")
    if len(shape) == 1:
        return np.zeros(shape)
    fan_in, fan_out = fans(shape)
    variance = 2 / fan_in if kind == "he" else 2 / (fan_in + fan_out)
    return rng.normal(0, np.sqrt(variance), shape)


def fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """How many inputs an output sees, and by how many outputs an input is seen."""
    if len(shape) == 2:
        return shape
    K, C, kh, kw = shape
    return C * kh * kw, K * kh * kw


def truncated_normal(shape: tuple[int, ...], rng: np.random.Generator, std: float) -> np.ndarray:
    """Normal numbers; what lies further than 2·std from 0 is drawn again."""
    w = rng.normal(0, std, shape)
    while (outside := np.abs(w) > 2 * std).any():
        w[outside] = rng.normal(0, std, outside.sum())
    return w
