"""Segmentation: what is this pixel part of? Two scores, a loss, and a network."""

import keras
import numpy as np


def pixel_bce(logits, target):
    """Binary cross-entropy of every pixel, averaged.

    logits: (N, H, W) floats, any real numbers: sigmoid(logit) is the
        probability that the pixel belongs to the shape.
    target: (N, H, W) of 0 and 1, uint8 or float.
    Returns a float: the mean over all N·H·W pixels, natural logarithm. Finite
        and without a warning for logits of ±1000.
    """
    raise NotImplementedError(
        "pixel_bce: write -ln(sigmoid(z)) and -ln(1 - sigmoid(z)) without overflow first"
    )


def dice(p, target):
    """The Dice score of masks: twice the overlap by the sum of both areas.

    p: (N, H, W), a mask of 0 and 1 (uint8) or probabilities (floats in [0, 1]).
    target: (N, H, W) of 0 and 1, uint8 or float.
    Returns a float, 2·Σ(p·target) / (Σp + Σtarget). Each sum goes over ALL
        pixels of ALL images of the batch. No smoothing constant; where both
        are empty everywhere, the score is 1.0.
    """
    raise NotImplementedError(
        "dice: sum p * target, p and target over the whole batch first"
    )


def miou(scores, target):
    """Mean intersection over union, the usual score of segmentation.

    scores: (N, H, W, K) floats, channels last. A pixel's class is the one with
        the largest score. (Ties are not tested.)
    target: (N, H, W) integers 0..K-1, the right classes; 0 is the background
        and counts as a class.
    Returns a float. For each class k: the number of pixels that are k in both,
        by the number that are k in at least one, counted over ALL images of
        the batch; then the mean over the classes. A class that is in neither
        of the two anywhere is left out of the mean.
    """
    raise NotImplementedError(
        "miou: turn scores into classes with argmax first, then take class by class"
    )


def build_fcn():
    """A fully convolutional network: one logit for every pixel.

    Input: (32, 32, 1), a grey image with values in [0, 1].
    Output: (32, 32, 1), a logit for each pixel, so the last layer has no
        activation: the loss takes the sigmoid.
    Convolutions, pooling, upsampling and the like; no Flatten. The layers are
        your choice (the lesson has a good start) within 20,000 parameters and
        10,000,000 multiplications for one image.
    The answer at a pixel has to look at the surroundings of that very pixel.
    Returns a keras.Sequential (or a functional keras.Model). The grader trains
        six epochs of 900 images in batches of 16, with Adam at 0.005.
    """
    raise NotImplementedError(
        "build_fcn: start with keras.Sequential([keras.Input((32, 32, 1)), …])"
    )
