"""Public checks of keras-first."""

from grader import check, expect, ladder


@check(points=1)
def takes_images_and_gives_ten_numbers(lab):
    "The network takes a 28×28 image and gives ten numbers, with 7,850 parameters at most."
    network = lab.network("build_model")
    ladder.contract(network, inputs=(28, 28), outputs=(10,), max_parameters=7850)


@check(points=2, needs=["takes_images_and_gives_ten_numbers"])
def has_the_layers_of_the_lesson(lab):
    "Flatten, then ten units without an activation."
    network = lab.network("build_model")
    ladder.architecture(network, lab.network("build_model", of=lab.reference))
    expect.close(network.parameters, 7850, what="the number of parameters")


@check(points=3, needs=["takes_images_and_gives_ten_numbers"])
def is_compiled_as_the_lesson_says(lab):
    "SGD at 0.01, and the cross-entropy of logits and integer labels."
    network = lab.network("build_model", compile="compile_model")
    ladder.compiled(network, lab.network("build_model", compile="compile_model", of=lab.reference))


@check(points=2, needs=["takes_images_and_gives_ten_numbers"])
def starts_from_not_knowing(lab):
    "Before training the loss is about ln 10 = 2.303."
    network = lab.network("build_model", compile="compile_model")
    ladder.initial_loss(network, lab.task(), expected=2.3026, high=1.3)
