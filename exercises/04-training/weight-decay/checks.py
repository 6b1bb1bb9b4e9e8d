"""Public checks of `weight-decay`. The numbers of the first are those of the lesson."""

import numpy as np

from grader import check, expect

PARAMS = {"0.W": np.array([[1.0, -2.0], [3.0, 0.0]]), "0.b": np.array([10.0, -10.0])}


def both(answer):
    """What total_loss returned, which must be a pair of a number and a dict."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[1], dict)
    expect.that(pair, "`total_loss` should return two things, (loss, reg_grads), and reg_grads is a dict.")
    return answer


def loss_of(m, *args):
    loss, _ = m.total_loss(*args)
    return loss


def everything(m, *args):
    loss, grads = m.total_loss(*args)
    return loss, grads


def network(rng):
    """Parameters of many names and shapes: three are decayed."""
    shapes = {"0.W": (3, 4), "0.b": (4,), "1.gamma": (4,), "1.beta": (4,), "2.0.W": (4, 2), "W3": (2, 5)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


@check(points=3)
def the_lessons_numbers(lab):
    "The lesson's loss is 1.2, and its weights are pulled by 0.1 of each."
    for name, gradient in both(lab.total_loss(0.5, PARAMS, 0.1))[1].items():
        if name in PARAMS:
            expect.shape(gradient, PARAMS[name].shape, what=f"reg_grads of {name}")
    loss, grads = expect.matches(everything, 0.5, PARAMS, 0.1)
    expect.close(loss, 1.2, what="the loss")
    pull = {"0.W": np.array([[0.1, -0.2], [0.3, 0.0]]), "0.b": np.array([0.0, 0.0])}
    expect.close(grads, pull, what="reg_grads")


@check(points=2)
def goes_by_the_name(lab):
    "Names decide: a W behind the last dot is decayed, nothing else is."
    expect.matches(everything, 1.5, network(lab.rng), 0.3)
    odd = {"Wide.b": (3,), "4.W": (5,), "4.b": (6,), "4.bW": (2, 3)}
    odd = {name: lab.rng.normal(size=shape) for name, shape in odd.items()}
    expect.matches(everything, 1.5, odd, 0.3)


@check(points=2)
def agrees_with_small_steps(lab):
    "reg_grads is the gradient of the loss, in every parameter."
    sizes = {"W1": (3, 2), "b1": (2,), "W2": (2, 4)}
    params = {name: lab.rng.normal(size=size) for name, size in sizes.items()}

    def forward(m, **params):
        return loss_of(m, 2.5, params, 0.4)

    def backward(m, **params):
        _, grads = m.total_loss(2.5, params, 0.4)
        return tuple(grads.get(name) for name in params)

    expect.gradient(forward, backward, params, upstream=False)


@check(points=1)
def nothing_without_wd(lab):
    "With wd = 0 the loss is that of the data, and more wd never costs less."
    params = network(lab.rng)
    loss, grads = both(lab.total_loss(0.75, params, 0.0))
    expect.close(loss, 0.75, what="the loss with wd = 0")
    expect.close(grads, {name: 0 * p for name, p in params.items()}, what="reg_grads with wd = 0")
    losses = [both(lab.total_loss(0.75, params, wd))[0] for wd in (0.0, 0.1, 0.2, 0.4)]
    expect.that(losses == sorted(set(losses)), "The loss should grow with wd.")


@check(points=1)
def leaves_the_parameters_alone(lab):
    "No parameter is changed; reg_grads are arrays of their own."
    params = network(lab.rng)
    expect.unchanged(lab.total_loss, 0.5, params, 0.3)
    expect.not_aliased(lab.total_loss, 0.5, params, 1.0)
