"""Hidden checks of `sequential`: random networks of many shapes, and what follows from the protocol."""

import numpy as np

from grader import check, expect

# Samples, inputs, units, outputs: pairwise distinct, so that no transpose and no wrong axis can hide.
SHAPES = [
    (2, 3, 5, 7),
    (5, 2, 3, 4),
    (3, 7, 4, 2),
    (1, 4, 6, 3),
    (7, 5, 2, 1),
    (6, 1, 4, 3),
    (4, 3, 2, 5),
    (3, 2, 7, 5),
]

# Beside the learner's code, so that a whole network costs one message.
NETWORKS = """
def passes(model, x, upstream):
    out = model.forward(x)
    dx = model.backward(upstream)
    return {"out": out, "dx": dx, "grads()": model.grads()}


def two_layers(Sequential, Dense, ReLU, x, upstream, W0, b0, W2, b2):
    return passes(Sequential([Dense(W0, b0), ReLU(), Dense(W2, b2)]), x, upstream)


def collapsed(Sequential, Dense, x, W0, b0, W2, b2):
    model = Sequential([Dense(W0, b0), Dense(W2, b2)])
    return model.forward(x), Dense(W0 @ W2, b0 @ W2 + b2).forward(x)


def deep(Sequential, Dense, x, weights, biases):
    layers = [Dense(0 * W, 0 * b) for W, b in zip(weights, biases)]
    model = Sequential(layers)
    values = {}
    for i, (W, b) in enumerate(zip(weights, biases)):
        values |= {f"{i}.W": W, f"{i}.b": b}
    model.set_params(values)
    return {"params()": model.params(), "out": model.forward(x)}


def nested(Sequential, Dense, ReLU, x, upstream, W0, b0, W2, b2):
    return passes(Sequential([Sequential([ReLU(), Dense(W0, b0)]), Dense(W2, b2)]), x, upstream)


def nested_and_set(Sequential, Dense, ReLU, x, W0, b0, W2, b2):
    model = Sequential([Sequential([ReLU(), Dense(0 * W0, 0 * b0)]), Dense(0 * W2, 0 * b2)])
    model.set_params({"0.1.W": W0, "0.1.b": b0, "1.W": W2, "1.b": b2})
    return {"params()": model.params(), "out": model.forward(x)}


def side_by_side(Sequential, Dense, ReLU, x, upstream, one, other):
    first, second = (
        Sequential([Dense(W0, b0), ReLU(), Dense(W2, b2)]) for W0, b0, W2, b2 in (one, other)
    )
    first.forward(x)
    second.forward(-x)
    dx = second.backward(upstream), first.backward(upstream)
    return {"dx": dx, "first": first.grads(), "second": second.grads()}
"""


def drawn(rng, N, D, M, K):
    """Random x, upstream gradient and parameters for Dense-ReLU-Dense, off the corners of the ReLU."""
    while True:
        x, W0, b0 = (rng.normal(size=size) for size in ((N, D), (D, M), (M,)))
        if np.abs(x @ W0 + b0).min() > 1e-3:
            return x, rng.normal(size=(N, K)), W0, b0, rng.normal(size=(M, K)), rng.normal(size=K)


def two_layers(m, *args):
    """Output, gradient of x and gradients of the parameters of Dense-ReLU-Dense."""
    return m.load(NETWORKS).two_layers(m.Sequential, m.Dense, m.ReLU, *args)


@check(points=2)
def random_networks(lab):
    "Outputs and gradients are right for networks of many shapes."
    for shape in SHAPES:
        expect.matches(two_layers, *drawn(lab.rng, *shape))


@check(points=2)
def gradients(lab):
    "Every gradient is the derivative of the network's output."

    def model(m, W0, b0, W2, b2):
        return m.Sequential([m.Dense(W0, b0), m.ReLU(), m.Dense(W2, b2)])

    def forward(m, x, **params):
        return model(m, **params).forward(x)

    def backward(m, upstream, x, **params):
        network = model(m, **params)
        network.forward(x)
        dx, grads = network.backward(upstream), network.grads()
        found = grads if isinstance(grads, dict) else {}
        return [dx, *(found.get(name) for name in ("0.W", "0.b", "2.W", "2.b"))]

    x, _, W0, b0, W2, b2 = drawn(lab.rng, 4, 3, 5, 2)
    expect.gradient(forward, backward, {"x": x, "W0": W0, "b0": b0, "W2": W2, "b2": b2})


@check(points=1)
def grows_with_the_upstream_gradient(lab):
    "Twice the upstream gradient doubles every gradient; zero gives zeros."
    x, upstream, *params = drawn(lab.rng, 3, 4, 5, 2)
    once = expect.matches(two_layers, x, upstream, *params)
    for factor, words in ((2.0, "twice the upstream gradient"), (0.0, "an upstream gradient of zero")):
        found = two_layers(lab, x, factor * upstream, *params)
        expect.close(found["dx"], factor * once["dx"], what=f"dx for {words}")
        right = {name: factor * gradient for name, gradient in once["grads()"].items()}
        expect.close(found["grads()"], right, what=f"grads() for {words}")


@check(points=1)
def collapses_without_a_kink(lab):
    "Two Dense layers with nothing between them equal one."

    def collapsed(m, *args):
        return m.load(NETWORKS).collapsed(m.Sequential, m.Dense, *args)

    x, _, *params = drawn(lab.rng, 3, 4, 5, 2)
    pair = expect.matches(collapsed, x, *params)
    expect.shape(pair[0], (3, 2), what="out of two layers")
    expect.close(pair[0], pair[1], what="out of two layers, against that of the one they equal")


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out, forwards and backwards."
    for shape in SHAPES[:2]:
        expect.matches(two_layers, *(array.astype(np.float32) for array in drawn(lab.rng, *shape)))


@check(points=1)
def counts_beyond_nine(lab):
    "A network of twelve layers takes its parameters by name."
    weights = [lab.rng.normal(size=(3, 3)) for _ in range(12)]
    biases = [lab.rng.normal(size=3) for _ in range(12)]

    def deep(m, *args):
        return m.load(NETWORKS).deep(m.Sequential, m.Dense, *args)

    expect.matches(deep, lab.rng.normal(size=(2, 3)), weights, biases)


@check(points=1)
def is_itself_a_layer(lab):
    "A Sequential within a Sequential works like any layer."

    def nested(m, name, *args):
        return m.load(NETWORKS)[name](m.Sequential, m.Dense, m.ReLU, *args)

    x, upstream, *params = drawn(lab.rng, 4, 3, 5, 2)
    expect.matches(nested, "nested", x, upstream, *params)
    expect.matches(nested, "nested_and_set", x, *params)


@check(points=1)
def keeps_networks_apart(lab):
    "Two networks in use at the same time do not disturb each other."
    x, upstream, *one = drawn(lab.rng, 3, 4, 5, 2)
    other = [lab.rng.normal(size=array.shape) for array in one]

    def side_by_side(m, *args):
        return m.load(NETWORKS).side_by_side(m.Sequential, m.Dense, m.ReLU, *args)

    expect.matches(side_by_side, x, upstream, one, other)


@check(points=1)
def changes_no_argument(lab):
    "Neither the arrays of the constructor nor x nor the upstream gradient change."
    expect.unchanged(two_layers, *drawn(lab.rng, 3, 4, 5, 2))
