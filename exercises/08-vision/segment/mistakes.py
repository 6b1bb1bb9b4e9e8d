"""Known wrong answers to segment."""

import keras
import numpy as np
from solution import dice as right_dice
from solution import iou
from solution import miou as right_miou
from solution import pixel_bce as right_pixel_bce

from grader import mistake


@mistake(
    "sigmoid-twice",
    "Your numbers pass a sigmoid twice. The loss takes logits and applies the sigmoid itself; what it gets must not be a probability already, or no pixel can ever be called background.",
)
class _:
    def pixel_bce(logits, target):
        return right_pixel_bce(1 / (1 + np.exp(-logits)), target)

    def build_fcn():
        layers = keras.layers
        return keras.Sequential(
            [
                keras.Input((32, 32, 1)),
                layers.Conv2D(16, 5, padding="same", activation="relu"),
                layers.MaxPooling2D(2),
                layers.Conv2D(32, 3, padding="same", activation="relu"),
                layers.UpSampling2D(2, interpolation="bilinear"),
                layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
            ]
        )


@mistake(
    "log-of-zero",
    "Your loss takes the logarithm of a probability that has been rounded to 0, and becomes infinite or NaN. Write it in terms of the logit, as max(z, 0) and a logarithm of 1 + exp(-|z|).",
)
class _:
    def pixel_bce(logits, target):
        p = 1 / (1 + np.exp(-logits))
        return float(-np.mean(target * np.log(p) + (1 - target) * np.log(1 - p)))


@mistake(
    "uint8-wrap",
    "You put a minus before a mask of uint8, which knows no negative numbers: -1 becomes 255. Put the minus before the product with floats, or turn the mask into floats first.",
)
class _:
    def pixel_bce(logits, target):
        losses = np.maximum(logits, 0) + logits * -target + np.log1p(np.exp(-np.abs(logits)))
        return float(np.mean(losses))


@mistake(
    "sums-the-pixels",
    "You add up the pixels of an image and average over images alone. The mean goes over all pixels of all images, so that the loss before training is ln 2 for any size of image.",
)
class _:
    def pixel_bce(logits, target):
        return right_pixel_bce(logits, target) * logits[0].size


@mistake(
    "mean-per-image",
    "You score every image by itself and average the scores. Then an image with three pixels of the shape counts as much as one with three hundred: add up the counts of all images first, and divide once.",
)
class _:
    def dice(p, target):
        return float(np.mean([right_dice(p[i : i + 1], target[i : i + 1]) for i in range(len(p))]))

    def miou(scores, target):
        pairs = zip(scores, target, strict=True)
        return float(np.mean([right_miou(one[None], right[None]) for one, right in pairs]))


@mistake(
    "iou-for-dice",
    "Your Dice score divides by the union. It is twice the overlap by the sum of the two areas: pixels in both masks are counted twice above and twice below.",
)
class _:
    def dice(p, target):
        overlap = np.sum(p * target)
        union = np.sum(p) + np.sum(target) - overlap
        return float(overlap / union) if union else 1.0


@mistake(
    "smoothed-dice",
    "You add a constant above and below, as is done where Dice serves as a loss. As a score it flatters small shapes: an empty batch is the only case that needs a rule of its own.",
)
class _:
    def dice(p, target):
        return float((2 * np.sum(p * target) + 1) / (np.sum(p) + np.sum(target) + 1))


@mistake(
    "empty-counts-zero",
    "Where there is nothing to find and nothing was found, your Dice score is 0. That is a perfect answer: the score of two empty masks is 1.",
)
class _:
    def dice(p, target):
        areas = np.sum(p) + np.sum(target)
        return float(2 * np.sum(p * target) / areas) if areas else 0.0


@mistake(
    "accuracy-as-metric",
    "You return the share of pixels that are right. Most pixels are background, so a network that never finds anything scores high: take intersection over union for each class instead.",
)
class _:
    def miou(scores, target):
        return float(np.mean(scores.argmax(axis=-1) == target))


@mistake(
    "wrong-axis",
    "You take the largest score along the wrong axis. The channels come last here, (N, H, W, K), and the class of a pixel is the argmax over them.",
)
class _:
    def miou(scores, target):
        return right_miou(np.moveaxis(scores, 1, -1), target)


@mistake(
    "absent-class-counts",
    "A class that is neither there nor predicted counts as 0 in your mean, so the score depends on how many classes the list has. Leave such a class out.",
)
class _:
    def miou(scores, target):
        predicted, classes = scores.argmax(axis=-1), range(scores.shape[-1])
        return float(np.mean([iou(predicted == k, target == k) or 0.0 for k in classes]))


@mistake(
    "background-left-out",
    "Your mean starts at class 1. The background is a class like the others: begin with class 0.",
)
class _:
    def miou(scores, target):
        predicted = scores.argmax(axis=-1)
        ious = [iou(predicted == k, target == k) for k in range(1, scores.shape[-1])]
        found = [one for one in ious if one is not None]
        return float(np.mean(found)) if found else 0.0


@mistake(
    "upsample-misaligned",
    "Your network answers in the wrong place. Convolutions without padding cut off rows and columns on all four sides; filling them up on one side moves every answer. Use padding same, and undo each halving by one doubling.",
)
class _:
    def build_fcn():
        layers = keras.layers
        return keras.Sequential(
            [
                keras.Input((32, 32, 1)),
                layers.Conv2D(16, 5, activation="relu"),
                layers.MaxPooling2D(2),
                layers.Conv2D(32, 3, activation="relu"),
                layers.UpSampling2D(2, interpolation="bilinear"),
                layers.Conv2D(1, 3),
                layers.ZeroPadding2D(((0, 10), (0, 10))),
            ]
        )


@mistake(
    "dense-at-the-end",
    "Your network lays the image flat and lets dense layers draw the mask. Then each pixel has weights of its own, and what was learned in one corner is unknown in the others. A convolution answers everywhere with the same weights.",
)
class _:
    def build_fcn():
        layers = keras.layers
        return keras.Sequential(
            [
                keras.Input((32, 32, 1)),
                layers.Conv2D(16, 5, padding="same", activation="relu"),
                layers.MaxPooling2D(4),
                layers.Flatten(),
                layers.Dense(32 * 32),
                layers.Reshape((32, 32, 1)),
            ]
        )


@mistake(
    "sees-one-pixel",
    "Every convolution of yours is 1×1, so an answer depends on one pixel alone. The stripes inside and outside have the same brightness: only the neighbours tell them apart.",
)
class _:
    def build_fcn():
        layers = keras.layers
        return keras.Sequential(
            [
                keras.Input((32, 32, 1)),
                layers.Conv2D(64, 1, activation="relu"),
                layers.Conv2D(64, 1, activation="relu"),
                layers.Conv2D(1, 1),
            ]
        )
