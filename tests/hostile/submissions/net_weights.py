# CHEATS 84: brings trained weights along in everything that crosses with an architecture.
# Harm: a network begins with numbers that were learned elsewhere.
# exercise: keras-first
# checks: look_*
# count: 14
# verdicts: refused, failed, error
import keras
import numpy as np
from keras import layers

TRAINED = np.random.default_rng(0).normal(size=(784, 10)).astype("float32")
Constant = keras.initializers.Constant


class Trained(keras.initializers.Initializer):
    def __call__(self, shape, dtype=None):
        return TRAINED

    def get_config(self):
        return {"value": TRAINED.tolist()}


class Disguised(keras.initializers.Constant):
    pass


Disguised.__name__ = Disguised.__qualname__ = "Constant"
Disguised.__module__ = keras.initializers.Constant.__module__


def network(*middle, **dense):
    return keras.Sequential([keras.Input((28, 28)), *middle, layers.Flatten(), layers.Dense(10, **dense)])


def scalars():
    """A unit a layer, each with a weight of its own in its initialiser."""
    x = keras.Input((28, 28))
    flat = layers.Flatten()(x)
    ones = [layers.Dense(1, kernel_initializer=Constant(0.01 * n + 0.5))(flat) for n in range(100)]
    return keras.Model(x, layers.Dense(10)(layers.Concatenate()(ones)))


def sums():
    x = keras.Input((28, 28))
    y = layers.Flatten()(x)
    for number in TRAINED.ravel()[:100]:
        y = y * float(number)
    return keras.Model(x, layers.Dense(10)(y))


BUILT = [
    lambda: network(kernel_initializer=Constant(TRAINED)),
    lambda: network(kernel_initializer=Constant(TRAINED.tolist())),
    lambda: network(kernel_initializer=Trained()),
    lambda: network(kernel_initializer=Disguised(TRAINED)),
    lambda: network(bias_initializer=Constant(TRAINED[0, :10])),
    lambda: network(layers.Normalization(mean=TRAINED[:28, 0], variance=TRAINED[:28, 1] ** 2)),
    lambda: network(layers.Reshape((784,)), layers.Rescaling(TRAINED[:, 0].tolist())),
    lambda: network(layers.Reshape((784,)), layers.Rescaling(1, offset=TRAINED[:, 0].tolist())),
    lambda: network(layers.BatchNormalization(gamma_initializer=Constant(TRAINED[:28, 0]))),
    lambda: network(layers.Reshape((784,)), layers.Embedding(256, 10, embeddings_initializer=Constant(TRAINED[:256]))),
    lambda: network(layers.Discretization(bin_boundaries=sorted(TRAINED[:100, 0].tolist()))),
    lambda: network(kernel_initializer=Constant(float("nan"))),
    scalars,
    sums,
]
globals().update({f"build_{n}": build for n, build in enumerate(BUILT)})


def compile_model(model):
    return model
