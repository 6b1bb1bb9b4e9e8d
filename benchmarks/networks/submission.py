"""Networks for 28×28 images, as a learner hands them in: ten logits each."""

import keras

layers = keras.layers


def build_linear() -> keras.Model:
    """One dense layer: 7,850 parameters."""
    return keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10)])


def build_mlp() -> keras.Model:
    """Two hidden dense layers: 52,650 parameters."""
    hidden = [layers.Dense(64, activation="relu"), layers.Dense(32, activation="relu")]
    return keras.Sequential([keras.Input((28, 28)), layers.Flatten(), *hidden, layers.Dense(10)])


def build_cnn() -> keras.Model:
    """One convolution, two dense layers, dropout before each of these: 693,962 parameters."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10),
        ]
    )


def build_deep() -> keras.Model:
    """Four convolutions: ten times the multiplications of `build_cnn`."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dense(10),
        ]
    )
