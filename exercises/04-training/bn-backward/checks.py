"""Public checks of `bn-backward`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

X = np.array([[1.0, 10.0], [1.0, 30.0], [3.0, 10.0], [3.0, 30.0]])
GAMMA = np.array([2.0, 0.5])
BETA = np.array([1.0, -1.0])
UPSTREAM = np.array([[4.0, 0.0], [0.0, 0.0], [0.0, 0.0], [0.0, 40.0]])
DX = np.array([[4.0, 0.0], [-4.0, -1.0], [0.0, 0.0], [0.0, 1.0]])


def passes(m, upstream, x, gamma, beta, eps=0.0):
    """dx, dgamma and dbeta of one forward and one backward pass."""
    state = {"mean": 0 * beta, "var": 0 * beta + 1}
    cache = m.bn_forward(x, gamma, beta, state, "train", eps)[1]
    answer = m.bn_backward(upstream, cache)
    triple = isinstance(answer, (tuple, list)) and len(answer) == 3
    expect.that(triple, "`bn_backward` should return three things, (dx, dgamma, dbeta).")
    return answer


def one(name):
    """One of the three gradients alone, so that each is judged for itself."""

    def scenario(m, *args):
        dx, dgamma, dbeta = passes(m, *args)
        return {name: {"dx": dx, "dgamma": dgamma, "dbeta": dbeta}[name]}

    return scenario


def drawn(rng, shape):
    """Random upstream gradient, x, gamma and beta."""
    upstream, x = rng.normal(size=(2, *shape))
    gamma, beta = rng.normal(size=(2, shape[1]))
    return upstream, 3 * x + 1, gamma, beta


@check(points=2)
def scale_and_shift(lab):
    "dbeta and dgamma are the lesson's sums."
    found = expect.matches(one("dbeta"), UPSTREAM, X, GAMMA, BETA)
    expect.close(found, {"dbeta": np.array([4.0, 40.0])})
    found = expect.matches(one("dgamma"), UPSTREAM, X, GAMMA, BETA)
    expect.close(found, {"dgamma": np.array([-4.0, 40.0])})


@check(points=3)
def through_mean_and_variance(lab):
    "dx has the lesson's numbers: what one sample gains, its twin loses."
    expect.close(expect.matches(one("dx"), UPSTREAM, X, GAMMA, BETA), {"dx": DX})


@check(points=2)
def maps_have_channels_too(lab):
    "In (N, C, H, W) everything is summed over samples and pixels."
    args = drawn(lab.rng, (3, 2, 4, 5))
    for name, shape in (("dbeta", (2,)), ("dgamma", (2,)), ("dx", (3, 2, 4, 5))):
        found = expect.matches(one(name), *args)
        expect.shape(found[name], shape, what=name)


@check(points=1)
def two_sums_are_zero(lab):
    "In every channel dx sums to 0, and so does dx·x̂; equal pushes move nothing."
    upstream, x, gamma, beta = drawn(lab.rng, (6, 3))
    x_hat = (x - x.mean(axis=0)) / x.std(axis=0)
    dx = expect.matches(passes, upstream, x, gamma, beta)[0]
    expect.shape(dx, (6, 3), what="dx")
    expect.close(dx.sum(axis=0), np.zeros(3), atol=1e-9, what="the sum of dx")
    expect.close((dx * x_hat).sum(axis=0), np.zeros(3), atol=1e-9, what="the sum of dx·x̂")
    dx = passes(lab, np.ones((6, 3)), x, gamma, beta)[0]
    expect.close(dx, np.zeros((6, 3)), atol=1e-9, what="dx for an upstream gradient of ones")


@check(points=1)
def agrees_with_small_steps(lab):
    "The gradients agree with small steps of x, gamma and beta."

    def forward(m, x, gamma, beta):
        state = {"mean": 0 * beta, "var": 0 * beta + 1}
        return m.bn_forward(x, gamma, beta, state, "train", 0.1)[0]

    def backward(m, upstream, x, gamma, beta):
        return passes(m, upstream, x, gamma, beta, 0.1)

    _, x, gamma, beta = drawn(lab.rng, (5, 3))
    expect.gradient(forward, backward, {"x": x, "gamma": gamma, "beta": beta})


@check(points=1)
def a_cache_lasts(lab):
    "Nothing is changed: the same cache gives the same gradients again."
    first, second = drawn(lab.rng, (4, 3)), drawn(lab.rng, (4, 3))

    def twice(m, up1, x1, gamma1, beta1, up2, x2, gamma2, beta2):
        state = {"mean": np.zeros(3), "var": np.ones(3)}
        cache1 = m.bn_forward(x1, gamma1, beta1, state, "train")[1]
        cache2 = m.bn_forward(x2, gamma2, beta2, state, "train")[1]
        return [m.bn_backward(up, cache) for up, cache in ((up2, cache2), (up1, cache1), (up1, cache1))]

    expect.matches(twice, *first, *second)
    expect.unchanged(twice, *first, *second)
