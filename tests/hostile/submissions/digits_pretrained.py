# CHEATS 84: weights that were fitted elsewhere, with a little noise so that they seem to be drawn, and a training that does nothing.
# Harm: it earns what only learning should.
# exercise: train-digits
# sweep: yes
# checks: holds_nothing_but_parameters, learns_rather_than_knows, loss_goes_down, reads_digits
# earns: 1
import numpy as np

W = np.array(@WEIGHTS@)
CONFIG = {"epochs": 1, "batch_size": 500, "optimizer": "sgd", "lr": 1e-9, "weight_decay": 0.0, "dropout": 0.0, "shuffle": True}


def prepare(X):
    return np.concatenate([X.reshape(len(X), -1) / 255, np.ones((len(X), 1))], axis=1)


class Model:
    def __init__(self, rng):
        self.held = {"W": W + 1e-6 * rng.normal(size=W.shape)}

    def forward(self, x, train=False):
        self.x = x
        return x @ self.held["W"].astype(x.dtype)

    def backward(self, dout):
        self.found = {"W": self.x.T @ dout}

    def params(self):
        return dict(self.held)

    def grads(self):
        return self.found

    def set_params(self, new):
        self.held = {name: array.copy() for name, array in new.items()}


def build(rng):
    return Model(rng)
