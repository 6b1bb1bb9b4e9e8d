"""Softmax regression in Keras: define, and say how to learn."""

import keras


def build_model():
    """Ten logits from a 28×28 image: one dense layer, 7,850 parameters."""
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(10)])


def compile_model(model):
    """Gradient descent on the cross-entropy of logits and integer labels."""
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.01),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model
