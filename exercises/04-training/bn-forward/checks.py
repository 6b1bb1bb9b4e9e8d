"""Public checks of `bn-forward`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

X = np.array([[1.0, 10.0], [1.0, 30.0], [3.0, 10.0], [3.0, 30.0]])
GAMMA = np.array([2.0, 0.5])
BETA = np.array([1.0, -1.0])
START = {"mean": np.zeros(2), "var": np.ones(2)}
OUT = np.array([[-1.0, -1.5], [-1.0, -0.5], [3.0, -1.5], [3.0, -0.5]])
STATE2 = {"mean": np.array([0.2, 2.0]), "var": np.array([1.0, 10.9])}

MAPS = np.array([[[[1.0, 2.0]], [[3.0, 9.0]]], [[[6.0, 3.0]], [[7.0, 1.0]]]])  # (2, 2, 1, 2)


def three(answer):
    """What bn_forward returned, which must be three things."""
    triple = isinstance(answer, (tuple, list)) and len(answer) == 3
    expect.that(triple, "`bn_forward` should return three things, (out, cache, state2).")
    return answer


def out(m, *args, **settings):
    """The output alone."""
    return three(m.bn_forward(*args, **settings))[0]


def both(m, *args, **settings):
    """Output and new running statistics: which variance was used for which?"""
    out, _, state2 = three(m.bn_forward(*args, **settings))
    return {"out": out, "state2": state2}


def state2(m, *args, **settings):
    """The new running statistics alone."""
    return three(m.bn_forward(*args, **settings))[2]


@check(points=2)
def normalises_by_the_batch(lab):
    "In training the lesson's batch comes out as the lesson has it."
    expect.close(expect.matches(out, X, GAMMA, BETA, START, "train", eps=0.0), OUT, what="out")


@check(points=2)
def remembers_the_batch(lab):
    "Training moves the running mean and variance by a tenth."
    found = expect.matches(both, X, GAMMA, BETA, START, "train", eps=0.0)
    expect.close(found, {"out": OUT, "state2": STATE2})
    state = {"mean": np.array([4.0, -8.0]), "var": np.array([5.0, 20.0])}
    found = expect.matches(state2, X, GAMMA, BETA, state, "train", momentum=0.75)
    right = {"mean": np.array([3.5, -1.0]), "var": np.array([4.0, 40.0])}
    expect.close(found, right, what="state2 with momentum 0.75")


@check(points=2)
def is_tested_by_memory(lab):
    "In test mode the state is used, and stays as it is."
    x = X[:1]
    found = expect.matches(out, x, GAMMA, BETA, STATE2, "test", eps=0.0)
    expect.close(found, np.array([[2.6, 0.2115651]]), rtol=1e-6, what="out for the first row alone")
    rows = expect.matches(out, X, GAMMA, BETA, STATE2, "test", eps=0.0)
    expect.close(rows[:1], found, what="out for the first row in company")
    expect.close(expect.matches(state2, X, GAMMA, BETA, STATE2, "test"), STATE2, what="state2")


@check(points=2)
def one_statistic_for_each_channel(lab):
    "In (N, C, H, W) a channel's statistics run over samples and pixels."
    gamma, beta = np.array([1.0, 2.0]), np.array([0.0, 1.0])
    found = expect.matches(out, MAPS, gamma, beta, START, "train", eps=0.5)
    right = np.array([[[[-1.0, -0.5]], [[-0.2344268, 3.4688536]]], [[[1.5, 0.0]], [[2.2344268, -1.4688536]]]])
    expect.close(found, right, rtol=1e-6, what="out, with eps = 0.5")
    found = expect.matches(state2, MAPS, gamma, beta, START, "train", momentum=0.0)
    expect.close(found, {"mean": np.array([3.0, 5.0]), "var": np.array([3.5, 10.0])}, what="state2")
    x = lab.rng.normal(size=(3, 4, 5, 2))
    gamma, beta, mean = lab.rng.normal(size=(3, 4))
    state = {"mean": mean, "var": lab.rng.uniform(0.5, 2.0, size=4)}
    for mode in ("train", "test"):
        expect.matches(out, x, gamma, beta, state, mode)


@check(points=1)
def survives_what_does_not_vary(lab):
    "A constant channel, or a batch of one row, comes out as beta."
    x = np.array([[7.0, 1.0], [7.0, 2.0], [7.0, 3.0]])
    found = expect.no_warnings(out, x, GAMMA, BETA, START, "train")
    expect.close(found[:, 0], np.ones(3), what="out of a constant channel")
    found = expect.no_warnings(out, x[:1], GAMMA, BETA, START, "train")
    expect.close(found, BETA[None, :], what="out of one row")


@check(points=1)
def leaves_its_arguments_alone(lab):
    "x, gamma, beta and the old state stay as they are."
    for mode in ("train", "test"):
        expect.unchanged(out, X, GAMMA, BETA, START, mode)


@check(points=1)
def refuses_other_modes(lab):
    "A mode that is neither train nor test raises ValueError."
    expect.raises(ValueError, lab.bn_forward, X, GAMMA, BETA, START, "eval")
