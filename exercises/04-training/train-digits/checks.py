"""Public checks of `train-digits`: a ladder from cheap questions to the accuracy."""

import math

import numpy as np

from grader import check, expect, ladder

# By data set: parameters, epochs, and the accuracies that earn half, three quarters and all of the points.
LIMITS = {
    "digits": {
        "parameters": 2_500,
        "epochs": 60,
        "bands": {"passing": 0.92, "solid": 0.935, "excellent": 0.95},
    },
}
MOST = 8_000  # pictures to train and validate on; digits has fewer


def task(lab):
    """What is to be learned."""
    return lab.task(train=MOST, test=2_000)


def network(lab):
    """Your network and its settings."""
    return lab.hand_network(task(lab))


def run(lab):
    """Three trainings from different weights; made once, for all checks that look at them."""
    return lab.train_by_hand(network(lab), task(lab))


@check(points=1)
def fits_the_task(lab):
    "CONFIG is complete, and the network fits the task and its budget."
    data = task(lab)
    limits = LIMITS[data.data]
    pixels = data.train.x[0].size
    ladder.contract(network(lab), inputs=(pixels,), outputs=(10,), max_parameters=limits["parameters"])
    ladder.budget(network(lab), data, limits["epochs"])


@check(points=1)
def prepares_pictures_one_by_one(lab):
    "prepare gives rows of moderate numbers, each from its own picture."
    pictures = np.array([[[0, 255], [51, 102]], [[255, 255], [0, 0]]], np.uint8)
    expect.shape(lab.prepare(pictures), (2, 4), what="prepare of two 2×2 pictures")
    sizes = {"unscaled-input": (20, 300)}
    ladder.prepared(network(lab), task(lab), mistakes=sizes, alone="standardised-per-call")


@check(points=1, needs=["fits_the_task", "prepares_pictures_one_by_one"])
def answers_alike_every_time(lab):
    "Outside training the same picture gets the same answer."
    ladder.deterministic_evaluation(network(lab), task(lab), mistake="drops-in-the-test")


@check(points=1, needs=["answers_alike_every_time"])
def starts_from_not_knowing(lab):
    "Before training the loss is about ln 10 = 2.303."
    loud = {"wide-start": (4.0, math.inf)}
    ladder.initial_loss(network(lab), task(lab), 2.303, low=0.9, high=1.5, mistakes=loud)


@check(points=1, needs=["answers_alike_every_time"])
def every_tensor_moves(lab):
    "Three steps change every array of parameters."
    ladder.every_tensor_moves(network(lab), task(lab), frozen="frozen-layer", stuck="not-learning")


@check(points=1, needs=["every_tensor_moves"])
def holds_nothing_but_parameters(lab):
    "The weights are drawn from rng, and all that the network holds is in params()."
    ladder.all_is_told(network(lab), task(lab), hidden="params-missing", fixed="own-generator")


@check(points=1, needs=["holds_nothing_but_parameters"])
def gradients_are_the_slopes(lab):
    "The gradients of the whole network are the slopes of its loss."
    ladder.gradients(network(lab), task(lab))


@check(points=1, needs=["starts_from_not_knowing", "gradients_are_the_slopes"])
def learns_sixteen_by_heart(lab):
    "A hundred steps on sixteen pictures bring the loss under 0.1."
    floors = {"softmax-twice": (1.44, 1.6), "not-learning": (2.25, 2.35)}
    ladder.overfits_one_batch(network(lab), task(lab), rate=1e-2, mistakes=floors)


@check(points=1, needs=["learns_sixteen_by_heart"])
def batches_are_mixed(lab):
    "Every batch holds many classes, and every epoch has an order of its own."
    ladder.batches(run(lab), mistake="no-shuffle")


@check(points=1, needs=["batches_are_mixed"])
def loss_goes_down(lab):
    "While training, the loss falls under half of what it was."
    strides = {"lr-too-low": (0, 0.005), "diverged": (0.1, math.inf)}
    if network(lab).settings.weight_decay > 0.05:
        strides = {"decays-away": (0, math.inf)}
    ladder.loss_settles(run(lab), mistakes=strides)


@check(points=4, needs=["loss_goes_down"])
def reads_digits(lab):
    "On pictures it has never seen, the network names most digits."
    ladder.learns_what_is_new(network(lab), task(lab), at_least=0.8)
    expect.band(run(lab).accuracy, **LIMITS[task(lab).data]["bands"])
