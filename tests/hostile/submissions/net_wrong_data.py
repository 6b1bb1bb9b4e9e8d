# CHEATS 28, 47: networks that cannot be computed with the data, or with the loss.
# Harm: the grader stops with an error of its own.
# exercise: keras-first
# sweep: yes
# checks: train_*
# count: 12
# verdicts: failed, refused, error
import keras
from keras import layers

SHAPES = [
    lambda: keras.Sequential([keras.Input((29, 28)), layers.Flatten(), layers.Dense(10)]),
    lambda: keras.Sequential([keras.Input(()), layers.Reshape((1,)), layers.Dense(10)]),
    lambda: keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(3)]),
    lambda: keras.Sequential([keras.Input((28, 28)), layers.Dense(10)]),
    lambda: keras.Sequential([keras.Input((28, 28), batch_size=3), layers.Flatten(), layers.Dense(10)]),
    lambda: keras.Sequential([keras.Input((None, None)), layers.GlobalMaxPooling1D(keepdims=True), layers.Flatten()]),
    lambda: keras.Sequential([keras.Input((28, 28), dtype="int32"), layers.Flatten(), layers.Dense(10)]),
    lambda: keras.Model(*[keras.Input((28, 28))] * 2),
    lambda: keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, trainable=False)]),
    lambda: keras.Model(x := keras.Input((28, 28)), [layers.Flatten()(x), layers.Dense(10)(x)]),
    lambda: keras.Model([x := keras.Input((28, 28)), keras.Input((3,))], layers.Dense(10)(layers.Flatten()(x))),
    lambda: keras.Model({"a": (x := keras.Input((28, 28)))}, {"b": layers.Dense(10)(layers.Flatten()(x))}),
]
globals().update({f"build_{n}": build for n, build in enumerate(SHAPES)})


def compile_model(model):
    model.compile(keras.optimizers.SGD(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model
