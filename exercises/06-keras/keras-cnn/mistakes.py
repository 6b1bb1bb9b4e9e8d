"""Known wrong answers to keras-cnn."""

import keras
import numpy as np
from solution import build_model as right_build_model

from grader import mistake

layers = keras.layers


def lesson(padding="valid", activation="relu", rates=(0.25, 0.5), output="softmax"):
    """The layers of the lesson, with something else in one place."""
    return [
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, padding=padding, activation=activation),
        layers.MaxPooling2D(2),
        layers.Dropout(rates[0]),
        layers.Flatten(),
        layers.Dense(128, activation=activation),
        layers.Dropout(rates[1]),
        layers.Dense(10, activation=output),
    ]


def small(output="softmax"):
    """A network of the learner's own."""
    return [
        keras.Input((28, 28, 1)),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(10, activation=output),
    ]


def frozen(parts):
    """Them as a network, its first layer frozen."""
    model = keras.Sequential(parts)
    model.layers[0].trainable = False
    return model


@mistake(
    "unscaled",
    "Your pixels are still 0 to 255. A network starts from small weights that expect small inputs, and takes a 255 for something enormous: divide by the largest grey level.",
)
class _:
    def prepare(x):
        return x[..., None].astype(np.float32)


@mistake(
    "no-channel-axis",
    "Your images have no axis for channels. A convolution reads (N, height, width, channels), and grey images have one channel: give them a last axis of length 1.",
)
class _:
    def prepare(x):
        return x.astype(np.float32) / np.float32(255)


@mistake(
    "channels-first",
    "Your axis for channels comes right after the images, as in your own convolution. Keras keeps channels last: (N, 28, 28, 1).",
)
class _:
    def prepare(x):
        return x[:, None].astype(np.float32) / np.float32(255)


@mistake(
    "double-precision",
    "Your pixels are float64: dividing integers gives NumPy's default precision. Networks compute in float32, at half the memory, so convert before you divide.",
)
class _:
    def prepare(x):
        return x[..., None] / 255


@mistake(
    "integer-division",
    "Your division throws the fraction away, so that only white pixels are left. Convert to floats first, and divide with a single slash.",
)
class _:
    def prepare(x):
        return (x[..., None] // 255).astype(np.float32)


@mistake(
    "softmax-missing",
    "Your last layer gives logits, but here the loss is told to expect probabilities, and cuts negative numbers off. Let the last layer end in a softmax.",
)
class _:
    def build_model():
        return keras.Sequential(lesson(output=None))

    def build_small():
        return keras.Sequential(small(output=None))


@mistake(
    "double-softmax",
    "Your network takes the softmax twice. Probabilities that are squeezed a second time can never say more than e times as likely, and the loss gets stuck at 1.461: keep one of the two.",
)
class _:
    def build_model():
        return keras.Sequential([*lesson(), layers.Activation("softmax")])

    def build_small():
        return keras.Sequential([*small(), layers.Activation("softmax")])


@mistake(
    "dropout-at-test-time",
    "Your dropout is called with training=True, so it never stops: units are dropped at the test as well, and the same image gets another answer each time. Leave the argument out, and Keras switches dropout off by itself.",
)
class _:
    def build_model():
        start, *rest = lesson()
        x = start
        for layer in rest:
            x = layer(x, training=True) if isinstance(layer, layers.Dropout) else layer(x)
        return keras.Model(start, x)


@mistake(
    "frozen-conv",
    "Your convolution, or another layer with weights, is set to trainable=False, so that they stay the random numbers they began as. Filters are there to be learned: leave the layer trainable.",
)
class _:
    def build_model():
        return frozen(lesson())

    def build_small():
        return frozen(small())


@mistake(
    "same-padding",
    "Your convolution pads the image, so its maps stay 28×28. Here it takes only places where the whole filter fits, and 28 − 3 + 1 is 26: leave the padding at Keras' default.",
)
class _:
    def build_model():
        return keras.Sequential(lesson(padding="same"))


@mistake(
    "no-flatten",
    "Your dense layers come upon maps that are not laid out in one row. They work along the last axis alone, so each of the 13×13 places gets an answer of its own: flatten before the first of them.",
)
class _:
    def build_model():
        return keras.Sequential([layer for layer in lesson() if not isinstance(layer, layers.Flatten)])


@mistake(
    "relu-missing",
    "Your convolution and your hidden dense layer have no activation. A sum of sums is a sum: without a relu in between, much of the depth is lost.",
)
class _:
    def build_model():
        return keras.Sequential(lesson(activation=None))


@mistake(
    "dropout-rates-swapped",
    "Your two dropout rates have changed places. The rate is the share that is dropped: a quarter of the maps, half of the 128 hidden units.",
)
class _:
    def build_model():
        return keras.Sequential(lesson(rates=(0.5, 0.25)))


@mistake(
    "small-is-the-large-one",
    "Your build_small is the network of the lesson again. Nearly all of its parameters stand between Flatten and the first dense layer: make fewer numbers arrive there.",
)
class _:
    def build_small():
        return right_build_model()


@mistake(
    "no-better-than-linear",
    "Your build_small does hardly better, if at all, than one dense layer on the raw pixels. Give it something that looks at neighbourhoods, and an activation after each layer that has weights.",
)
class _:
    def build_small():
        return keras.Sequential(
            [keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="softmax")]
        )
