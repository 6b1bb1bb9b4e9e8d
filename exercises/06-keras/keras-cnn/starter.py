"""The hello-world CNN: prepare the pixels, build the network of the lesson, then one of your own."""

import keras
import numpy as np


def prepare(x):
    """Turn grey levels into what a convolution reads.

    x: uint8 of shape (N, 28, 28), 0 for black to 255 for white; it is not changed.
    Returns float32 of shape (N, 28, 28, 1) in [0, 1]: channels come last.
    """
    raise NotImplementedError("prepare: first give x a last axis of length 1")


def build_model():
    """Build the network of the lesson, layer by layer.

    Input: (28, 28, 1), float32 in [0, 1]; say so with keras.Input.
    Layers, with their activations given to the layers themselves:
        Conv2D, 32 filters of 3×3, relu, no padding  -> (26, 26, 32)
        MaxPooling2D, 2×2                            -> (13, 13, 32)
        Dropout, rate 0.25
        Flatten                                      -> (5408,)
        Dense, 128 units, relu
        Dropout, rate 0.5
        Dense, 10 units, softmax                     -> (10,) probabilities
    Returns a keras.Sequential (or a functional keras.Model), not compiled.
        693,962 parameters.
    """
    raise NotImplementedError("build_model: start with keras.Input((28, 28, 1)) and a Conv2D layer")


def build_small():
    """Build a network of your own that is smaller, and better than one dense layer.

    Input: (28, 28, 1), float32 in [0, 1].
    Output: (10,) probabilities; the last layer has a softmax.
    At most 120,000 parameters. All of Keras' own layers are allowed.
    It is trained for 6 epochs on 2,700 images in batches of 64, which are
        258 steps of Adam at 0.001, with the cross-entropy of probabilities.
    Returns a keras.Sequential (or a functional keras.Model), not compiled.
    """
    raise NotImplementedError("build_small: start from build_model, and ask where its parameters are")
