"""Public checks of conv-backward."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from grader import check, expect

# The lesson's layer: one image of 3×4, one kernel of 2×3, so that the map is 2×2.
X = np.arange(1.0, 13.0).reshape(1, 1, 3, 4)
W = np.arange(1.0, 7.0).reshape(1, 1, 2, 3)
B = np.zeros(1)
DOUT = np.array([[[[1.0, 0.0], [0.0, 10.0]]]])
GRADIENTS = {
    "dx": np.array([[[[1.0, 2.0, 3.0, 0.0], [4.0, 15.0, 26.0, 30.0], [0.0, 40.0, 50.0, 60.0]]]]),
    "dw": np.array([[[[61.0, 72.0, 83.0], [105.0, 116.0, 127.0]]]]),
    "db": np.array([11.0]),
}


def three(answer):
    """What conv_backward returned, which must be three gradients."""
    triple = isinstance(answer, (tuple, list)) and len(answer) == 3
    expect.that(triple, "`conv_backward` should return three things, (dx, dw, db).")
    return answer


def one_gradient(name):
    """One of the three gradients alone, so that each is judged for itself."""

    def scenario(m, upstream, *cache):
        dx, dw, db = three(m.conv_backward(upstream, cache))
        return {name: {"dx": dx, "dw": dw, "db": db}[name]}

    return scenario


def layer(rng, x, w, stride, pad):
    """A random upstream gradient and cache for a layer of these shapes."""
    size = [(size + 2 * pad - k) // stride + 1 for size, k in zip(x[2:], w[2:], strict=True)]
    shapes = (x[0], w[0], *size), x, w, w[0]
    return [rng.normal(size=shape) for shape in shapes] + [stride, pad]


def all_gradients(lab, *args):
    """dx, dw and db, each compared for itself."""
    for name in ("db", "dw", "dx"):
        expect.matches(one_gradient(name), *args)


@check(points=2)
def sends_the_lessons_error_back(lab):
    "The lesson's two errors give its dx, dw and db."
    for name, gradient in GRADIENTS.items():
        found = expect.matches(one_gradient(name), DOUT, X, W, B, 1, 0)
        expect.close(found, {name: gradient})


@check(points=1)
def one_error_stamps_the_filter(lab):
    "One error stamps its filter into dx and copies its window into dw."
    upstream, x, w, b, stride, pad = layer(lab.rng, (2, 3, 5, 6), (4, 3, 2, 3), 1, 0)
    upstream[...] = 0.0
    upstream[1, 2, 3, 1] = 1.0  # sample 1, filter 2, place (3, 1)
    all_gradients(lab, upstream, x, w, b, stride, pad)
    dx, dw, db = three(lab.conv_backward(upstream, (x, w, b, stride, pad)))
    expect.close(dx[1, :, 3:5, 1:4], w[2], what="dx beneath the place")
    expect.close(dw[2], x[1, :, 3:5, 1:4], what="dw of the filter")
    expect.close(db, np.array([0.0, 0.0, 1.0, 0.0]), what="db")


@check(
    points=2,
    cases=[
        {"x": (2, 3, 5, 7), "w": (4, 3, 2, 3)},
        {"x": (1, 2, 6, 4), "w": (3, 2, 3, 1)},
        {"x": (3, 1, 4, 5), "w": (2, 1, 1, 2)},
        {"x": (2, 3, 4, 6), "w": (5, 3, 4, 6)},  # a dense layer
    ],
)
def any_shape(lab, case):
    "Any number of samples, channels and filters, any kernel."
    all_gradients(lab, *layer(lab.rng, case["x"], case["w"], 1, 0))


@check(
    points=2,
    cases=[
        {"x": (2, 3, 4, 6), "w": (5, 3, 3, 2), "pad": 1},
        {"x": (1, 2, 3, 4), "w": (4, 2, 2, 3), "pad": 2},
    ],
)
def cuts_the_padding_off(lab, case):
    "With padding dx has the shape of x."
    all_gradients(lab, *layer(lab.rng, case["x"], case["w"], 1, case["pad"]))


@check(
    points=2,
    cases=[
        {"x": (2, 3, 6, 9), "w": (4, 3, 2, 3), "stride": 2, "pad": 0},
        {"x": (1, 2, 7, 9), "w": (3, 2, 2, 2), "stride": 3, "pad": 0},  # the window skips cells
        {"x": (2, 1, 8, 5), "w": (3, 1, 3, 4), "stride": 2, "pad": 0},  # a row and a column are left over
        {"x": (1, 3, 5, 8), "w": (2, 3, 3, 2), "stride": 3, "pad": 1},
    ],
)
def steps_by_the_stride(lab, case):
    "With a stride, errors go back to where they came from."
    all_gradients(lab, *layer(lab.rng, case["x"], case["w"], case["stride"], case["pad"]))


@check(points=2)
def agrees_with_small_steps(lab):
    "The gradients agree with small steps of x, w and b."

    def forward(m, x, w, b):
        padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
        windows = sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::2, ::2]
        return np.einsum("ncijyx,kcyx->nkij", windows, w) + b.reshape(-1, 1, 1)

    def backward(m, upstream, x, w, b):
        return three(m.conv_backward(upstream, (x, w, b, 2, 1)))

    _, x, w, b, _, _ = layer(lab.rng, (2, 2, 4, 5), (3, 2, 3, 2), 2, 1)
    expect.gradient(forward, backward, {"x": x, "w": w, "b": b})
