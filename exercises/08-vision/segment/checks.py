"""Public checks of segment."""

import math

import msgspec
import numpy as np

from grader import check, expect, ladder
from grader.datasets import Split
from grader.training.network import setting

TARGET = np.zeros((1, 4, 5), dtype=np.uint8)
TARGET[0, :3, 1:3] = 1
FOUND = np.zeros((1, 4, 5), dtype=np.uint8)
FOUND[0, :2, 1], FOUND[0, 0, 2], FOUND[0, 1, 3] = 1, 1, 1


def network_of(lab):
    """The learner's network with the grader's optimizer and loss."""
    loss = setting("BinaryCrossentropy", from_logits=True)
    return lab.network("build_fcn", optimizer=setting("Adam", learning_rate=5e-3), loss=loss)


@check(points=2)
def the_loss_of_a_pixel(lab):
    "The mean cross-entropy of all pixels: ln 2 where every logit is 0."
    logits = lab.rng.normal(size=(2, 3, 4))
    expect.matches(lab.pixel_bce, logits, lab.rng.integers(0, 2, size=(2, 3, 4), dtype=np.uint8))
    expect.close(lab.pixel_bce(np.zeros((1, 2, 3)), np.ones((1, 2, 3))), 0.693147181, what="the loss at 0")
    expect.matches(lab.pixel_bce, np.array([[[1000.0, -1000.0]]]), np.array([[[0.0, 0.0]]]))
    two = np.array([[[0.0, math.log(3)]]]), np.array([[[1, 0]]], dtype=np.uint8)
    expect.close(lab.pixel_bce(*two), 1.039720771, what="the loss of two pixels")


@check(points=2)
def dice_of_the_lessons_masks(lab):
    "Dice of the lesson's two masks is 0.6; of a whole batch it is counted in one go."
    p = lab.rng.uniform(size=(3, 4, 5))
    target = np.stack([lab.rng.uniform(size=(4, 5)) < share for share in (0.1, 0.5, 0.9)])
    expect.matches(lab.dice, p, target.astype(np.uint8))
    expect.close(expect.matches(lab.dice, FOUND, TARGET), 0.6, what="the Dice score")
    expect.close(lab.dice(TARGET, TARGET), 1.0, what="the Dice score of equal masks")


@check(points=3)
def miou_of_the_lessons_masks(lab):
    "The mean of 3/7 for the shape and 13/17 for the background is 0.5966."
    target = np.stack([lab.rng.permutation(9).reshape(3, 3) // most for most in (3, 4, 5)])
    expect.matches(lab.miou, lab.rng.normal(size=(3, 3, 3, 3)), target)
    scores = np.stack([1 - FOUND, FOUND], axis=-1).astype(float)
    expect.close(expect.matches(lab.miou, scores, TARGET), 0.596638655, what="the mean IoU")


@check(points=2)
def nothing_there(lab):
    "Two empty masks have Dice 1, and an absent class is left out of the mean."
    nothing = np.zeros((2, 3, 4), dtype=np.uint8)
    expect.matches(lab.dice, nothing, nothing)
    scores = np.stack([1 - FOUND, FOUND, 0 * FOUND], axis=-1).astype(float)
    expect.close(expect.matches(lab.miou, scores, TARGET), 0.596638655, what="the mean IoU")


@check(points=2)
def gives_a_logit_for_each_pixel(lab):
    "32×32 pixels in, 32×32 logits out, by convolutions, within 20,000 parameters."
    network = network_of(lab)
    kinds = {layer.kind for layer in network.layers}
    expect.that("Flatten" not in kinds, "Your network has a Flatten layer.", mistake="dense-at-the-end")
    shape, last = (32, 32, 1), network.architecture.layers[-1]
    ladder.contract(network, shape, shape, max_parameters=20_000, max_macs=10_000_000)
    activation = last.config.get("activation", "linear")
    expect.that(activation != "sigmoid", "The last layer has a sigmoid.", mistake="sigmoid-twice")
    expect.that(
        activation == "linear" and last.kind not in ("ReLU", "Softmax"),
        "The last layer should give logits, any real numbers: leave its activation away.",
    )


@check(points=2, needs=["gives_a_logit_for_each_pixel"])
def answers_where_it_looks(lab):
    "A pixel moves the answers around it, and none that are elsewhere."
    rows, columns = reached(lab, network_of(lab), lab.task())
    row, column = float(np.mean(rows)), float(np.mean(columns))
    expect.that(
        np.ptp(rows, axis=1).max() > 0,
        "An answer of your network depends on one pixel alone, the one in its place.",
        mistake="sees-one-pixel",
    )
    expect.that(
        max(abs(row - 15.5), abs(column - 15.5)) <= 2,
        "Four pixels in the middle (row and column 15.5 on average) should move the answers around them; "
        f"in your network they move those around row {row:g} and column {column:g}.",
        mistake="upsample-misaligned",
    )


def reached(lab, network, task):
    """First and last row, first and last column (two arrays (4, 2)) of the answers that four pixels move."""
    pixels = [(15, 15), (15, 16), (16, 15), (16, 16)]
    images = np.repeat(lab.rng.integers(0, 256, size=(1, 8, 32, 32), dtype=np.uint8), 5, axis=0)
    for number, (row, column) in enumerate(pixels, 1):
        images[number, :, row, column] += 128
    x = images.reshape(-1, 32, 32)
    answers = network.look(msgspec.structs.replace(task, train=Split(x, np.zeros_like(x)))).outputs
    answers = answers.reshape(5, 8, 32, 32).astype(float)
    change = np.abs(answers[1:] - answers[0]).max(axis=1)
    moved = change > 1e-4 * change.max()
    expect.that(moved.any(axis=(1, 2)).all(), "No answer depends on the pixels in the middle of the image.")
    return edges(moved.any(axis=2)), edges(moved.any(axis=1))


def edges(moved):
    """First and last true entry of each row. (M, L) booleans -> (M, 2)."""
    return np.array([(found[0], found[-1]) for found in map(np.flatnonzero, moved)])
