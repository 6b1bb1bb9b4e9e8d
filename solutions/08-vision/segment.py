"""Segmentation: a loss and two scores over all pixels, and a network that answers at each of them."""

import keras
import numpy as np


def pixel_bce(logits, target):
    """Mean binary cross-entropy over all pixels, from logits. logits, target: (N, H, W) -> float."""
    losses = np.maximum(logits, 0) - logits * target + np.log1p(np.exp(-np.abs(logits)))
    return float(np.mean(losses))


def dice(p, target):
    """Twice the overlap by the sum of both areas, counted over the whole batch. (N, H, W) -> float."""
    areas = np.sum(p) + np.sum(target)
    return float(2 * np.sum(p * target) / areas) if areas else 1.0


def miou(scores, target):
    """Mean over classes of intersection by union. scores: (N, H, W, K), target: (N, H, W) -> float."""
    predicted = scores.argmax(axis=-1)
    ious = [iou(predicted == k, target == k) for k in range(scores.shape[-1])]
    return float(np.mean([one for one in ious if one is not None]))


def iou(mine, right):
    """Intersection by union of two boolean masks; None where both are empty."""
    union = np.sum(mine | right)
    return np.sum(mine & right) / union if union else None


def build_fcn():
    """A logit for each pixel, by convolutions alone: down to 16×16 and back up, 5,345 parameters."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            layers.Conv2D(16, 5, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.UpSampling2D(2, interpolation="bilinear"),
            layers.Conv2D(1, 3, padding="same"),
        ]
    )
