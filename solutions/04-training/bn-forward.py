"""Batch normalisation, forwards: a batch's own statistics in training, remembered ones afterwards."""

import numpy as np

State = dict[str, np.ndarray]


def bn_forward(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    state: State,
    mode: str,
    eps: float = 1e-5,
    momentum: float = 0.9,
) -> tuple[np.ndarray, tuple, State]:
    """Normalise each channel of x (N, C) or (N, C, H, W), then scale by gamma (C,) and shift by beta (C,).

    Returns (out, cache, state2); the cache is (x_hat, gamma, std), with std (C,).
    """
    if mode == "train":
        used = statistics(x)
        state = moved(state, used, momentum)
    elif mode == "test":
        used = state
    else:
        raise ValueError(f'mode is "train" or "test", not {mode!r}')
    std = np.sqrt(used["var"] + eps)
    x_hat = (x - along_channels(used["mean"], x)) / along_channels(std, x)
    out = along_channels(gamma, x) * x_hat + along_channels(beta, x)
    return out, (x_hat, gamma, std), state


def statistics(x: np.ndarray) -> State:
    """Mean and variance of each channel, over all samples and pixels: (C,) each."""
    others = tuple(axis for axis in range(x.ndim) if axis != 1)
    return {"mean": x.mean(axis=others), "var": x.var(axis=others)}


def moved(state: State, batch: State, momentum: float) -> State:
    """The running statistics (C,) after one more batch."""
    return {key: momentum * state[key] + (1 - momentum) * batch[key] for key in ("mean", "var")}


def along_channels(values: np.ndarray, x: np.ndarray) -> np.ndarray:
    """values (C,) in a shape that meets axis 1 of x: (1, C) or (1, C, 1, 1)."""
    return values.reshape(1, len(values), *[1] * (x.ndim - 2))
