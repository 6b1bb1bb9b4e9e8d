"""Batch normalisation with its gradient node by node, one channel after the other, and a cache of its own."""

import numpy as np


def bn_forward(x, gamma, beta, state, mode, eps=1e-5, momentum=0.9):
    """x: (N, C) or (N, C, H, W), in mode "train" -> out of x's shape, cache, the state."""
    out, nodes = np.empty_like(x), []
    for c in range(x.shape[1]):
        centred = x[:, c] - x[:, c].mean()
        root = np.sqrt((centred**2).mean() + eps)
        out[:, c] = gamma[c] * centred / root + beta[c]
        nodes.append((centred, root, gamma[c]))
    return out, nodes, state


def bn_backward(dout, cache):
    """dout: (N, C) or (N, C, H, W) -> dx of that shape, dgamma: (C,), dbeta: (C,)."""
    dx = np.empty_like(dout)
    dgamma, dbeta = np.zeros((2, dout.shape[1]), dtype=dout.dtype)
    for c, (centred, root, gamma) in enumerate(cache):
        d = dout[:, c]
        dbeta[c] = d.sum()
        dgamma[c] = (d * centred).sum() / root
        dx_hat = d * gamma
        droot = -(dx_hat * centred).sum() / root**2
        dvar = droot / (2 * root)
        dcentred = dx_hat / root + dvar * 2 * centred / d.size
        dx[:, c] = dcentred - dcentred.mean()
    return dx, dgamma, dbeta
