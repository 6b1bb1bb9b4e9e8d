"""An autoencoder, 784-100-784: one layer's gradient by hand, then all of it in Keras."""

import keras
import numpy as np


def pairs(images, labels):
    """What the network is asked, and what it should answer.

    images: (N, 28, 28) uint8, 0..255. labels: (N,) integers, the digits.
    Returns (inputs, targets), two arrays (N, 784) float32 in [0, 1]: a network
        without a teacher is to give back what it is given.
    """
    raise NotImplementedError(
        "pairs: lay each image flat and divide by 255; then ask what the answer is"
    )


def decoder_loss(h, W, b, x):
    """The decoder's error and the gradient of it, by hand in NumPy.

    h: (N, H) codes. W: (H, D) weights. b: (D,) biases. x: (N, D) the images
        to be drawn, values in [0, 1]. All float64; they stay as they are.
    out = sigmoid(h @ W + b), of shape (N, D).
    Returns (loss, dh, dW, db):
        loss: float, the mean of (out - x)**2 over ALL N·D numbers, as Keras'
            mean squared error has it: no sum over pixels, no factor 1/2.
        dh (N, H), dW (H, D), db (D,): its gradients.
    """
    raise NotImplementedError(
        "decoder_loss: compute out and the loss first, then the gradient by z = h @ W + b"
    )


def build_autoencoder():
    """The network: 784 numbers in, 100 in the middle, 784 out.

    Input: (784,), say so with keras.Input.
    Layers: Dense with 100 units and relu, the encoder; Dense with 784 units
        and sigmoid, the decoder.
    Returns a keras.Sequential (or a functional keras.Model). 157,684 parameters.
    """
    raise NotImplementedError(
        "build_autoencoder: start with keras.Sequential([keras.Input((784,)), …])"
    )


def compile_autoencoder(model):
    """Say how the network is to learn.

    model: what build_autoencoder returned, with outputs (N, 784); it is
        compiled in place.
    Loss: MeanSquaredError, with the mean (the default) as its reduction.
    Optimizer: your choice. The grader trains ten epochs of 2,700 images in
        batches of 64, which is 430 steps, with what you choose.
    Returns the model.
    """
    raise NotImplementedError(
        "compile_autoencoder: call model.compile(optimizer=…, loss=…) and return model"
    )
