# CHEATS 73: networks that no machine could hold, compiled.
# Harm: the grader allocates them, or takes long to say that it will not.
# exercise: keras-first
# sweep: yes
# checks: train_*
# count: 3
# verdicts: refused, failed
import keras
from keras import layers


def network(*middle):
    return keras.Sequential([keras.Input((28, 28)), *middle, layers.Flatten(), layers.Dense(10)])


def build_0():
    return network(layers.Dense(2**31 - 1))


def build_1():
    return network(layers.Dense(70_000), layers.Dense(70_000, kernel_initializer="orthogonal"))


def build_2():
    return network(layers.LSTM(50_000))


def compile_model(model):
    model.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model
