"""A network of two dense layers for handwritten digits: how it starts, what it sees, how it is trained."""

import numpy as np
from sequential import Dense, ReLU, Sequential

CONFIG = {
    "epochs": 30,
    "batch_size": 32,
    "optimizer": "momentum",
    "lr": 0.05,
    "weight_decay": 0.0,
    "dropout": 0.0,
    "shuffle": True,
}


def prepare(X: np.ndarray) -> np.ndarray:
    """Pictures (N, 8, 8) as rows (N, 64) of numbers from 0 to 1."""
    return X.reshape(len(X), -1) / 255


def build(rng: np.random.Generator) -> Sequential:
    """64 → 32 → 10, with weights that keep the size of the values."""
    return Sequential([dense(64, 32, rng, 2.0), ReLU(), dense(32, 10, rng, 1.0)])


def dense(D: int, M: int, rng: np.random.Generator, gain: float) -> Dense:
    """Weights of variance gain / D, biases 0."""
    return Dense(rng.normal(size=(D, M)) * np.sqrt(gain / D), np.zeros(M))
