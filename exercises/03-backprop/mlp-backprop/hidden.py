"""Hidden checks of `mlp-backprop`: random networks, small steps, and what must not matter."""

import numpy as np
from checks import drelu, dtanh, loss_of, network, relu, tanh

from grader import check, expect

# N, D, H, K: pairwise distinct, so that no transpose and no wrong axis can hide.
SHAPES = [(2, 3, 5, 4), (5, 2, 3, 7), (3, 4, 7, 2), (1, 5, 2, 3), (7, 3, 4, 5), (4, 6, 5, 3)]


def bell(z):
    return np.exp(-(z**2) / 2)


def dbell(z):
    return -z * np.exp(-(z**2) / 2)


RELU, TANH, BELL = (relu, drelu), (tanh, dtanh), (bell, dbell)


def both(answer):
    """What mlp_loss returned, which must be a pair of a number and a dict."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[1], dict)
    expect.that(pair, "`mlp_loss` should return two things, (loss, grads), and grads is a dict.")
    return answer


def everything(m, *args):
    loss, grads = m.mlp_loss(*args)
    return loss, grads


def smooth_network(rng, *shape):
    """Random params, X and y, no pre-activation closer than 0.01 to the corner of ReLU."""
    while True:
        params, X, y = network(rng, *shape)
        if np.abs(X @ params["W1"] + params["b1"]).min() > 0.01:
            return params, X, y


def small_steps(lab, act, N, D, H, K):
    """The gradients of one random network against central differences."""
    params, X, y = smooth_network(lab.rng, N, D, H, K)

    def forward(m, **params):
        return loss_of(m, params, X, y, act)

    def backward(m, **params):
        _, grads = m.mlp_loss(params, X, y, act)
        return tuple(grads.get(name) for name in params)

    expect.gradient(forward, backward, params, upstream=False)


@check(points=2)
def agrees_on_random_networks(lab):
    "Loss and gradients agree with the formulas on random networks."
    for shape in SHAPES:
        params, X, y = smooth_network(lab.rng, *shape)
        expect.matches(everything, params, X, y, RELU)


@check(points=2)
def small_steps_with_relu(lab):
    "With ReLU, the gradients agree with small steps of every parameter."
    small_steps(lab, RELU, 4, 3, 5, 2)


@check(points=2)
def small_steps_with_a_bell(lab):
    "With a bell-shaped activation, too, the gradients agree with small steps."
    small_steps(lab, BELL, 2, 4, 3, 5)


@check(points=1)
def the_batch_is_averaged(lab):
    "The batch three times over has the same loss and the same gradients."
    params, X, y = smooth_network(lab.rng, 3, 2, 4, 5)
    loss, grads = both(expect.matches(everything, params, X, y, TANH))
    tiled_loss, tiled = both(lab.mlp_loss(params, np.tile(X, (3, 1)), np.tile(y, 3), TANH))
    expect.close(tiled_loss, loss, what="the loss of the batch three times over")
    expect.close(tiled, grads, what="the gradients of the batch three times over")


@check(points=1)
def ignorance_costs_ln_K(lab):
    "With a last layer of zeros the loss is ln K, and no error reaches the first."
    params, X, y = smooth_network(lab.rng, 5, 3, 4, 7)
    params["W2"], params["b2"] = np.zeros((4, 7)), np.zeros(7)
    loss, grads = both(lab.mlp_loss(params, X, y, RELU))
    expect.close(loss, np.log(7), what="the loss of a network that knows nothing")
    expect.close(grads["W1"], np.zeros((3, 4)), what="the gradient of W1 behind a W2 of zeros")
    expect.matches(everything, params, X, y, RELU)


@check(points=1)
def large_logits_stay_finite(lab):
    "Large logits give the exact loss, and nothing is warned."
    params, X, y = smooth_network(lab.rng, 3, 2, 5, 4)
    params["W2"] = 3000 * params["W2"]
    expect.matches(everything, params, X, y, TANH)
    expect.no_warnings(lab.mlp_loss, params, X, y, TANH)


@check(points=1)
def leaves_everything_alone(lab):
    "Parameters, inputs and labels stay as they are, and the answer is repeatable."
    params, X, y = smooth_network(lab.rng, 4, 3, 2, 5)
    expect.unchanged(lab.mlp_loss, params, X, y, RELU)

    def twice(m, *args):
        first, _ = m.mlp_loss(*args)
        second, grads = m.mlp_loss(*args)
        return first, second, grads

    expect.matches(twice, params, X, y, BELL)
