"""Hidden checks of conv-backward."""

import numpy as np
from checks import layer, one_gradient, three
from numpy.lib.stride_tricks import sliding_window_view

from grader import check, expect

# x, w, stride, pad: never square, never alike
LAYERS = [
    ((2, 3, 5, 7), (4, 3, 2, 3), 1, 0),
    ((3, 1, 4, 8), (2, 1, 2, 4), 1, 2),
    ((1, 2, 9, 5), (3, 2, 3, 2), 2, 0),
    ((2, 4, 7, 6), (5, 4, 3, 4), 2, 1),
    ((1, 4, 6, 9), (2, 4, 4, 3), 2, 2),
    ((2, 5, 8, 7), (3, 5, 1, 3), 3, 1),
    ((1, 3, 6, 8), (4, 3, 5, 2), 1, 3),
    ((2, 2, 3, 5), (3, 2, 5, 9), 1, 2),  # the kernel is as large as the padded map
]


def gradients(m, upstream, *cache):
    """All three."""
    dx, dw, db = three(m.conv_backward(upstream, cache))
    return dx, dw, db


def correlated(x, w):
    """The convolution layer without biases, stride 1, no padding."""
    return np.einsum("ncijyx,kcyx->nkij", sliding_window_view(x, w.shape[2:], axis=(2, 3)), w)


@check(points=2)
def any_layer(lab):
    "All three are right for random layers of any stride and padding."
    for shapes in LAYERS:
        args = layer(lab.rng, *shapes)
        for name in ("db", "dw", "dx"):
            expect.matches(one_gradient(name), *args)


@check(points=2)
def derivatives_of_the_maps(lab):
    "Every gradient is the derivative of the maps."

    def forward(m, x, w, b):
        return correlated(np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2))), w)[:, :, ::3, ::3] + b.reshape(
            -1, 1, 1
        )

    def backward(m, upstream, x, w, b):
        return gradients(m, upstream, x, w, b, 3, 2)

    _, x, w, b, _, _ = layer(lab.rng, (2, 3, 4, 5), (2, 3, 3, 4), 3, 2)
    expect.gradient(forward, backward, {"x": x, "w": w, "b": b})


@check(points=1)
def correlation_and_full_convolution(lab):
    "At stride 1, dw is a correlation and dx a full convolution."
    args = layer(lab.rng, (2, 3, 5, 6), (4, 3, 2, 3), 1, 0)
    upstream, x, w = args[:3]
    dx, dw, _ = expect.matches(gradients, *args)
    expect.close(dw, correlated(x.swapaxes(0, 1), upstream.swapaxes(0, 1)).swapaxes(0, 1), what="dw")
    framed = np.pad(upstream, ((0, 0), (0, 0), (1, 1), (2, 2)))
    expect.close(dx, correlated(framed, w[:, :, ::-1, ::-1].swapaxes(0, 1)), what="dx")


@check(points=1)
def grows_with_the_upstream_gradient(lab):
    "Twice the upstream gradient doubles all three; zero gives zeros."
    upstream, *cache = layer(lab.rng, (2, 3, 5, 4), (2, 3, 3, 2), 2, 1)
    once = expect.matches(gradients, upstream, *cache)
    for factor, words in ((2.0, "twice the upstream gradient"), (0.0, "an upstream gradient of zero")):
        found = gradients(lab, factor * upstream, *cache)
        for name, right, gradient in zip(("dx", "dw", "db"), once, found, strict=True):
            expect.close(gradient, factor * right, what=f"{name} for {words}")


@check(points=1)
def sums_over_the_batch(lab):
    "A batch twice over doubles dw and db, and leaves each dx alone."
    upstream, x, w, b, stride, pad = layer(lab.rng, (2, 3, 4, 5), (4, 3, 3, 2), 1, 1)
    dx, dw, db = expect.matches(gradients, upstream, x, w, b, stride, pad)
    twice = gradients(lab, np.tile(upstream, (2, 1, 1, 1)), np.tile(x, (2, 1, 1, 1)), w, b, stride, pad)
    expect.close(twice[0], np.tile(dx, (2, 1, 1, 1)), what="dx of the batch twice over")
    expect.close(twice[1], 2 * dw, what="dw of the batch twice over")
    expect.close(twice[2], 2 * db, what="db of the batch twice over")


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out."
    upstream, x, w, b, stride, pad = layer(lab.rng, (2, 3, 4, 5), (4, 3, 3, 2), 2, 1)
    single = [array.astype(np.float32) for array in (upstream, x, w, b)]
    for name in ("db", "dw", "dx"):
        expect.matches(one_gradient(name), *single, stride, pad)


@check(points=1)
def leaves_its_arguments_alone(lab):
    "Neither dout nor the arrays of the cache change."
    expect.unchanged(gradients, *layer(lab.rng, (2, 3, 4, 5), (4, 3, 3, 2), 2, 1))
    expect.unchanged(gradients, *layer(lab.rng, (2, 1, 4, 5), (1, 1, 1, 1), 1, 0))
