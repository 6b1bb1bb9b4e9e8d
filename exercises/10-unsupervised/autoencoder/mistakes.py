"""Known wrong answers to autoencoder."""

import keras
import numpy as np
from solution import decoder_loss as right_decoder_loss
from solution import pairs as right_pairs

from grader import mistake


@mistake(
    "trains-on-labels",
    "Your targets are the labels. An autoencoder has no teacher: it is right when it draws the image that it was shown, so the target is the input itself.",
)
class _:
    def pairs(images, labels):
        return right_pairs(images, labels)[0], labels


@mistake(
    "unscaled-targets",
    "Your targets are still 0 to 255, and the decoder ends in a sigmoid, which never says more than 1. Inputs and targets are the same numbers, on the same scale.",
)
class _:
    def pairs(images, labels):
        return right_pairs(images, labels)[0], images.reshape(len(images), -1).astype(np.float32)


@mistake(
    "sum-vs-mean",
    "You add up the squared errors where the mean is asked for. A sum grows with the batch and with the size of the image, and the gradient, and with it the learning rate, grows along.",
)
class _:
    def decoder_loss(h, W, b, x):
        loss, *gradients = right_decoder_loss(h, W, b, x)
        return loss * x.size, *(g * x.size for g in gradients)

    def compile_autoencoder(model):
        loss = keras.losses.MeanSquaredError(reduction="sum")
        model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss=loss)
        return model


@mistake(
    "averages-over-images-only",
    "You add up the pixels of an image and average over images alone. Here the mean goes over all N·D numbers, so that the loss of a small and of a large image can be compared.",
)
class _:
    def decoder_loss(h, W, b, x):
        loss, *gradients = right_decoder_loss(h, W, b, x)
        return loss * x.shape[1], *(g * x.shape[1] for g in gradients)


@mistake(
    "linear-vs-sigmoid-decoder",
    "Your decoder has no sigmoid, so its answers leave the range from 0 to 1: a pixel of -0.3 is no light at all. The lesson's decoder ends in a sigmoid.",
)
class _:
    def decoder_loss(h, W, b, x):
        error = h @ W + b - x
        dz = 2 * error / error.size
        return float(np.mean(error**2)), dz @ W.T, h.T @ dz, dz.sum(axis=0)

    def build_autoencoder():
        layers = keras.layers
        return keras.Sequential(
            [keras.Input((784,)), layers.Dense(100, activation="relu"), layers.Dense(784)]
        )


@mistake(
    "slope-forgotten",
    "Your gradient goes past the sigmoid as if it were not there. The error alone is the gradient by z for the cross-entropy; with squares the sigmoid's slope out·(1 - out) stays in.",
)
class _:
    def decoder_loss(h, W, b, x):
        out = 1 / (1 + np.exp(-(h @ W + b)))
        dz = 2 * (out - x) / x.size
        return float(np.mean((out - x) ** 2)), dz @ W.T, h.T @ dz, dz.sum(axis=0)


@mistake(
    "half-gradient",
    "Your gradients are half of what they should be. The derivative of a square brings a factor 2, and no 1/2 in this loss takes it away.",
)
class _:
    def decoder_loss(h, W, b, x):
        loss, *gradients = right_decoder_loss(h, W, b, x)
        return loss, *(g / 2 for g in gradients)


@mistake(
    "error-turned-round",
    "Your gradients have the wrong sign: they point downhill. The error in them is the answer minus the target, and the update takes the minus.",
)
class _:
    def decoder_loss(h, W, b, x):
        loss, *gradients = right_decoder_loss(h, W, b, x)
        return loss, *(-g for g in gradients)


@mistake(
    "bottleneck-too-wide",
    "Nothing in your network is narrower than the code may be, so it need not find anything out: it can pass every pixel on. The layer in the middle has 100 units.",
)
class _:
    def build_autoencoder():
        layers = keras.layers
        return keras.Sequential(
            [
                keras.Input((784,)),
                layers.Dense(784, activation="relu"),
                layers.Dense(784, activation="sigmoid"),
            ]
        )


@mistake(
    "sigmoid-encoder",
    "Your encoder ends in a sigmoid, whose slope is a quarter at most and which starts with all codes near one half: in ten epochs it hardly leaves the mean image. The lesson's encoder has relu.",
)
class _:
    def build_autoencoder():
        layers = keras.layers
        return keras.Sequential(
            [
                keras.Input((784,)),
                layers.Dense(100, activation="sigmoid"),
                layers.Dense(784, activation="sigmoid"),
            ]
        )


@mistake(
    "no-better-than-mean",
    "After training, your network is no better than one that ignores its input and always draws the mean image. Ten epochs with your optimizer lead nowhere: the mean over 784 pixels makes gradients small, and steps that suit other losses are not long enough here.",
)
class _:
    def compile_autoencoder(model):
        model.compile(
            optimizer=keras.optimizers.SGD(learning_rate=0.01), loss=keras.losses.MeanSquaredError()
        )
        return model
