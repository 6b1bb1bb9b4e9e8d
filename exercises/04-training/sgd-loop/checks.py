"""Public checks of `sgd-loop`. The model below keeps a diary of what is done to it."""

import numpy as np

from grader import check, expect

# It runs beside your code. Its logits are x @ W + b, and in training `shift` is added to the first of them.
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

# Four training samples and five for validation; the lesson's network starts with zeros.
X = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
Y = np.array([0, 1, 1, 0])
XV = np.array([[2.0, 0.0], [0.0, 2.0], [2.0, 1.0], [1.0, 2.0], [0.0, 0.0]])
YV = np.array([0, 1, 0, 1, 1])
ZEROS = {"W": np.zeros((2, 2)), "b": np.zeros(2)}
TWO_EPOCHS = {
    "history": [[0.6931471806, 0.5836120824], [0.5973789441, 0.5520695942], 1, False],
    "params": {
        "W": np.array([[0.03061483, -0.03061483], [-0.43877033, 0.43877033]]),
        "b": np.array([0.06122967, -0.06122967]),
    },
}


def trained(m, *args, **options):
    """All that can be told of one training."""
    return m.load(BESIDE).run(m["train"], m.Config, m.SGD, *args, **options)


def told(*keys):
    """A scenario that tells some of it: the order of the samples is nobody's business."""

    def scenario(m, *args, **settings):
        found = trained(m, *args, **settings)
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


@check(points=1)
def sgd_goes_downhill(lab):
    "SGD moves by -lr times the gradient, into new arrays."

    def step(m, params, grads):
        return m.SGD(0.1).step(params, grads)

    params = {"0.W": np.array([[1.0, 2.0]]), "0.b": np.array([3.0])}
    grads = {"0.W": np.array([[10.0, -10.0]]), "0.b": np.array([5.0])}
    found = expect.matches(step, params, grads)
    expect.close(found, {"0.W": np.array([[0.0, 3.0]]), "0.b": np.array([2.5])})
    expect.unchanged(step, params, grads)


@check(points=3)
def trains_two_epochs(lab):
    "Two epochs with one batch each give the lesson's losses and weights."
    found = expect.matches(
        told("history", "params"), 1.0, (X, Y, XV, YV), ZEROS, {"epochs": 2, "batch_size": 4}, shift=0.0
    )
    expect.close(found, TWO_EPOCHS)


@check(points=2)
def one_epoch_step_by_step(lab):
    "Each batch goes forward, backward and into the parameters; then comes validation."
    data, params = numbered(lab.rng, 10)
    found = expect.matches(told("summary"), 0.1, data, params, {"epochs": 2, "batch_size": 4})
    moves = [move for move, _ in found["summary"][:11]]
    expect.close(moves, ["train", "backward", "set_params"] * 3 + ["validate", "samples"], what="the moves")


@check(points=2)
def weighs_batches_by_their_size(lab):
    "The loss of an epoch is the mean over its samples, short batch or not."
    data, params = numbered(lab.rng, 9)
    found = expect.matches(told("history"), 0.0, data, params, {"epochs": 1, "batch_size": 4})
    logits = data[0] @ params["W"] + params["b"] + np.array([1.0, 0.0])
    right = float(np.mean(np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(9), data[1]]))
    expect.close(found["history"][0], [right], what="loss, with a learning rate of 0")


@check(points=1)
def mixes_anew_every_epoch(lab):
    "The samples come in another order in every epoch, drawn from rng."
    data, params = numbered(lab.rng, 24)

    def orders(seed):
        batches = trained(lab, 0.1, data, params, {"epochs": 2, "batch_size": 8}, seed=seed)["batches"]
        expect.close(
            [len(batch) for batch in batches], [8] * 6, what="the sizes of the batches of two epochs"
        )
        return joined(batches[:3]), joined(batches[3:])

    first, second = orders(1)
    in_order = first == sorted(first)
    expect.that(not in_order, "The samples come in the order of Xtr.", mistake="never-shuffles")
    expect.that(
        first != second, "The second epoch has the order of the first.", mistake="same-order-every-epoch"
    )
    expect.that(
        orders(1) == (first, second), "The same rng should give the same training.", mistake="rng-ignored"
    )
    expect.that(orders(2) != (first, second), "Another rng should give another order.", mistake="rng-ignored")


@check(points=2)
def obeys_the_stopper(lab):
    "It tells the stopper each validation loss, and stops when told to."
    data, params = numbered(lab.rng, 6)
    settings = {"epochs": 5, "batch_size": 6}
    found = expect.matches(told("history", "told the stopper"), 0.3, data, params, settings, script=(1, 3))
    expect.close(
        [len(found["history"][1]), *found["history"][2:]],
        [4, 1, True],
        what="[epochs, best_epoch, stopped_early]",
    )
    found = expect.matches(told("history"), 0.3, data, params, settings, script=(0, 9))
    expect.close(
        [len(found["history"][1]), *found["history"][2:]],
        [5, 0, False],
        what="[epochs, best_epoch, stopped_early]",
    )


@check(points=2)
def ends_with_the_best(lab):
    "At the end, early or not, the model has the parameters of the best epoch."
    data, params = numbered(lab.rng, 6)
    settings = {"epochs": 4, "batch_size": 6}

    def endings(m, *args):
        scripts = {
            "stopped": (1, 2),
            "run out": (1, 9),
            "not to be restored": (1, 2, False),
            "no best": (9, 2),
        }
        return {name: told("params", "summary")(m, *args, script=script) for name, script in scripts.items()}

    expect.matches(endings, 0.3, data, params, settings)
