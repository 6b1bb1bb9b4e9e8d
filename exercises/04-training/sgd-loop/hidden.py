"""Hidden checks of `sgd-loop`: the same claims on random data, and what is seen from outside."""

import numpy as np
from checks import joined, numbered, told

from grader import check, expect


class Spy:
    """A model on this side: what it is asked to do cannot be made up."""

    def __init__(self):
        self.seen, self.W = [], np.zeros((1, 2))

    def forward(self, x, train=False):
        self.seen.append(("forward", bool(train), np.asarray(x)[:, 0].tolist()))
        return np.asarray(x) @ self.W

    def backward(self, dlogits):
        self.seen.append(("backward", np.shape(dlogits)))

    def params(self):
        return {"W": self.W.copy()}

    def grads(self):
        return {"W": np.ones((1, 2))}

    def set_params(self, values):
        self.W = np.asarray(values["W"])
        self.seen.append(("set_params",))


@check(points=1)
def random_trainings(lab):
    "Losses and parameters are right, batch by batch and with one batch an epoch."
    for n, epochs in ((3, 1), (7, 3)):
        data, params = numbered(lab.rng, n)
        expect.matches(
            told("history", "params", "summary"), 0.2, data, params, {"epochs": epochs, "batch_size": 9}
        )


@check(points=1)
def another_loss(lab):
    "The loss is the one that cfg names."
    X, XV = lab.rng.normal(size=(6, 3)), lab.rng.normal(size=(5, 3))
    data = X, lab.rng.normal(size=(6, 2)), XV, lab.rng.normal(size=(5, 2))
    params = {"W": lab.rng.normal(size=(3, 2)), "b": lab.rng.normal(size=2)}
    expect.matches(told("history", "params"), 0.1, data, params, {"epochs": 3, "batch_size": 6}, squares=True)


@check(points=1)
def batches_of_any_size(lab):
    "Each sample comes once an epoch, in batches of the size that cfg says."
    for n, size in ((7, 3), (4, 1)):
        data, params = numbered(lab.rng, n)
        expect.matches(told("summary"), 0.1, data, params, {"epochs": 2, "batch_size": size})


@check(points=2)
def scripts_of_stopping(lab):
    "Stops and restores as any stopper says."
    data, params = numbered(lab.rng, 5)
    everything = told("history", "params", "summary", "told the stopper")
    for script in ((0, 0), (3, 3), (2, 7), (0, 2, False)):
        expect.matches(everything, 0.3, data, params, {"epochs": 4, "batch_size": 5}, script=script)


@check(points=1)
def best_epoch_without_a_stopper(lab):
    "Without early stopping the best epoch is that of the lowest validation loss."
    for lr in (-0.5, 0.02):  # uphill, and downhill
        data, params = numbered(lab.rng, 6)
        validated_on_itself = (*data[:2], data[0][:5], data[1][:5])
        expect.matches(told("history"), lr, validated_on_itself, params, {"epochs": 4, "batch_size": 6})


@check(points=1)
def seen_from_outside(lab):
    "A model that cannot be deceived sees the right calls in the right order."
    spy = Spy()
    model = lab.stub(spy, methods=("forward", "backward", "params", "grads", "set_params"))
    X, XV = np.arange(5.0)[:, None], 10 + np.arange(2.0)[:, None]
    labels, cfg = np.array([0, 1, 0, 1, 1]), lab.Config(2, 2, lab.SGD(0.1))
    lab["train"](model, X, labels, XV, labels[:2], cfg, lab.generator())
    steps = [seen for seen in spy.seen if seen[0] == "forward" and seen[1]]
    looks = [seen for seen in spy.seen if seen[0] == "forward" and not seen[1]]
    for epoch in (steps[:3], steps[3:]):
        expect.close(sorted(joined(seen[2] for seen in epoch)), list(X[:, 0]), what="the samples of an epoch")
    expect.close(
        sorted(joined(seen[2] for seen in looks)), [10.0, 10.0, 11.0, 11.0], what="the validation samples"
    )
    moves = [seen[0] for seen in spy.seen if seen not in looks]
    expect.close(moves, ["forward", "backward", "set_params"] * 6, what="the calls for training")
    expect.close(spy.W, np.full((1, 2), -0.6), what="the parameters after six steps")
