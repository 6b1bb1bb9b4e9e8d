# CHEATS 69, 73: networks that are small in memory and take for ever to compute.
# Harm: the grader waits.
# exercise: keras-first
# checks: look_0, train_1
# sweep: yes
# verdicts: timeout, failed, refused, memory
import keras
from keras import layers


def build_0():
    """Step by step in Python, even to look at it."""
    x = keras.Input((28, 28))
    y = layers.RepeatVector(100_000)(layers.Dense(1)(layers.Flatten()(x)))
    return keras.Model(x, layers.Dense(10)(layers.Flatten()(layers.TimeDistributed(layers.Dense(1))(y))))


def build_1():
    x = keras.Input((28, 28))
    y = layers.RepeatVector(1_000_000)(layers.Dense(1)(layers.Flatten()(x)))
    return keras.Model(x, layers.Dense(10)(layers.SimpleRNN(1)(y)))


def compile_model(model):
    model.compile(keras.optimizers.SGD(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model
