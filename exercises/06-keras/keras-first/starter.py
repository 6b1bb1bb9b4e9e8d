"""The four steps of Keras: load, define, fit, test. You write two of them."""

import keras


def build_model():
    """Define a network that gives ten logits for an image.

    Input: images of shape (28, 28), float32 in [0, 1]; say so with keras.Input.
    Layers: Flatten, then Dense with 10 units and no activation: its outputs
        are logits, any real numbers, one for each digit.
    Returns a keras.Sequential (or a functional keras.Model). 7,850 parameters.
    """
    raise NotImplementedError(
        "build_model: start with keras.Sequential([keras.Input((28, 28)), …])"
    )


def compile_model(model):
    """Say how the network is to learn.

    model: what build_model returned; it is compiled in place.
    Optimizer: SGD with learning rate 0.01.
    Loss: SparseCategoricalCrossentropy, told that it gets logits. The labels
        are integers 0..9, not one-hot vectors.
    Returns the model, or nothing: it is compiled in place.
    """
    raise NotImplementedError(
        "compile_model: call model.compile(optimizer=…, loss=…) and return model"
    )
