"""Public checks of keras-cnn."""

import numpy as np

from grader import check, expect, ladder
from grader.training.network import setting

PROBABILITIES = setting("SparseCategoricalCrossentropy", from_logits=False)


@check(points=2)
def prepares_the_pixels(lab):
    "prepare adds the axis for channels and brings grey levels to [0, 1] in float32."
    image = np.zeros((1, 28, 28), dtype=np.uint8)
    image[0, 3, 5], image[0, 4, 6] = 51, 255
    prepared = expect.matches(lab.prepare, image)
    expect.close(prepared[0, 3, 5, 0], np.float32(0.2), what="grey level 51")
    expect.close(prepared[0, 4, 6, 0], np.float32(1.0), what="grey level 255")


@check(points=1)
def takes_images_and_gives_ten_numbers(lab):
    "build_model takes 28×28×1 and gives ten numbers."
    ladder.contract(lab.network("build_model", loss=PROBABILITIES), (28, 28, 1), (10,))


@check(points=3, needs=["takes_images_and_gives_ten_numbers"])
def has_the_layers_of_the_lesson(lab):
    "build_model has the lesson's layers: 26 → 13 → 5,408 → 128 → 10."
    network = lab.network("build_model", loss=PROBABILITIES)
    ladder.architecture(network, lab.network("build_model", loss=PROBABILITIES, of=lab.reference))
    expect.close([layer.parameters for layer in network.layers], [320, 0, 0, 0, 692352, 0, 1290])
    expect.close(network.parameters, 693962, what="the number of parameters")


@check(points=1, needs=["has_the_layers_of_the_lesson"])
def answers_alike_when_asked_again(lab):
    "Outside training build_model gives the same answer to the same image."
    network = lab.network("build_model", loss=PROBABILITIES)
    ladder.deterministic_evaluation(network, lab.task(), mistake="dropout-at-test-time")


@check(points=1, needs=["has_the_layers_of_the_lesson"])
def starts_from_not_knowing(lab):
    "Before training the loss of build_model is about ln 10 = 2.303."
    network = lab.network("build_model", loss=PROBABILITIES)
    ladder.initial_loss(network, lab.task(), expected=2.3026)


@check(points=2)
def small_is_small_and_gives_probabilities(lab):
    "build_small takes 28×28×1, gives ten probabilities, and has at most 120,000 parameters."
    network = lab.network("build_small", loss=PROBABILITIES)
    ladder.contract(network, (28, 28, 1), (10,), max_parameters=120_000)
    ladder.deterministic_evaluation(network, lab.task(), mistake="dropout-at-test-time")
    outputs = network.look(lab.task()).outputs
    expect.that(
        bool((outputs >= 0).all() and np.allclose(outputs.sum(axis=1), 1, atol=1e-4)),
        "The ten outputs of build_small should be probabilities: none below 0, and 1 in sum.",
        mistake="softmax-missing",
    )
