"""Hidden checks of `vanishing`."""

import numpy as np
from checks import Scripted, on_script

from grader import check, expect


@check(points=2)
def other_known_networks(lab):
    "With known weights and a known error, the norms of deeper networks are right."
    for depth, width, batch, act in ((1, 3, 2, "sigmoid"), (2, 4, 7, "gaussian"), (5, 3, 5, "tanh")):
        weights = lab.rng.normal(size=(depth, width, width))
        expect.matches(on_script(lab, weights, [lab.rng.normal(size=(batch, width))], act), atol=0)


@check(points=1)
def input_and_error_have_their_own_draws(lab):
    "The input and the upstream gradient are drawn apart from each other."
    weights, batches = lab.rng.normal(size=(3, 4, 4)), lab.rng.normal(size=(2, 6, 4))
    found = on_script(lab, weights, batches, "tanh")(lab)
    expected = [on_script(lab, weights, order, "tanh")(lab.reference) for order in (batches, batches[::-1])]
    expect.shape(found, (3,), what="the array of norms")
    right = any(np.allclose(found, e, rtol=1e-6, atol=0) for e in expected)
    expect.that(right, "With an upstream gradient unlike the input, the norms are not right.")


@check(points=1)
def the_error_begins_at_full_size(lab):
    "The error begins with the size of a standard normal batch."
    norm = lab.grad_norms(1, "linear", "he", lab.generator(), width=30, batch=20)
    expect.shape(norm, (1,), what="the array of norms")
    expect.that(abs(float(norm[0]) / np.sqrt(600) - 1) < 5 / np.sqrt(1200), "The norm is of another size.")

    def with_defaults(m):
        rng = lab.stub(Scripted(weights, [batch]), methods=("normal", "standard_normal"))
        return m.grad_norms(1, "tanh", "normal", rng)

    weights, batch = lab.rng.normal(size=(1, 64, 64)) / 8, lab.rng.normal(size=(32, 64))
    expect.matches(with_defaults)


@check(points=1)
def nothing_passes_zeros(lab):
    "Weights of zero stop the error behind the last layer."
    norms = lab.grad_norms(4, "sigmoid", "zeros", lab.generator(), width=12, batch=25)
    expect.shape(norms, (4,), what="the array of norms")
    expect.close(norms[:3], np.zeros(3), what="the norms of layers 1 to 3")
    share = float(norms[3]) / np.sqrt(300)
    expect.that(abs(share - 0.25) < 0.06, "The last layer should hold a quarter of the error.")


@check(points=2)
def kinds_and_activations(lab):
    "The kind of weights and the activation decide what arrives."
    ranges = {
        ("linear", "xavier"): (0.3, 3.0),
        ("linear", "he"): (8.0, 60.0),
        ("sigmoid", "normal"): (3e-10, 3e-9),
        ("tanh", "xavier"): (0.1, 1.5),
    }
    for (act, kind), (low, high) in ranges.items():
        norms = lab.grad_norms(10 if kind != "normal" else 6, act, kind, lab.generator(), width=40, batch=24)
        inside = low < norms[0] / norms[-1] < high
        expect.that(inside, f"With {act} and {kind} weights, another share of the error should arrive.")
