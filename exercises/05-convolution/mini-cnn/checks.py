"""Public checks of mini-cnn."""

import math
from contextlib import suppress

import numpy as np

from grader import check, expect

# The layer of conv-backward's lesson.
X = np.arange(1.0, 13.0).reshape(1, 1, 3, 4)
W = np.arange(1.0, 7.0).reshape(1, 1, 2, 3)
B = np.array([0.0])
UPSTREAM = np.array([[[[1.0, 0.0], [0.0, 10.0]]]])

OUT = np.array([[[[106.0, 127.0], [190.0, 211.0]]]])
DX = np.array([[[[1.0, 2.0, 3.0, 0.0], [4.0, 15.0, 26.0, 30.0], [0.0, 40.0, 50.0, 60.0]]]])
DW = np.array([[[[61.0, 72.0, 83.0], [105.0, 116.0, 127.0]]]])


def passes(layer, x, upstream, train=False):
    """A layer forwards and backwards."""
    out = layer.forward(x, train)
    return {"out": out, "dx": layer.backward(upstream)}


def ready(m, shape, classes, values, filters):
    """The network with these parameters."""
    model = m.mini_cnn(shape, classes, np.random.default_rng(0), filters)
    model.set_params(values)
    return model


def drawn(rng, shape, classes, filters):
    """Parameters for mini_cnn."""
    C, H, W = shape
    shapes = {"0.W": (filters, C, 3, 3), "0.b": (filters,)}
    shapes |= {"5.W": (filters * (H // 2) * (W // 2), classes), "5.b": (classes,)}
    return {name: rng.normal(size=size) for name, size in shapes.items()}


@check(points=1)
def conv2d_remembers(lab):
    "Conv2D gives the numbers of conv-backward, and names its arrays."

    def conv(m):
        layer = m.Conv2D(W, B)
        return {**passes(layer, X, UPSTREAM), "grads()": layer.grads(), "params()": layer.params()}

    right = {"out": OUT, "dx": DX, "grads()": {"W": DW, "b": np.array([11.0])}, "params()": {"W": W, "b": B}}
    expect.close(expect.matches(conv), right)


@check(points=1)
def conv2d_steps_pads_and_is_set(lab):
    "Conv2D minds stride and padding, and uses what set_params brings."
    x, w, b = (lab.rng.normal(size=size) for size in ((2, 3, 5, 6), (4, 3, 3, 2), (4,)))
    upstream = lab.rng.normal(size=(2, 4, 3, 4))

    def conv(m):
        layer = m.Conv2D(np.zeros_like(w), np.zeros_like(b), stride=2, pad=1)
        layer.set_params({"W": w, "b": b})
        return {**passes(layer, x, upstream), "grads()": layer.grads()}

    expect.matches(conv)


@check(points=1)
def pools(lab):
    "MaxPool2D hands on the maxima, and errors to their winners."
    x = np.array([[[[3.0, 7, 3, -1], [12, 17, 4, -1], [12, 21, 2, -5]]]])
    upstream = np.array([[[[2.0, 1.0, 3.0], [5.0, 4.0, 6.0]]]])

    def pool(m):
        return passes(m.MaxPool2D(2, 1), x, upstream)

    out = np.array([[[[17.0, 17.0, 4.0], [21.0, 21.0, 4.0]]]])
    dx = np.array([[[[0.0, 0, 0, 0], [0.0, 3, 9, 0], [0, 9, 0, 0]]]])
    expect.close(expect.matches(pool), {"out": out, "dx": dx})


@check(points=1)
def lays_flat_and_back(lab):
    "Flatten goes channel by channel, and backward undoes it."
    x = np.arange(24.0).reshape(2, 2, 2, 3)
    upstream = -np.arange(24.0).reshape(2, 12)

    def flatten(m):
        return passes(m.Flatten(), x, upstream)

    right = {"out": np.arange(24.0).reshape(2, 12), "dx": -x}
    expect.close(expect.matches(flatten), right)


@check(points=1)
def drops_in_training_only(lab):
    "Dropout drops while training, with one mask for both ways."
    x, upstream = lab.rng.uniform(1.0, 2.0, size=(2, 2, 3, 50, 4))

    def dropout(m):
        layer = m.Dropout(0.2, np.random.default_rng(3))
        used = {"out": layer.forward(x), "dx": layer.backward(upstream)}
        trained = passes(layer, x, upstream, train=True)
        factors = trained["out"] / x
        return {
            "out - x, not training": used["out"] - x,
            "dx - dout, not training": used["dx"] - upstream,
            "factors while training": np.unique(factors.round(9)),
            "a fifth is dropped": abs(float((factors == 0).mean()) - 0.2) < 0.06,
            "dx - dout * factors": trained["dx"] - upstream * factors,
        }

    none = np.zeros_like(x)
    found = expect.matches(dropout, atol=1e-8)
    right = {
        "out - x, not training": none,
        "dx - dout, not training": none,
        "factors while training": np.array([0.0, 1.25]),
        "a fifth is dropped": True,
        "dx - dout * factors": none,
    }
    expect.close(found, right, atol=1e-8)


@check(points=1)
def two_of_a_kind(lab):
    "Two Conv2D layers in use at the same time do not disturb each other."
    x, w, b = (lab.rng.normal(size=size) for size in ((2, 3, 4, 6), (5, 3, 2, 3), (5,)))

    def side_by_side(m):
        one, other = m.Conv2D(w, b), m.Conv2D(-w, b)
        out = one.forward(x)
        other.forward(2 * x)
        return {"dx of the first": one.backward(out), "grads() of the first": one.grads()}

    expect.matches(side_by_side)


@check(points=1)
def has_every_parameter_once(lab):
    "mini_cnn has its six layers, and every parameter in its shape."

    def shapes(m, more):
        params = m.mini_cnn((3, 6, 9), 5, np.random.default_rng(1), **more).params()
        return {name: tuple(array.shape) for name, array in params.items()}

    for more, right in (
        ({"filters": 4}, {"0.W": (4, 3, 3, 3), "0.b": (4,), "5.W": (48, 5), "5.b": (5,)}),
        ({}, {"0.W": (8, 3, 3, 3), "0.b": (8,), "5.W": (96, 5), "5.b": (5,)}),
    ):
        expect.close(expect.matches(shapes, more), right, what="the shapes in params()")


@check(points=2)
def there_and_back(lab):
    "The network sends images to logits, and gradients to the pixels."
    values = drawn(lab.rng, (2, 5, 6), 3, 4)
    x, upstream = lab.rng.normal(size=(2, 2, 5, 6)), lab.rng.normal(size=(2, 3))

    def forwards(m):
        return {"out": ready(m, (2, 5, 6), 3, values, 4).forward(x)}

    def back_through_a_narrow_one(m):
        model = ready(m, (1, 3, 8), 2, narrow, 1)
        out = None
        with suppress(Exception):  # what is wrong on the way forward, the first comparison has told
            out = model.forward(strip)
        if out is None:
            return None
        return {"dx": model.backward(np.array([[1.0, -2.0]]))}

    def there_and_back(m):
        model = ready(m, (2, 5, 6), 3, values, 4)
        return {**passes(model, x, upstream), "grads()": model.grads()}

    narrow, strip = drawn(lab.rng, (1, 3, 8), 2, 1), lab.rng.normal(size=(1, 1, 3, 8))
    expect.matches(forwards)
    expect.matches(back_through_a_narrow_one)
    expect.matches(there_and_back)


@check(points=1)
def starts_by_guessing(lab):
    "The first loss is ln K: what guessing among K classes costs."
    x = lab.rng.normal(size=(6, 3, 8, 6))

    def first_loss(m, classes, rng):
        logits = m.mini_cnn((3, 8, 6), classes, rng).forward(x)
        expect.shape(logits, (6, classes), what="the logits")
        loss = np.log(np.exp(logits).sum(axis=1)).mean() - logits.mean()  # the mean over all labels
        return {"the first loss is within 0.2 of ln K": bool(abs(loss - math.log(classes)) < 0.2)}

    for classes in (4, 10):
        expect.matches(first_loss, classes, lab.generator())
