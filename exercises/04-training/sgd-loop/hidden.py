"""Hidden checks of `sgd-loop`: the same claims on random data, and what is seen from outside."""

import numpy as np

from grader import check, expect

# The model of the public checks, and its diary.
BESIDE = """
import numpy as np


class Model:
    def __init__(self, W, b, shift):
        self.W, self.b, self.shift, self.diary = W, b, shift, []

    def forward(self, x, train=False):
        self.diary.append(("train" if train else "validate", x[:, 0].tolist()))
        self.x = x
        return x @ self.W + self.b + self.shift * train * np.eye(len(self.b))[0]

    def backward(self, dlogits):
        self.diary.append(("backward", []))
        self.d = {"W": self.x.T @ dlogits, "b": dlogits.sum(axis=0)}

    def params(self):
        return {"W": self.W.copy(), "b": self.b.copy()}

    def grads(self):
        return {name: d.copy() for name, d in self.d.items()}

    def set_params(self, values):
        self.W, self.b = values["W"].copy(), values["b"].copy()
        self.diary.append(("set_params", []))


class Script:
    "An early stopping that knows beforehand which epoch is the best and when to stop."

    def __init__(self, best, stop, restore_best=True):
        self.best_epoch, self.stop, self.restore_best = best, stop, restore_best
        self.best_params, self.heard = None, []

    def update(self, val_loss, params):
        if len(self.heard) == self.best_epoch:
            self.best_params = {name: w.copy() for name, w in params.items()}
        self.heard.append(float(val_loss))
        return len(self.heard) - 1 == self.stop


def half_squares(out, y):
    "The mean over the samples of half the squared distance."
    return ((out - y) ** 2).sum() / 2 / len(out), (out - y) / len(out)


def summary(diary):
    "The diary without the order of samples: sizes of batches, and which samples came in an epoch."
    told, epoch = [], []
    for what, samples in diary:
        if what == "validate" and told and told[-1][0] == "validate":
            told[-1] = ("validate", told[-1][1] + len(samples))
        else:
            told.append((what, len(samples)))
        epoch += samples
        if what == "validate" and told[-1][1] >= 5:
            told.append(("samples", sorted(epoch)))
            epoch = []
    return told


def run(train, Config, SGD, lr, data, params, settings, script=None, squares=False, shift=1.0, seed=0):
    model = Model(params["W"], params["b"], shift)
    stopper = Script(*script) if script else None
    settings = dict(settings, loss=half_squares) if squares else settings
    cfg = Config(optimizer=SGD(lr), early_stopping=stopper, **settings)
    history = train(model, *data, cfg, np.random.default_rng(seed))
    return {
        "history": [list(history.loss), list(history.val_loss), history.best_epoch, bool(history.stopped_early)],
        "params": model.params(),
        "told the stopper": stopper.heard if stopper else [],
        "summary": summary(model.diary),
        "batches": [samples for what, samples in model.diary if what == "train"],
    }
"""


def told(*keys):
    """A scenario that tells some of a training: the order of the samples is nobody's business."""

    def scenario(m, *args, **options):
        found = m.load(BESIDE).run(m["train"], m.Config, m.SGD, *args, **options)
        return {key: found[key] for key in keys}

    return scenario


def joined(lists):
    """One list of many."""
    return [item for one in lists for item in one]


def numbered(rng, n, n_val=5):
    """Random data for three inputs and two classes; the first input is the sample's number."""
    X, XV = rng.normal(size=(n, 3)), rng.normal(size=(n_val, 3))
    X[:, 0], XV[:, 0] = np.arange(n), 100 + np.arange(n_val)
    data = X, rng.integers(0, 2, size=n), XV, rng.integers(0, 2, size=n_val)
    return data, {"W": 0.1 * rng.normal(size=(3, 2)), "b": rng.normal(size=2)}


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
