"""Hidden checks of keras-cnn."""

from grader import check, expect, ladder
from grader.training.network import setting

PROBABILITIES = setting("SparseCategoricalCrossentropy", from_logits=False)
LESSON = ["has_the_layers_of_the_lesson", "answers_alike_when_asked_again", "starts_from_not_knowing"]
SMALL = ["small_is_small_and_gives_probabilities"]
FLOORS = {"double-softmax": (1.44, 1.7)}


@check(points=1)
def leaves_the_pixels_alone(lab):
    "prepare takes any number of images, and does not change them."
    for count in (1, 7):
        x = lab.rng.integers(0, 256, size=(count, 28, 28)).astype("uint8")
        expect.matches(lab.prepare, x)
        expect.unchanged(lab.prepare, x)


@check(points=1, needs=["takes_images_and_gives_ten_numbers"])
def every_tensor_learns(lab):
    "Three steps change every tensor of build_model."
    ladder.every_tensor_moves(network(lab, "build_model"), lab.task(), frozen="frozen-conv")


@check(points=1, needs=["takes_images_and_gives_ten_numbers", "every_tensor_learns"])
def learns_a_batch_by_heart(lab):
    "With dropout off, a hundred steps are enough for build_model to learn sixteen images."
    ladder.overfits_one_batch(network(lab, "build_model"), lab.task(), mistakes=FLOORS)


@check(points=3, needs=["prepares_the_pixels", *LESSON, "every_tensor_learns", "learns_a_batch_by_heart"])
def recognises_digits(lab):
    "Six epochs are enough for build_model to recognise digits that it never saw."
    run = trained(lab, "build_model")
    ladder.loss_goes_down(run, to=0.5)
    expect.band(run.accuracy, **LARGE[run.data], what="the accuracy of build_model")


@check(points=1, needs=SMALL)
def every_tensor_of_small_learns(lab):
    "Three steps change every tensor of build_small."
    ladder.every_tensor_moves(network(lab, "build_small"), lab.task(), frozen="frozen-conv")


@check(points=1, needs=[*SMALL, "every_tensor_of_small_learns"])
def small_learns_a_batch_by_heart(lab):
    "With dropout off, a hundred steps are enough for build_small to learn sixteen images."
    ladder.overfits_one_batch(network(lab, "build_small"), lab.task(), mistakes=FLOORS)


@check(
    points=5,
    needs=["prepares_the_pixels", *SMALL, "every_tensor_of_small_learns", "small_learns_a_batch_by_heart"],
)
def small_beats_one_dense_layer(lab):
    "After six epochs build_small recognises more digits than one dense layer after a hundred."
    run = trained(lab, "build_small")
    # A network that has hardly learned at all has another illness.
    name = "no-better-than-linear" if run.accuracy > 0.7 else None
    band = BEYOND_LINEAR[run.data]
    expect.band(run.accuracy, **band, what="the accuracy of build_small", mistake=name)


def network(lab, build):
    """A network with the loss that fits its softmax."""
    return lab.network(build, loss=PROBABILITIES)


def trained(lab, build):
    """It after six epochs."""
    return lab.train(network(lab, build), lab.task(train=3000, test=1000), epochs=6, batch_size=64)


LARGE = {
    "glyphs": {"passing": 0.8, "solid": 0.84, "excellent": 0.88},
    "mnist": {"passing": 0.8, "solid": 0.85, "excellent": 0.9},
}
# Passing lies above one dense layer after 100 epochs, and above two without an activation, which are one.
BEYOND_LINEAR = {
    "glyphs": {"passing": 0.9, "solid": 0.915, "excellent": 0.93},
    "mnist": {"passing": 0.915, "solid": 0.92, "excellent": 0.925},
}
