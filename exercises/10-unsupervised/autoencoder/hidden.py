"""Hidden checks of autoencoder."""

import numpy as np

from grader import check, expect, ladder
from grader.training.run import mse

FIRST = ["has_the_layers_of_the_lesson", "learns_from_the_mean_squared_error"]


def problem(rng, N, H, D):
    """Codes, weights, biases and images of a decoder."""
    h, W, b = rng.normal(size=(N, H)), rng.normal(size=(H, D)), rng.normal(size=D)
    return {"h": h, "W": W, "b": b, "x": rng.uniform(size=(N, D))}


@check(points=3)
def the_gradient_is_that_of_the_loss(lab):
    "Codes, weights and biases get the gradient of the loss."

    def forward(m, h, W, b, x):
        return m.decoder_loss(h, W, b, x)[0]

    def backward(m, h, W, b, x):
        return m.decoder_loss(h, W, b, x)[1:]

    given = problem(lab.rng, 4, 3, 7)
    expect.gradient(forward, backward, given, wrt=["h", "W", "b"], upstream=False)


@check(points=2, cases=[{"sizes": (1, 5, 3)}, {"sizes": (6, 1, 4)}, {"sizes": (3, 2, 1)}])
def any_number_of_images_and_pixels(lab, case):
    "One image, one number in the code, one pixel."
    given = problem(lab.rng, *case["sizes"])
    h, W, b, x = given.values()
    loss, _, dW, db = expect.matches(lab.decoder_loss, h, W, b, x)
    twice = expect.matches(lab.decoder_loss, np.concatenate([h, h]), W, b, np.concatenate([x, x]))
    for what, one, two in (("the loss", loss, twice[0]), ("dW", dW, twice[2]), ("db", db, twice[3])):
        expect.close(two, one, what=f"{what} of a batch in which every image stands twice")


@check(points=1)
def leaves_its_arguments_alone(lab):
    "Images, codes and weights stay as they are."
    given = problem(lab.rng, 3, 2, 5)
    loss, *_ = expect.unchanged(lab.decoder_loss, *given.values())
    expect.between(loss, 0, 1, what="the loss")
    images = lab.rng.integers(0, 256, size=(2, 28, 28), dtype=np.uint8)
    inputs, _ = expect.unchanged(lab.pairs, images, np.array([1, 2]))
    expect.between(np.max(inputs), 0, 1, what="the largest input")


@check(points=1, needs=FIRST)
def every_tensor_learns(lab):
    "Three steps change every tensor."
    network = lab.network("build_autoencoder", compile="compile_autoencoder")
    ladder.every_tensor_moves(network, lab.task(target="inputs"))


@check(points=5, needs=[*FIRST, "every_tensor_learns"])
def draws_digits_that_it_never_saw(lab):
    "After ten epochs its error on new images is less than half that of the mean image."
    network = lab.network("build_autoencoder", compile="compile_autoencoder")
    task = lab.task(target="inputs", train=3000, test=1000)
    mean_image = np.broadcast_to(task.train.y.mean(axis=0), task.test.y.shape)
    baseline = mse(mean_image, task.test.y)
    run = lab.train(network, task, epochs=10, batch_size=64)
    share = run.score(lambda drawn, images: mse(drawn, images) / baseline)
    expect.that(
        share < 0.9,
        f"Its error on new images is {share:.2f} times that of the mean image.",
        mistake="no-better-than-mean",
    )
    expect.band(share, **BANDS[run.data], what="the error, as a share of the mean image's")


BANDS = {
    "glyphs": {"passing": 0.5, "solid": 0.42, "excellent": 0.36},
    "mnist": {"passing": 0.5, "solid": 0.42, "excellent": 0.36},
}
