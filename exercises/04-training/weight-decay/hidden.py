"""Hidden checks of `weight-decay`: random networks, scales, and what two steps do."""

from checks import both, everything

from grader import check, expect


def drawn(rng, shapes):
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


@check(points=2)
def random_networks(lab):
    "Loss and gradient agree with the formula for networks of many shapes."
    networks = [
        {"W1": (5, 3), "b1": (3,), "W2": (3, 2), "b2": (2,)},
        {"0.W": (4, 3, 2, 5), "0.b": (4,), "1.gamma": (4,), "1.beta": (4,), "5.W": (7, 6)},
        {"0.0.W": (2, 3), "0.1.W2": (3, 5), "0.1.Wx": (3,), "2.b": (1,)},
        {"b": (3,), "0.b": (4, 2)},
        {"W": ()},
    ]
    for shapes in networks:
        wd = float(lab.rng.uniform(0.01, 2.0))
        expect.matches(everything, float(lab.rng.normal()), drawn(lab.rng, shapes), wd)


@check(points=1)
def no_parameters_no_penalty(lab):
    "Without parameters, the loss is that of the data."
    loss, grads = both(lab.total_loss(0.25, {}, 0.5))
    expect.close(loss, 0.25, what="the loss")
    expect.that(len(grads) == 0, "reg_grads should be empty.")


@check(points=2)
def the_penalty_is_a_square(lab):
    "Twice the weights cost four times as much, and pull twice as hard."
    params = drawn(lab.rng, {"0.W": (3, 4), "0.b": (4,), "1.W": (4, 2)})
    loss, grads = both(expect.matches(lab.total_loss, 0.0, params, 0.2))
    loss2, grads2 = both(lab.total_loss(0.0, {name: 2 * p for name, p in params.items()}, 0.2))
    loss3, grads3 = both(lab.total_loss(0.0, params, 0.6))
    expect.close(loss2, 4 * loss, what="the penalty of twice the weights")
    expect.close(grads2, {name: 2 * g for name, g in grads.items()}, what="reg_grads of twice the weights")
    expect.close(loss3, 3 * loss, what="the penalty for three times wd")
    expect.close(grads3, {name: 3 * g for name, g in grads.items()}, what="reg_grads for three times wd")
    moved = {**params, "0.b": params["0.b"] + 5.0}
    expect.close(both(lab.total_loss(0.0, moved, 0.2))[0], loss, what="the penalty after moving a bias")


@check(points=1)
def a_step_shrinks_the_weights(lab):
    "A step along reg_grads shrinks weights by one factor and keeps the rest."
    params = drawn(lab.rng, {"0.W": (2, 5), "0.b": (5,), "3.gamma": (5,)})
    for _ in range(3):
        _, grads = both(lab.total_loss(1.0, params, 0.5))
        after = {name: p - 0.1 * grads[name] for name, p in params.items()}
        expected = {**params, "0.W": 0.95 * params["0.W"]}
        expect.close(after, expected, what="the parameters after a step")
        params = after


@check(points=1)
def leaves_other_networks_alone(lab):
    "Parameters stay as they are, call after call."
    params = drawn(lab.rng, {"W1": (4, 3), "b1": (3,), "0.W": (2,)})

    def twice(m, params):
        first, _ = m.total_loss(0.5, params, 0.7)
        second, grads = m.total_loss(0.5, params, 0.7)
        return first, second, grads

    expect.matches(twice, params)
    expect.unchanged(lab.total_loss, 0.5, params, 0.7)
