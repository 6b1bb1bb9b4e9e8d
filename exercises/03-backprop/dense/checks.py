"""Public checks of `dense`. The numbers of the first two are those of the lesson."""

import numpy as np

from grader import check, expect

# A square layer: here D = M = 2, so that a bias added too early does not simply crash.
X = np.array([[1.0, 2.0], [0.0, 1.0], [-1.0, 0.0]])
W = np.array([[1.0, 2.0], [3.0, -1.0]])
B = np.array([10.0, 20.0])
UPSTREAM = np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]])

OUT = np.array([[17.0, 20.0], [13.0, 19.0], [9.0, 18.0]])
GRADIENTS = {
    "dx": np.array([[1.0, 3.0], [0.0, 7.0], [6.0, -3.0]]),
    "dW": np.array([[1.0, -3.0], [4.0, -1.0]]),
    "db": np.array([3.0, 2.0]),
}


def two(answer):
    """What dense_forward returned, which must be a pair: a batch of two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`dense_forward` should return two things, (out, cache).")
    return answer


def three(answer):
    """What dense_backward returned, which must be three gradients."""
    triple = isinstance(answer, (tuple, list)) and len(answer) == 3
    expect.that(triple, "`dense_backward` should return three things, (dx, dW, db).")
    return answer


def forward(m, x, W, b):
    """The layer's output without the cache."""
    out, _ = two(m.dense_forward(x, W, b))
    return out


def backward(m, upstream, x, W, b):
    """All three gradients, from one forward and one backward pass."""
    _, cache = two(m.dense_forward(x, W, b))
    dx, dW, db = three(m.dense_backward(upstream, cache))
    return dx, dW, db


def one_gradient(name):
    """One of the three gradients alone, so that each is judged for itself."""

    def scenario(m, *args):
        dx, dW, db = backward(m, *args)
        return {name: {"dx": dx, "dW": dW, "db": db}[name]}

    return scenario


def drawn(rng, leading, D, M):
    """Random x, W, b and upstream gradient for the leading axes given."""
    sizes = (*leading, D), (D, M), (M,), (*leading, M)
    return [rng.normal(size=size) for size in sizes]


@check(points=2)
def multiplies_then_adds_the_bias(lab):
    "dense_forward gives the lesson's numbers: product first, bias after it."
    expect.close(expect.matches(forward, X, W, B), OUT, what="out")


@check(points=2)
def sends_the_lesson_backwards(lab):
    "dense_backward gives the lesson's dx, dW and db."
    for name, gradient in GRADIENTS.items():
        found = expect.matches(one_gradient(name), UPSTREAM, X, W, B)
        expect.close(found, {name: gradient})


@check(
    points=1,
    cases=[
        {"N": 4, "D": 3, "M": 5},
        {"N": 2, "D": 7, "M": 3},
        {"N": 1, "D": 2, "M": 4},
        {"N": 5, "D": 4, "M": 1},
    ],
)
def has_the_right_shapes(lab, case):
    "Output and gradients have the right shapes, whatever N, D and M."
    N, D, M = case["N"], case["D"], case["M"]
    x, W, b, upstream = drawn(lab.rng, (N,), D, M)
    expect.shape(forward(lab, x, W, b), (N, M), what="out")
    dx, dW, db = backward(lab, upstream, x, W, b)
    expect.shape(dx, (N, D), what="dx")
    expect.shape(dW, (D, M), what="dW")
    expect.shape(db, (M,), what="db")


@check(points=2)
def takes_extra_axes_as_samples(lab):
    "With x of shape (N, T, D), out and dx keep T; dW and db sum over it."
    x, W, b, upstream = drawn(lab.rng, (2, 4), D=3, M=5)
    expect.matches(forward, x, W, b)
    for name in ("dx", "dW", "db"):
        expect.matches(one_gradient(name), upstream, x, W, b)


@check(points=1)
def agrees_with_small_steps(lab):
    "The gradients agree with small steps of x, W and b."
    x, W, b, _ = drawn(lab.rng, (4,), D=3, M=2)
    expect.gradient(forward, backward, {"x": x, "W": W, "b": b})


@check(points=1)
def keeps_calls_apart(lab):
    "No argument is changed; each cache belongs to its call, and lasts."
    first = drawn(lab.rng, (3,), D=4, M=2)
    second = drawn(lab.rng, (3,), D=4, M=2)

    def two_layers(m, x1, W1, b1, up1, x2, W2, b2, up2):
        _, cache1 = two(m.dense_forward(x1, W1, b1))
        _, cache2 = two(m.dense_forward(x2, W2, b2))
        last = m.dense_backward(up2, cache2)
        return last, m.dense_backward(up1, cache1), m.dense_backward(up1, cache1)

    expect.matches(two_layers, *first, *second)
    expect.unchanged(two_layers, *first, *second)
