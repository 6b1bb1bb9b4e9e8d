"""Public checks of autoencoder."""

import math

import numpy as np

from grader import check, expect, ladder

CODE, PIXELS = 100, 784


@check(points=2)
def the_image_is_question_and_answer(lab):
    "Inputs and targets are the same flat images, from 0 to 1."
    images = lab.rng.integers(0, 256, size=(3, 28, 28), dtype=np.uint8)
    inputs, targets = expect.matches(lab.pairs, images, np.array([7, 0, 3]))
    expect.shape(inputs, (3, PIXELS), what="the inputs")
    expect.close(targets, inputs, what="the targets")


@check(points=3)
def the_lessons_two_pixels(lab):
    "The worked example of the lesson, and one with three images."
    h, x = lab.rng.normal(size=(3, 2)), lab.rng.uniform(size=(3, 4))
    expect.matches(lab.decoder_loss, h, lab.rng.normal(size=(2, 4)), lab.rng.normal(size=4), x)
    code, image = np.array([[1.0, 2.0]]), np.array([[1.0, 0.0]])
    W = np.array([[math.log(3), 0.0], [0.0, 0.0]])
    loss, dh, dW, db = expect.matches(lab.decoder_loss, code, W, np.zeros(2), image)
    expect.close(loss, 0.15625, what="the loss")
    expect.close(db, np.array([-0.046875, 0.125]), what="db")
    expect.close(dW, np.array([[-0.046875, 0.125], [-0.09375, 0.25]]), what="dW")
    expect.close(dh, np.array([[-0.0514974541, 0.0]]), what="dh")


@check(points=2)
def squeezes_the_image_through_100_numbers(lab):
    "784 numbers in, 100 in the middle, 784 out, with 157,684 parameters at most."
    network = lab.network("build_autoencoder")
    sizes = [math.prod(size or 1 for size in layer.output) for layer in network.layers]
    narrowest = min(sizes, default=PIXELS)
    expect.that(
        narrowest <= CODE,
        f"The narrowest layer should give {CODE} numbers; yours gives {narrowest}.",
        mistake="bottleneck-too-wide",
    )
    ladder.contract(network, inputs=(PIXELS,), outputs=(PIXELS,), max_parameters=157_684)


@check(points=2, needs=["squeezes_the_image_through_100_numbers"])
def has_the_layers_of_the_lesson(lab):
    "An encoder with relu, a decoder with sigmoid, 157,684 parameters."
    network = lab.network("build_autoencoder")
    ladder.architecture(network, lab.network("build_autoencoder", of=lab.reference))
    expect.close(network.parameters, 157_684, what="the number of parameters")


@check(points=2, needs=["squeezes_the_image_through_100_numbers"])
def learns_from_the_mean_squared_error(lab):
    "The loss is the mean squared error, and a mean it is."
    loss = lab.network("build_autoencoder", compile="compile_autoencoder").compilation.loss
    expect.that(
        loss["name"] == "MeanSquaredError", f"The loss should be MeanSquaredError; yours is {loss['name']}."
    )
    reduction = loss["config"].get("reduction", "sum_over_batch_size")
    expect.that(
        reduction != "sum", "The reduction of your loss should be the mean, not the sum.", "sum-vs-mean"
    )
    expect.that(
        reduction in ("sum_over_batch_size", "mean", "mean_with_sample_weight"),
        f"The reduction of your loss should be the mean; yours is {reduction!r}.",
    )


@check(points=1, needs=["squeezes_the_image_through_100_numbers", "learns_from_the_mean_squared_error"])
def begins_with_grey(lab):
    "Before training every pixel comes out near one half, and the loss shows it."
    network = lab.network("build_autoencoder", compile="compile_autoencoder")
    task = lab.task(target="inputs")
    grey = float(np.mean((0.5 - task.train.y[:500]) ** 2))
    expect.between(network.look(task).loss, 0.9 * grey, 1.1 * grey, what="the loss before training")
