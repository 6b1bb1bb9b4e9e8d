"""The same layers and the same network, with the arithmetic of each layer written out here."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from sequential import Dense, ReLU, Sequential


def windows(x, kh, kw, stride):
    """A view of all windows, through which x can be written. x: (N, C, H, W) -> (N, C, OH, OW, kh, kw)."""
    return sliding_window_view(x, (kh, kw), axis=(2, 3), writeable=True)[:, :, ::stride, ::stride]


class Conv2D:
    """W (K, C, kh, kw), b (K,)."""

    def __init__(self, w, b, stride=1, pad=0):
        self.own = {"W": np.array(w), "b": np.array(b)}
        self.stride, self.pad = stride, pad

    def forward(self, x, train=False):
        """x: (N, C, H, W) -> (N, K, OH, OW)."""
        W, p = self.own["W"], self.pad
        self.padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        seen = windows(self.padded, *W.shape[2:], self.stride)
        return np.einsum("ncijyx,kcyx->nkij", seen, W) + self.own["b"][:, None, None]

    def backward(self, dout):
        """dout: (N, K, OH, OW) -> dx: (N, C, H, W)."""
        W, p, s = self.own["W"], self.pad, self.stride
        seen = windows(self.padded, *W.shape[2:], s)
        self.new = {"W": np.einsum("ncijyx,nkij->kcyx", seen, dout), "b": dout.sum(axis=(0, 2, 3))}
        dpadded = np.zeros_like(self.padded)
        OH, OW = dout.shape[2:]
        for y, x in np.ndindex(W.shape[2:]):
            cells = np.s_[:, :, y : y + s * (OH - 1) + 1 : s, x : x + s * (OW - 1) + 1 : s]
            dpadded[cells] += np.einsum("nkij,kc->ncij", dout, W[:, :, y, x])
        H, width = dpadded.shape[2] - p, dpadded.shape[3] - p
        return dpadded[:, :, p:H, p:width]

    def params(self):
        """W and b."""
        return dict(self.own)

    def grads(self):
        """Those of the latest backward."""
        return self.new

    def set_params(self, values):
        """Copies."""
        self.own = {name: np.array(values[name]) for name in ("W", "b")}


class MaxPool2D(ReLU):
    """It has no parameters, as a ReLU has none."""

    def __init__(self, k, stride):
        self.k, self.stride = k, stride

    def forward(self, x, train=False):
        """x: (N, C, H, W) -> (N, C, OH, OW)."""
        self.x = x
        return windows(x.copy(), self.k, self.k, self.stride).max(axis=(4, 5))

    def backward(self, dout):
        """dout: (N, C, OH, OW) -> dx: (N, C, H, W)."""
        dx, k, s = np.zeros_like(self.x), self.k, self.stride
        for n, c, i, j in np.ndindex(dout.shape):
            window = self.x[n, c, i * s : i * s + k, j * s : j * s + k]
            y, x = divmod(int(window.argmax()), k)
            dx[n, c, i * s + y, j * s + x] += dout[n, c, i, j]
        return dx


class Dropout(ReLU):
    """Survivors are scaled while training."""

    def __init__(self, p, rng):
        self.p, self.rng = p, rng

    def forward(self, x, train=False):
        """Any shape."""
        self.mask = np.ones_like(x)
        if train:
            self.mask[self.rng.uniform(size=x.shape) < self.p] = 0
            self.mask /= np.array(1 - self.p, dtype=x.dtype)
        return x * self.mask

    def backward(self, dout):
        """x's shape."""
        return self.mask * dout


class Flatten(ReLU):
    """(N, C, H, W) -> (N, C·H·W)."""

    def forward(self, x, train=False):
        """Sample by sample."""
        self.inner = x.shape[1:]
        return np.array([sample.ravel() for sample in x])

    def backward(self, dout):
        """And back."""
        return np.array([row.reshape(self.inner) for row in dout])


def mini_cnn(shape, classes, rng, filters=8, p=0.25):
    """(N, *shape) -> (N, classes)."""
    C, H, W = shape
    dense = 0.01 * rng.standard_normal((filters * (H // 2) * (W // 2), classes))
    conv = rng.standard_normal((filters, C, 3, 3)) * (2 / 9 / C) ** 0.5
    first = [Conv2D(conv, np.zeros(filters), pad=1), ReLU(), MaxPool2D(2, 2), Dropout(p, rng)]
    return Sequential([*first, Flatten(), Dense(dense, np.zeros(classes))])
