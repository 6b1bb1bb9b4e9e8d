"""Public checks of learn-a-filter."""

from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from grader import check, expect

PREWITT = np.array([[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]])
EMBOSS = np.array([[-2.0, -1.0, 0.0], [-1.0, 1.0, 1.0], [0.0, 1.0, 2.0]])


def maps(X, K):
    """The map of every image. X: (N, H, W), K: (3, 3) -> (N, H - 2, W - 2)."""
    return np.einsum("nijyx,yx->nij", sliding_window_view(X, (3, 3), axis=(1, 2)), K)


def learn(m, X, Y, lr, steps, rng):
    """The kernel and the losses."""
    answer = m.learn_filter(X, Y, lr, steps, rng)
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`learn_filter` should return two things, (K, history).")
    K, history = answer
    return {"K": K, "history": history}


@check(points=2)
def one_step(lab):
    "One step goes from the random start against the gradient."
    X = lab.rng.normal(size=(2, 4, 6))
    Y = maps(X, lab.rng.normal(size=(3, 3)))
    expect.matches(learn, X, Y, 0.2, 1, lab.generator())


@check(points=2)
def finds_the_edge_filter(lab):
    "It finds the lesson's edge filter, which it has never seen."
    X = lab.rng.normal(size=(4, 7, 8))
    found = expect.matches(learn, X, maps(X, PREWITT), 0.2, 100, lab.generator())
    expect.close(found["K"], PREWITT, rtol=0.0, atol=1e-3, what="K")


@check(points=2)
def finds_emboss(lab):
    "It finds emboss as it is, not turned and not on its side."
    X = lab.rng.normal(size=(3, 9, 8))
    found = expect.matches(learn, X, maps(X, EMBOSS), 0.2, 100, lab.generator())
    expect.close(found["K"], EMBOSS, rtol=0.0, atol=1e-3, what="K")


@check(points=2)
def the_loss_falls(lab):
    "The losses fall from step to step, each taken before its update."
    X = lab.rng.normal(size=(4, 7, 6))
    found = expect.matches(learn, X, maps(X, EMBOSS), 0.1, 20, lab.generator())
    history = found["history"]
    expect.that(len(history) == 20, "`history` should have 20 losses, one for each step.")
    falls = all(later < earlier for earlier, later in pairwise(history))
    expect.that(falls, "Every loss should be smaller than the one before.")


@check(points=1)
def no_steps_at_all(lab):
    "Without a step, K is the random start and history is empty."
    X = lab.rng.normal(size=(2, 5, 6))
    expect.matches(learn, X, maps(X, PREWITT), 0.2, 0, lab.generator())


@check(points=1)
def refuses_maps_of_other_images(lab):
    "Maps that do not fit the images raise ValueError."
    X = np.ones((2, 5, 6))
    for shape in ((2, 5, 6), (3, 4), (1, 3, 4), (2, 1, 4), (2, 4, 3)):
        expect.raises(ValueError, learn, X, np.ones(shape), 0.1, 2, lab.generator())
