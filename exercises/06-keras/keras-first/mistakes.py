"""Known wrong answers to keras-first."""

import keras

from grader import mistake


@mistake(
    "double-softmax",
    "Your last layer has a softmax, and the loss takes another one because it was told to expect logits. Probabilities squeezed a second time can never say more than e times as likely: leave the activation away.",
)
class _:
    def build_model():
        dense = keras.layers.Dense(10, activation="softmax")
        return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), dense])


@mistake(
    "no-flatten",
    "Your dense layer gets the image as 28 rows and gives ten numbers for each of them. Turn the image into one row of 784 numbers first.",
)
class _:
    def build_model():
        return keras.Sequential([keras.Input((28, 28)), keras.layers.Dense(10)])


@mistake(
    "from-logits-forgotten",
    "Your loss takes the ten numbers for probabilities, but your network gives logits, which may be negative and sum to anything. Tell the loss what it gets.",
)
class _:
    def compile_model(model):
        loss = keras.losses.SparseCategoricalCrossentropy()
        model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.01), loss=loss)
        return model


@mistake(
    "one-hot-with-sparse",
    "Your loss wants one-hot targets, but the labels here are integers. The loss for integer labels is the sparse one.",
)
class _:
    def compile_model(model):
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.01), loss=loss)
        return model


@mistake(
    "sum-loss",
    "Your loss adds up over the batch instead of averaging, so a step of 128 examples is 128 times as long and the learning rate means something else for each batch size. Leave the reduction at the mean.",
)
class _:
    def compile_model(model):
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")
        model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.01), loss=loss)
        return model


@mistake(
    "hidden-layer-without-activation",
    "You stacked two dense layers with nothing between them. A linear map of a linear map is one linear map: more parameters, the same set of answers. One layer does it here.",
)
class _:
    def build_model():
        layers = keras.layers
        return keras.Sequential(
            [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128), layers.Dense(10)]
        )
