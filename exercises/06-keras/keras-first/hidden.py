"""Hidden checks of keras-first."""

from grader import check, expect, ladder

FIRST = ["takes_images_and_gives_ten_numbers", "is_compiled_as_the_lesson_says"]


@check(points=1, needs=FIRST)
def every_tensor_learns(lab):
    "Three steps change every tensor."
    network = lab.network("build_model", compile="compile_model")
    ladder.every_tensor_moves(network, lab.task())


@check(points=2, needs=[*FIRST, "every_tensor_learns"])
def the_loss_goes_down(lab):
    "Five epochs bring the loss well below where it began."
    run = trained(lab)
    ladder.loss_goes_down(run, to=TREND[run.data])


@check(points=4, needs=[*FIRST, "every_tensor_learns"])
def recognises_digits(lab):
    "Five epochs in batches of 128 are enough to recognise digits that it never saw."
    run = trained(lab)
    expect.band(run.accuracy, **BANDS[run.data])


TREND = {"glyphs": 0.85, "mnist": 0.75}
BANDS = {
    "glyphs": {"passing": 0.25, "solid": 0.3, "excellent": 0.35},
    "mnist": {"passing": 0.45, "solid": 0.5, "excellent": 0.55},
}


def trained(lab):
    """The learner's network after five epochs; trained once for all checks that ask."""
    network = lab.network("build_model", compile="compile_model")
    return lab.train(network, lab.task(train=3000, test=1000), epochs=5, batch_size=128)
