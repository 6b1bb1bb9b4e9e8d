"""Batch normalisation, forwards, one channel after the other."""

import numpy as np


def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
    """x: (N, C) or (N, C, H, W) -> out of x's shape, cache, state2."""
    if mode == "train":
        keep = momentum
    elif mode == "test":
        keep = 1.0
    else:
        raise ValueError(mode)
    out = np.zeros(x.shape, x.dtype if x.dtype.kind == "f" else float)
    x_hat, std = out.copy(), []
    state2 = {"mean": state["mean"].copy(), "var": state["var"].copy()}
    for c in range(x.shape[1]):
        channel = x[:, c].astype(out.dtype)
        mean, var = state["mean"][c], state["var"][c]
        if mode == "train":
            mean = channel.sum() / channel.size
            var = ((channel - mean) ** 2).sum() / channel.size
            state2["mean"][c] += (1 - keep) * (mean - state["mean"][c])
            state2["var"][c] += (1 - keep) * (var - state["var"][c])
        std.append((var + eps) ** 0.5)
        x_hat[:, c] = (channel - mean) / std[c]
        out[:, c] = x_hat[:, c] * gamma[c] + beta[c]
    return out, (x_hat, gamma, np.array(std)), state2
