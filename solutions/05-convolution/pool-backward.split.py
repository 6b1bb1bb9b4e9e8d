"""Pooling, backwards, in a padded frame: winners that tie share the error, as the cells of an average do."""

import numpy as np
from pool_forward import pool_forward as pool


def pool_forward(x, kh, kw, stride, mode, pad=0):
    """x: (N, C, H, W) -> out: (N, C, OH, OW), and a cache with the answers."""
    out, _ = pool(x, kh, kw, stride, mode, pad)
    (top, bottom), (left, right) = ((pad, pad), (pad, pad)) if isinstance(pad, int) else pad
    frame = (0, 0), (0, 0), (top, bottom), (left, right)
    padded = np.pad(x, frame, constant_values=np.nan)  # padding equals nothing, not even itself
    return out, (
        padded,
        out,
        kh,
        kw,
        stride,
        mode,
        np.s_[:, :, top : top + x.shape[2], left : left + x.shape[3]],
    )


def pool_backward(dout, cache):
    """dout: (N, C, OH, OW) -> dx: (N, C, H, W)."""
    padded, out, kh, kw, stride, mode, inside = cache
    rows = [slice(m, m + stride * out.shape[2], stride) for m in range(kh)]
    cols = [slice(q, q + stride * out.shape[3], stride) for q in range(kw)]
    frame = np.pad(padded, ((0, 0), (0, 0), (0, stride), (0, stride)), constant_values=np.nan)
    chosen = {}
    for r in rows:
        for c in cols:
            seen = frame[:, :, r, c]
            chosen[r.start, c.start] = seen == out if mode == "max" else seen == seen
    count = sum(chosen.values(), np.zeros(out.shape, dtype=out.dtype))
    dframe = np.zeros_like(frame)
    for r in rows:
        for c in cols:
            dframe[:, :, r, c] += chosen[r.start, c.start] * dout / count
    return dframe[inside]
