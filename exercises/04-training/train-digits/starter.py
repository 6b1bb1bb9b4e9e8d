"""Train on digits. You write what goes in, how the network begins, and the
settings; the grader holds the loop, the optimizer and the labels, and trains
three times, from different weights.

`sequential` is your own file of that exercise, if it passed its tests as it is
now, otherwise the reference solution. Layers of your own may stand here, too.

The test is answered by a new network from build, which is given the trained
parameters by set_params: what params() does not show is lost.

Refused here: scipy, sklearn, torch, tensorflow, keras.
"""

import numpy as np
from sequential import Dense, ReLU, Sequential

# This runs, and learns next to nothing. All seven keys are needed.
#
# epochs        passes over the 1 297 training pictures: 60 at most
# batch_size    pictures a step
# optimizer     "sgd", "momentum" (with mu = 0.9) or "adam"
# lr            the learning rate
# weight_decay  weight_decay * W is added to the gradient of every W
# dropout       the loop drops each input number with this probability
# shuffle       False: the pictures come sorted by class, in every epoch
CONFIG = {
    "epochs": 5,
    "batch_size": 128,
    "optimizer": "sgd",
    "lr": 0.001,
    "weight_decay": 0.0,
    "dropout": 0.0,
    "shuffle": False,
}


def prepare(X):
    """Turn pictures into what the network takes.

    X: (N, H, W) uint8 array, 0 is paper and 255 is ink; the digits are 8×8.
    Returns a float array of shape (N, H*W), numbers of about 1 in size. A row
    depends on its own picture alone. It is called for training, validation
    and test pictures alike, and keeps nothing between calls.
    """
    raise NotImplementedError(
        "prepare: look at the largest number in X, then think of a divisor"
    )


def build(rng):
    """Make a new network.

    rng: numpy.random.Generator; all weights are drawn from it and from nothing
         else.
    Returns a model that turns (N, 64) into logits of shape (N, 10), not
    probabilities: a Sequential, or any object with forward(x, train=False),
    backward(dlogits), params(), grads() and set_params(values). It holds 2 500
    parameters at most.
    """
    raise NotImplementedError(
        "build: one hidden layer, Dense, ReLU and Dense, is enough; begin with "
        "the shapes"
    )
