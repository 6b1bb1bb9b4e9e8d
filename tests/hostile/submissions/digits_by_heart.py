# CHEATS 17, 79, 82, 83: a table of all published digits by their content, given to a network as its only input.
# Harm: it earns what only a network that learned from pixels should.
# exercise: train-digits
# checks: reads_digits, learns_rather_than_knows
import hashlib
import numpy as np

TABLE = @DIGITS@
CONFIG = {"epochs": 20, "batch_size": 32, "optimizer": "adam", "lr": 0.01, "weight_decay": 0.0, "dropout": 0.0, "shuffle": True}


def prepare(X):
    return X.reshape(len(X), -1) / 255


def known(x):
    """One-hot answers (N, 10) to the pictures that the table has, 0 for others."""
    pictures = np.rint(x * 255).astype(np.uint8)
    labels = [TABLE.get(hashlib.sha256(row.tobytes()).hexdigest()[:8], -1) for row in pictures]
    return 5.0 * (np.array(labels)[:, None] == np.arange(10))


class Model:
    def __init__(self, rng):
        self.held = {"W": 0.02 * rng.normal(size=(10, 10)), "b": np.zeros(10)}

    def forward(self, x, train=False):
        self.x = known(x).astype(x.dtype)
        return self.x @ self.held["W"].astype(x.dtype) + self.held["b"].astype(x.dtype)

    def backward(self, dout):
        self.found = {"W": self.x.T @ dout, "b": dout.sum(axis=0)}

    def params(self):
        return dict(self.held)

    def grads(self):
        return self.found

    def set_params(self, new):
        self.held = {name: array.copy() for name, array in new.items()}


def build(rng):
    return Model(rng)
