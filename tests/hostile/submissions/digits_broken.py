# CHEATS 30, 47, 48, 62, 63, 69, 73, 81: models whose methods lie, break, hang, grow, or change what they are handed.
# Harm: the grader's loop takes their answers for what they are not, or never ends.
# exercise: train-digits
# sweep: yes
# checks: train_*
# count: 24
# seconds: 3
# verdicts: failed, error, timeout, crashed, flooded, memory, refused
import os
import numpy as np

CONFIG = {"epochs": 3, "batch_size": 32, "optimizer": "sgd", "lr": 0.1, "weight_decay": 0.0, "dropout": 0.0, "shuffle": True}


def prepare(X):
    return X.reshape(len(X), -1) / 255


class Model:
    def __init__(self, rng):
        self.held = {"W": 0.1 * rng.normal(size=(64, 10)), "b": np.zeros(10)}

    def forward(self, x, train=False):
        self.x = x
        return x @ self.held["W"] + self.held["b"]

    def backward(self, dout):
        self.found = {"W": self.x.T @ dout, "b": dout.sum(axis=0)}

    def params(self):
        return dict(self.held)

    def grads(self):
        return self.found

    def set_params(self, new):
        self.held = new


def model(**methods):
    """A function that builds a model of which some methods are others."""
    return lambda rng: type("Model", (Model,), methods)(rng)


def fill(value):
    def forward(self, x, train=False):
        self.x = x
        return np.full((len(x), 10), value)
    return forward


class Hangs(dict):
    items = keys = values = __iter__ = __len__ = lambda self: forever()


def spoils(self, x, train=False):
    x[:] = 7
    for array in self.held.values():
        array[:] = np.nan
    return np.zeros((len(x), 10))


def grows(self):
    self.held[f"W{len(self.held)}"] = np.ones(9)
    return dict(self.held)


class Reports(float):
    """A loss, an accuracy: whatever is wanted."""
    __lt__ = __gt__ = __eq__ = lambda self, other: True
    __hash__ = float.__hash__


BUILT = [
    model(forward=fill(np.nan)),
    model(forward=fill(np.inf)),
    model(forward=fill(1e308)),
    model(forward=lambda self, x, train=False: np.zeros((len(x), 11))),
    model(forward=lambda self, x, train=False: np.zeros((len(x), 10), int)),
    model(forward=lambda self, x, train=False: np.zeros((len(x), 10), object)),
    model(forward=lambda self, x, train=False: np.zeros((len(x), 10**6))),
    model(forward=lambda self, x, train=False: [Reports(1)] * len(x)),
    model(forward=lambda self, x, train=False: forever()),
    model(forward=spoils),
    model(backward=lambda self, dout: os._exit(0)),
    model(backward=lambda self, dout: dout.fill(0), grads=lambda self: {"W": np.zeros((64, 10)), "b": np.zeros(10)}),
    model(grads=lambda self: {}),
    model(grads=lambda self: {"W": np.full((64, 10), np.nan), "b": np.full(10, -np.inf)}),
    model(grads=lambda self: {"W": np.ones(3), "b": np.ones(3)}),
    model(grads=lambda self: Hangs(self.found)),
    model(params=lambda self: {}),
    model(params=lambda self: {f"W{n}": np.ones(1) for n in range(10**5)}),
    model(params=lambda self: {"@ESC@[2J@BIDI@": np.ones(3), "\x00": None}),
    model(params=lambda self: {"W": np.ones((3000, 3000))}),
    model(params=grows),
    model(params=lambda self: {1: np.ones(3), None: np.ones(3)}),
    model(set_params=None),
    lambda rng: exec("raise SystemExit('@ESC@[31mpassed')"),
]
globals().update({f"build_{n}": build for n, build in enumerate(BUILT)})
build = Model
