"""Public checks of pool-backward."""

import numpy as np

from grader import check, expect

IMAGE = np.array([[20, 5, 1, 30], [18, 9, 0, 1], [70, 112, 37, 4], [46, 88, 25, 12]], dtype=float).reshape(
    1, 1, 4, 4
)
ERRORS = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
FEATURE_MAP = np.array([[3, 7, 3, -1], [12, 17, 4, -1], [12, 21, 4, -5]], dtype=float).reshape(1, 1, 3, 4)
MORE_ERRORS = np.array([[[[2.0, 1.0, 3.0], [5.0, 4.0, 6.0]]]])


def dx(m, dout, x, kh, kw, stride, mode, pad=0):
    """Forwards, then backwards."""
    answer = m.pool_forward(x, kh, kw, stride, mode, pad)
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`pool_forward` should return two things, (out, cache).")
    return m.pool_backward(dout, answer[1])


def layer(rng, shape, kh, kw, stride, pad=((0, 0), (0, 0))):
    """A random upstream gradient, and an image in which no two cells are alike."""
    size = [
        (cells + sum(sides) - k) // stride + 1
        for cells, k, sides in zip(shape[2:], (kh, kw), pad, strict=True)
    ]
    x = rng.permutation(np.prod(shape)).reshape(shape) / 7 - 3
    return rng.normal(size=(*shape[:2], *size)), x, kh, kw, stride


@check(points=1)
def four_winners(lab):
    "The lesson's image: each maximum gets its error, and no other cell."
    found = expect.matches(dx, ERRORS, IMAGE, 2, 2, 2, "max")
    right = np.zeros((1, 1, 4, 4))
    right[0, 0, [0, 0, 2, 2], [0, 3, 1, 2]] = [1.0, 2.0, 3.0, 4.0]
    expect.close(found, right)


@check(points=1)
def four_shares(lab):
    "The lesson's averages: each of four cells gets a quarter."
    found = expect.matches(dx, ERRORS, IMAGE, 2, 2, 2, "avg")
    expect.close(found, np.kron(ERRORS, np.full((2, 2), 0.25)))


@check(points=2)
def overlapping_windows_add(lab):
    "A cell that wins several windows gets all their errors."
    untied = FEATURE_MAP.copy()
    untied[0, 0, 2, 2] = 3.0  # the lesson's map has another 4 here
    found = expect.matches(dx, MORE_ERRORS, untied, 2, 2, 1, "max")
    right = np.array([[[[0.0, 0.0, 0.0, 0.0], [0.0, 3.0, 9.0, 0.0], [0.0, 9.0, 0.0, 0.0]]]])
    expect.close(found, right)
    found = expect.matches(dx, MORE_ERRORS, FEATURE_MAP, 2, 2, 1, "avg")
    right = np.array([[[[0.5, 0.75, 1.0, 0.75], [1.75, 3.0, 3.5, 2.25], [1.25, 2.25, 2.5, 1.5]]]])
    expect.close(found, right)


@check(points=2)
def ties_give_nothing_away(lab):
    "Cells that tie get the error of their window once, in total."

    def of_the_tied_cells(m):
        gradient = dx(m, MORE_ERRORS, FEATURE_MAP, 2, 2, 1, "max")
        expect.shape(gradient, (1, 1, 3, 4), what="dx")
        return {
            "dx of the 17 and the 21": gradient[0, 0, [1, 2], [1, 1]],
            "dx of both 4s together": gradient[0, 0, 1, 2] + gradient[0, 0, 2, 2],
            "dx of all cells together": gradient.sum(),
        }

    right = {
        "dx of the 17 and the 21": np.array([3.0, 9.0]),
        "dx of both 4s together": 9.0,
        "dx of all cells together": 21.0,
    }
    expect.close(expect.matches(of_the_tied_cells), right)


@check(
    points=2,
    cases=[
        {"shape": (2, 3, 5, 7), "window": (2, 3), "stride": 1},
        {"shape": (1, 2, 9, 5), "window": (3, 2), "stride": 2},  # a column is left over
        {"shape": (3, 1, 4, 8), "window": (2, 4), "stride": 3},
        {"shape": (2, 3, 8, 6), "window": (2, 1), "stride": 3},  # a stride larger than the window
    ],
)
def windows_and_strides(lab, case):
    "Any window, stride and shape."
    args = layer(lab.rng, case["shape"], *case["window"], case["stride"])
    expect.matches(dx, *args, "max")
    expect.matches(dx, *args, "avg")


@check(
    points=2,
    cases=[
        {"shape": (1, 2, 5, 7), "window": (3, 3), "stride": 2, "pad": 1},
        {"shape": (2, 1, 6, 4), "window": (3, 2), "stride": 1, "pad": 1},
        {"shape": (2, 3, 6, 8), "window": (3, 4), "stride": 2, "pad": ((0, 1), (2, 0))},
    ],
)
def padding_gets_nothing(lab, case):
    "With padding, only real cells get a share."
    pad = case["pad"]
    sides = ((pad, pad), (pad, pad)) if isinstance(pad, int) else pad
    args = layer(lab.rng, case["shape"], *case["window"], case["stride"], sides)
    expect.matches(dx, *args, "max", pad)
    expect.matches(dx, *args, "avg", pad)


@check(points=1)
def agrees_with_small_steps(lab):
    "dx agrees with small steps of x."

    def forward(m, x, mode):
        return m.pool_forward(x, 3, 2, 2, mode, 1)[0]

    def backward(m, upstream, x, mode):
        return (dx(m, upstream, x, 3, 2, 2, mode, 1),)

    _, x, *_ = layer(lab.rng, (2, 1, 4, 5), 3, 2, 2)
    for mode in ("max", "avg"):
        expect.gradient(forward, backward, {"x": x, "mode": mode}, wrt=["x"])
