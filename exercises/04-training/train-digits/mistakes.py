"""What goes wrong in trainings, each told by the rung of the ladder that it breaks."""

import numpy as np
from sequential import Dense, ReLU, Sequential
from solution import CONFIG as RIGHT
from solution import build as right_build
from solution import dense

from grader import mistake


class Silent(Dense):
    """Weights that nobody is told of."""

    def params(self):
        return {}

    def grads(self):
        return {}

    def set_params(self, values):
        if values:
            super().set_params(values)


class Frozen(Dense):
    """It takes no values but its first."""

    def set_params(self, values):
        if not hasattr(self, "W"):
            super().set_params(values)


class Tanh(ReLU):
    """With a derivative that lacks a square."""

    def forward(self, x, train=False):
        self.out = np.tanh(x)
        return self.out

    def backward(self, dout):
        return dout * (1 - self.out)


class Dropout(ReLU):
    """Dropout that does not ask for the mode."""

    def __init__(self, rng):
        self.rng = rng

    def forward(self, x, train=False):
        self.mask = (self.rng.random(x.shape) >= 0.2) / 0.8
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class Softmax(ReLU):
    """Probabilities, where logits are wanted."""

    def forward(self, x, train=False):
        powers = np.exp(x - x.max(axis=1, keepdims=True))
        self.p = powers / powers.sum(axis=1, keepdims=True)
        return self.p

    def backward(self, dout):
        return self.p * (dout - (dout * self.p).sum(axis=1, keepdims=True))


@mistake(
    "unscaled-input",
    "Your inputs still run up to 255: the first layer's sums are hundreds of times too large. Divide by 255.",
)
class _:
    def prepare(X):
        return X.reshape(len(X), -1).astype(float)


@mistake(
    "standardised-per-call",
    "Your prepare uses the mean or the spread of all pictures in the call, so a picture comes out differently in "
    "other company. Use fixed numbers, such as 255.",
)
class _:
    def prepare(X):
        rows = X.reshape(len(X), -1) / 255
        return (rows - rows.mean()) / rows.std()


@mistake(
    "wide-start",
    "Your network shouts before it knows anything: its first weights are too large. Draw them with a variance of "
    "about 1 over the number of inputs of the layer.",
)
class _:
    def build(rng):
        return Sequential(
            [
                Dense(rng.normal(size=(64, 32)), np.zeros(32)),
                ReLU(),
                Dense(rng.normal(size=(32, 10)), np.zeros(10)),
            ]
        )


@mistake(
    "not-learning",
    "Your network does not learn: with all weights equal to zero no gradient gets through to any of them, and the "
    "loss stays at ln 10. Draw the weights from rng.",
)
class _:
    def build(rng):
        first, second = Dense(np.zeros((64, 32)), np.zeros(32)), Dense(np.zeros((32, 10)), np.zeros(10))
        return Sequential([first, ReLU(), second])


@mistake(
    "own-generator",
    "Your build makes a generator of its own, so each training begins at the same place. Draw from the rng that it "
    "is given.",
)
class _:
    def build(rng):
        return right_build(np.random.default_rng(0))


@mistake(
    "params-missing",
    "One of your layers keeps numbers that params() does not show: nobody can train them, and nobody can carry them "
    "to another network.",
)
class _:
    def build(rng):
        first = dense(64, 32, rng, 2.0)
        return Sequential([Silent(first.W, first.b), ReLU(), dense(32, 10, rng, 1.0)])


@mistake(
    "frozen-layer",
    "One of your layers is frozen: its set_params does not take the new values, so it stays as it was drawn while "
    "the others learn around it.",
)
class _:
    def build(rng):
        first = dense(64, 32, rng, 2.0)
        return Sequential([Frozen(first.W, first.b), ReLU(), dense(32, 10, rng, 1.0)])


@mistake(
    "wrong-derivative",
    "Your tanh layer multiplies by 1 − tanh(z), but the derivative is 1 − tanh²(z).",
)
class _:
    def build(rng):
        return Sequential([dense(64, 32, rng, 1.0), Tanh(), dense(32, 10, rng, 1.0)])


@mistake(
    "drops-in-the-test",
    "Your network drops values also when it is used, not only while it is trained. Let such a layer do nothing "
    "unless train is True.",
)
class _:
    def build(rng):
        layers = [dense(64, 32, rng, 2.0), ReLU(), Dropout(rng), dense(32, 10, rng, 1.0)]
        return Sequential(layers)


@mistake(
    "softmax-twice",
    "Your network ends in a softmax, and the loss takes the softmax of that once more: even a perfect answer then "
    "costs ln(1 + 9/e) = 1.461. Return the logits.",
)
class _:
    def build(rng):
        return Sequential([*right_build(rng).layers, Softmax()])


@mistake(
    "no-shuffle",
    "Your batches come in the order of the data, which is sorted by class: for many steps the network sees only "
    "zeros, then only ones, and forgets one for the other. Switch on shuffle.",
)
class _:
    CONFIG = RIGHT | {"shuffle": False}


@mistake(
    "diverged",
    "Your training diverged: each step leaps over the valley and lands higher than it began. The learning rate is "
    "too large.",
)
class _:
    CONFIG = RIGHT | {"lr": 3.0}


@mistake(
    "lr-too-low",
    "Your loss falls, but far too slowly: the learning rate is too small for the number of steps that you take.",
)
class _:
    CONFIG = RIGHT | {"lr": 5e-5}


@mistake(
    "decays-away",
    "Your weight decay is so strong that it pulls the weights to zero faster than the data can raise them.",
)
class _:
    CONFIG = RIGHT | {"weight_decay": 0.5}
