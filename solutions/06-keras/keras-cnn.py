"""The hello-world CNN, and a network a sixth of its size that does better."""

import keras
import numpy as np


def prepare(x):
    """Grey levels (N, 28, 28) uint8 to one channel (N, 28, 28, 1) float32 in [0, 1]."""
    return x[..., None].astype(np.float32) / np.float32(255)


def build_model():
    """One convolution and two dense layers, with dropout before each of these: 693,962 parameters."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )


def build_small():
    """Two convolutions, a pool after each: 800 numbers arrive at the dense layers. 108,618 parameters."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
