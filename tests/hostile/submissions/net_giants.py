# CHEATS 73: networks whose weights, outputs or graph no machine could hold.
# Harm: the grader allocates them, or takes long to say that it will not.
# exercise: keras-first
# checks: look_*
# count: 14
# verdicts: refused, failed
import keras
from keras import layers


def network(*middle, last=10):
    return keras.Sequential([keras.Input((28, 28)), *middle, layers.GlobalAveragePooling1D(), layers.Dense(last)])


def tall():
    x = keras.Input((28, 28))
    y = layers.Flatten()(x)
    for _ in range(501):
        y = layers.Identity()(y)
    return keras.Model(x, layers.Dense(10)(y))


def shared():
    """A layer that is called twice has no output of its own."""
    x = keras.Input((28, 28, 1))
    up = layers.UpSampling2D(200)
    return keras.Model(x, layers.Dense(10)(layers.GlobalAveragePooling2D()(layers.Add()([up(x), up(-x)]))))


def wrapped():
    inner = keras.Sequential([keras.Input((28,)), layers.RepeatVector(1_000_000), layers.GlobalAveragePooling1D()])
    return network(layers.TimeDistributed(inner))


def arithmetic():
    x = keras.Input((28, 28))
    y = keras.ops.repeat(x, 1_000_000, axis=2)
    return keras.Model(x, layers.Dense(10)(keras.ops.mean(y, axis=2)))


def outer():
    x = keras.Input((28, 28))
    flat = layers.Reshape((784,))(x)
    y = keras.ops.einsum("na,nb,nc->nabc", flat, flat, flat)
    return keras.Model(x, layers.Dense(10)(keras.ops.mean(y, axis=(2, 3))))


BUILT = [
    lambda: network(layers.Dense(2**31 - 1)),
    lambda: network(layers.Dense(70_000), layers.Dense(70_000)),
    lambda: network(layers.Dense(70_000), layers.Dense(70_000, kernel_initializer="orthogonal")),
    lambda: network(layers.LSTM(50_000, return_sequences=True)),
    lambda: network(layers.Conv1D(50_000, 28)),
    lambda: network(layers.Reshape((784,)), layers.Embedding(2**31 - 1, 100)),
    lambda: network(layers.UpSampling1D(1_000_000)),
    lambda: network(layers.ZeroPadding1D(10**9)),
    lambda: network(layers.Flatten(), layers.RepeatVector(10**9)),
    tall,
    shared,
    wrapped,
    arithmetic,
    outer,
]
globals().update({f"build_{n}": build for n, build in enumerate(BUILT)})


def compile_model(model):
    model.compile(keras.optimizers.SGD(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model
