# CHEATS 30, 44, 45, 62, 63, 69, 87: settings that are none, that lie about themselves, or that no training ends with.
# Harm: the grader believes, compares or prints one of them, or trains for ever.
# exercise: train-digits
# sweep: yes
# checks: config_*
# count: 22
# verdicts: failed, error, refused, timeout, flooded
import numpy as np

GOOD = {"epochs": 3, "batch_size": 32, "optimizer": "sgd", "lr": 0.1, "weight_decay": 0.0, "dropout": 0.0, "shuffle": True}


def prepare(X):
    return X.reshape(len(X), -1) / 255


class Text(str):
    __eq__ = __hash__ = lambda self, *other: forever()


class Number(float):
    __gt__ = __lt__ = __ge__ = __le__ = lambda self, other: True


class Dict(dict):
    __contains__ = lambda self, key: True
    __getitem__ = lambda self, key: GOOD[key]


deep = []
for _ in range(500):
    deep = [deep]
SETTINGS = [
    GOOD | {"epochs": 10**9}, GOOD | {"epochs": 61}, GOOD | {"epochs": 10**400}, GOOD | {"epochs": True}, GOOD | {"epochs": 1.0},
    GOOD | {"batch_size": 0}, GOOD | {"batch_size": -(10**30)}, GOOD | {"lr": float("nan")}, GOOD | {"lr": float("inf")}, GOOD | {"lr": -1.0},
    GOOD | {"optimizer": Text("sgd")}, GOOD | {"optimizer": "@ESC@]0;x\x07@BIDI@" * 500}, GOOD | {"optimizer": np.array(["sgd"])},
    GOOD | {"dropout": 1.0}, GOOD | {"dropout": Number(2)}, GOOD | {"shuffle": "no"}, GOOD | {"samples": 0}, GOOD | {"lr": deep},
    {}, None, [GOOD], Dict(),
]
globals().update({f"CONFIG_{n}": settings for n, settings in enumerate(SETTINGS)})


class Model:
    def __init__(self, rng):
        self.held = {"W": 0.1 * rng.normal(size=(64, 10))}

    def forward(self, x, train=False):
        self.x = x
        return x @ self.held["W"]

    def backward(self, dout):
        self.found = {"W": self.x.T @ dout}

    def params(self):
        return dict(self.held)

    def grads(self):
        return self.found

    def set_params(self, new):
        self.held = new


build = Model
