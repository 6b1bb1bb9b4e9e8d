"""Hidden checks of mini-cnn."""

import numpy as np
from checks import drawn
from numpy.lib.stride_tricks import sliding_window_view

from grader import check, expect

# Beside the learner's code, so that a whole network costs one message.
NETWORKS = """
import numpy as np


def passes(model, x, upstream, train=False):
    out = model.forward(x, train)
    return {"out": out, "dx": model.backward(upstream), "grads()": model.grads(), "params()": model.params()}


class Chain:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x, train):
        for layer in self.layers:
            x = layer.forward(x, train)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def grads(self):
        return [layer.grads() for layer in self.layers]

    def params(self):
        return [layer.params() for layer in self.layers]


def stack(Conv2D, MaxPool2D, Dropout, Flatten, x, upstream, w0, b0, w3, b3):
    first = Conv2D(w0, b0, 1, 1)
    layers = [first, MaxPool2D(3, 2), Dropout(0.5, None), Conv2D(w3, b3, 2, 0), Flatten()]
    return passes(Chain(layers), x, upstream)


def side_by_side(Conv2D, MaxPool2D, Dropout, Flatten, x, w, b):
    found = {}
    rng = np.random.default_rng(0)
    kinds = {
        "Conv2D": lambda: Conv2D(w, b),
        "MaxPool2D": lambda: MaxPool2D(2, 2),
        "Flatten": Flatten,
        "Dropout": lambda: Dropout(0.5, rng),
    }
    for name, make in kinds.items():
        one, other = make(), make()
        out = one.forward(x, False)
        other.forward(-x[:1, :, :, :-1], True)
        found[name + ": dx of the first of two layers"] = one.backward(out)
        one.forward(-x, False)
        found[name + ": dx of its next call"] = one.backward(out)
    return found


def borrowed(Conv2D, x, w, b):
    layer = Conv2D(w, b)
    values = {"W": w + 1, "b": b + 1}
    layer.set_params(values)
    values["W"] *= 0
    values["b"] *= 0
    out = layer.forward(x)
    layer.backward(out)
    first = {name: array.copy() for name, array in layer.grads().items()}
    layer.backward(2 * out)
    return {
        "out, after the arrays given to set_params were changed": out,
        "the w given to Conv2D, after set_params": w,
        "the b given to Conv2D, after set_params": b,
        "grads()": first,
        "grads() of the next backward": layer.grads(),
    }


def masks(Dropout, x):
    layer = Dropout(0.7, np.random.default_rng(5))
    first, second = layer.forward(x, True), layer.forward(x, True)
    again = Dropout(0.7, np.random.default_rng(5)).forward(x, True)
    return {
        "a new mask at each call": not np.array_equal(first, second),
        "the same generator gives the same mask": np.array_equal(first, again),
        "factors": np.unique((first / x).round(6)),
        "dropped": abs(float((first == 0).mean()) - 0.7) < 0.1,
    }
"""
LAYERS = "Conv2D", "MaxPool2D", "Dropout", "Flatten"


def off_the_corners(rng, N, shape, classes, filters):
    """Images and parameters for mini_cnn that meet no corner of ReLU or pooling."""
    while True:
        x, values = rng.normal(size=(N, *shape)), drawn(rng, shape, classes, filters)
        padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
        windows = sliding_window_view(padded, (3, 3), axis=(2, 3))
        maps = np.einsum("ncijyx,kcyx->nkij", windows, values["0.W"]) + values["0.b"].reshape(-1, 1, 1)
        blocks = sliding_window_view(maps, (2, 2), axis=(2, 3))[:, :, ::2, ::2]
        best = np.sort(blocks.reshape(*blocks.shape[:4], 4), axis=-1)
        if np.abs(maps).min() > 1e-3 and (best[..., 3] - best[..., 2]).min() > 1e-3:
            return x, values


@check(points=2)
def gradients_end_to_end(lab):
    "Every gradient is the derivative of the network's logits."
    x, values = off_the_corners(lab.rng, 2, (2, 4, 6), 3, 2)
    names = list(values)

    def model(m, arrays):
        network = m.mini_cnn((2, 4, 6), 3, np.random.default_rng(0), filters=2)
        network.set_params(dict(zip(names, arrays, strict=True)))
        return network

    def forward(m, x, W0, b0, W5, b5):
        return model(m, (W0, b0, W5, b5)).forward(x)

    def backward(m, upstream, x, W0, b0, W5, b5):
        network = model(m, (W0, b0, W5, b5))
        network.forward(x)
        dx, grads = network.backward(upstream), network.grads()
        found = grads if isinstance(grads, dict) else {}
        return [dx, *(found.get(name) for name in names)]

    arrays = dict(zip(("W0", "b0", "W5", "b5"), values.values(), strict=True))
    expect.gradient(forward, backward, {"x": x, **arrays})


@check(points=2)
def other_stacks(lab):
    "The layers work in another order, and twice in one network."
    shapes = (2, 3, 6, 7), (2, 4), (4, 3, 3, 2), (4,), (2, 4, 2, 1), (2,)
    x, upstream, *params = (lab.rng.normal(size=size) for size in shapes)

    def stack(m, *args):
        return m.load(NETWORKS).stack(*(getattr(m, name) for name in LAYERS), *args)

    expect.matches(stack, x, upstream, *params)


@check(points=1)
def keeps_layers_apart(lab):
    "Two layers of one class do not disturb each other."
    x, w, b = (lab.rng.normal(size=size) for size in ((2, 3, 4, 6), (5, 3, 2, 3), (5,)))

    def side_by_side(m):
        return m.load(NETWORKS).side_by_side(*(getattr(m, name) for name in LAYERS), x, w, b)

    expect.matches(side_by_side)


@check(points=1)
def copies_what_it_keeps(lab):
    "Conv2D copies what it is given to keep, and adds nothing to old gradients."
    x, w, b = (lab.rng.normal(size=size) for size in ((2, 3, 4, 6), (5, 3, 2, 3), (5,)))

    def borrowed(m):
        return m.load(NETWORKS).borrowed(m.Conv2D, x, w, b)

    expect.matches(borrowed)


@check(points=1)
def draws_afresh_from_its_generator(lab):
    "Each training pass draws a new mask, from the given generator."
    x = lab.rng.uniform(1.0, 2.0, size=(3, 4, 5, 8))

    def masks(m):
        return m.load(NETWORKS).masks(m.Dropout, x)

    expect.matches(masks)


@check(points=1)
def starts_small_and_by_chance(lab):
    "First weights have the sizes asked for, drawn from rng; biases are 0."

    def sizes(m):
        first, again, other = (
            m.mini_cnn((3, 2, 3), 10, np.random.default_rng(seed), 800).params() for seed in (4, 4, 5)
        )
        if not {"0.W", "0.b", "5.W", "5.b"} <= set(first) or first["5.W"].size != 8000:
            return sorted(first)
        return {
            "std of 0.W is near": bool(abs(first["0.W"].std() / np.sqrt(2 / 27) - 1) < 0.0255),  # 5 sd
            "std of 5.W is near": bool(abs(first["5.W"].std() / 0.01 - 1) < 0.05),
            "mean of 0.W is near 0": bool(abs(first["0.W"].mean()) < 0.02),
            "mean of 5.W is near 0": bool(abs(first["5.W"].mean()) < 0.001),
            "biases": np.concatenate([first["0.b"], first["5.b"]]),
            "same generator, same weights": np.array_equal(first["0.W"], again["0.W"]),
            "other generator, same weights": np.array_equal(first["0.W"], other["0.W"]),
        }

    expect.matches(sizes)


@check(points=1)
def tells_dropout_the_mode(lab):
    "Only training is random; p is what mini_cnn was told, or a quarter."
    x = lab.rng.normal(size=(2, 2, 6, 8))

    def modes(m):
        model = m.mini_cnn((2, 6, 8), 3, np.random.default_rng(0), 4, 0.9)
        used = model.forward(x)
        return {
            "used twice, the same logits": np.array_equal(used, model.forward(x, False)),
            "trained twice, the same logits": np.array_equal(
                model.forward(x, True), model.forward(x, train=True)
            ),
        }

    def masks(m, more):
        mirror = m.mini_cnn((1, 4, 6), 48, np.random.default_rng(0), **more)  # its logits are the mask
        ones = {"0.b": np.ones(8), "5.W": np.eye(48)}
        mirror.set_params({"0.W": np.zeros((8, 1, 3, 3)), "5.b": np.zeros(48), **ones})
        return np.unique(mirror.forward(np.ones((4, 1, 4, 6)), True).round(6))

    expect.matches(masks, {"p": 0.2})
    expect.matches(masks, {})
    expect.matches(modes)


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out, and no argument changes."
    shapes = (2, 3, 6, 7), (2, 4), (4, 3, 3, 2), (4,), (2, 4, 2, 1), (2,)
    args = [lab.rng.normal(size=size).astype(np.float32) for size in shapes]

    def stack(m, *args):
        return m.load(NETWORKS).stack(*(getattr(m, name) for name in LAYERS), *args)

    expect.matches(stack, *args)
    expect.unchanged(stack, *args)
