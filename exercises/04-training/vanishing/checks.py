"""Public checks of `vanishing`."""

import numpy as np

from grader import check, expect


class Scripted:
    """Stands in for rng: every draw is known beforehand, for kind "normal" and any activation.

    A draw as large as a batch is the next batch; all others go through the weights, one after the other.
    """

    def __init__(self, weights, batches):
        self.weights, self.batches, self.drawn = np.ravel(weights), list(batches), 0

    def standard_normal(self, size=None):
        """The next numbers of the script, in the shape asked for."""
        count = int(np.prod(size or 1))
        if count == self.batches[0].size:
            batch = self.batches.pop(0) if len(self.batches) > 1 else self.batches[0]
            return batch.reshape(size)
        numbers = 100 * self.weights[self.drawn : self.drawn + count]  # init multiplies by its std of 0.01
        self.drawn += count
        return numbers.reshape(size) if size else float(numbers[0])

    def normal(self, loc=0.0, scale=1.0, size=None):
        """The same, moved and stretched."""
        return loc + scale * self.standard_normal(size)


def on_script(lab, weights, batches, act):
    """A scenario: the norms of the network with these weights; one batch alone is x and upstream at once."""

    def scenario(m):
        rng = lab.stub(Scripted(weights, batches), methods=("normal", "standard_normal"))
        N, width = batches[0].shape
        return m.grad_norms(len(weights), act, "normal", rng, width=width, batch=N)

    return scenario


def norms(lab, depth, act, kind, **sizes):
    """The norms for a fresh generator, which must be depth numbers."""
    found = lab.grad_norms(depth, act, kind, lab.generator(), **sizes)
    expect.shape(found, (depth,), what="the array of norms")
    return expect.finite(found, what="the norms")


@check(points=1)
def draws_from_rng_alone(lab):
    "The same state of rng gives the same norms, another state others."
    one, other = lab.generator(), lab.generator()
    first = lab.grad_norms(3, "tanh", "he", one, 5, 4)
    again, another = lab.grad_norms(3, "tanh", "he", one, 5, 4), lab.grad_norms(3, "tanh", "he", other, 5, 4)
    same = np.array_equal(first, again)
    expect.that(same, "Two calls with rng in the same state differ.", mistake="global-rng")
    expect.that(not np.array_equal(first, another), "Another rng gives the same norms.")


@check(points=3, cases=[{"act": "linear"}, {"act": "relu"}, {"act": "tanh"}, {"act": "sigmoid"}])
def three_known_layers(lab, case):
    "With known weights and a known error, the three norms are right."
    weights, batch = lab.rng.normal(size=(3, 5, 5)), lab.rng.normal(size=(4, 5))
    expect.matches(on_script(lab, weights, [batch], case["act"]), atol=0)


@check(points=2)
def two_layers_by_hand(lab):
    "The lesson's two layers: the error has the norm 10 in layer 1, 5 in layer 2."
    weights = [np.array([[1.0, -1.0], [0.0, 1.0]]), np.array([[1.0, 2.0], [3.0, -1.0]])]
    found = expect.matches(on_script(lab, weights, [np.array([[4.0, 3.0]])], "relu"))
    expect.close(found, np.array([10.0, 5.0]), what="the norms")


@check(
    points=2,
    cases=[
        {"act": "sigmoid", "kind": "xavier", "share": 1.97e-6, "factor": 1.7},
        {"act": "sigmoid", "kind": "he", "share": 2.71e-5, "factor": 1.7},
        {"act": "relu", "kind": "xavier", "share": 0.043, "factor": 3.0},
        {"act": "relu", "kind": "he", "share": 0.97, "factor": 3.0},
    ],
)
def what_arrives_after_ten(lab, case):
    "Of the last layer's error, the share that the lesson names arrives at layer 1."
    found = norms(lab, 10, case["act"], case["kind"])
    share, factor = case["share"], case["factor"]
    expect.between(found[0] / found[-1], share / factor, share * factor, what="norm of layer 1 / layer 10")


@check(
    points=1,
    cases=[
        {"depth": 1, "width": 3, "batch": 5},
        {"depth": 7, "width": 2, "batch": 1},
        {"depth": 4, "width": 6, "batch": 3},
        {"depth": 2, "width": 1, "batch": 4},
    ],
)
def any_size(lab, case):
    "There is one norm for each layer, whatever depth, width and batch are."
    norms(lab, case["depth"], "tanh", "he", width=case["width"], batch=case["batch"])
