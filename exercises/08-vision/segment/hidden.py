"""Hidden checks of segment."""

import numpy as np

from grader import check, expect, ladder
from grader.training.network import setting

FIRST = ["gives_a_logit_for_each_pixel", "answers_where_it_looks"]


@check(points=1)
def the_loss_of_certain_pixels(lab):
    "Logits of any size give a finite loss, in silence."
    logits = np.array([[[1000.0, -1000.0, 30.0], [-30.0, 0.5, -4.0]]])
    for target in (np.array([[[1, 0, 1], [0, 1, 0]]], dtype=np.uint8), np.array([[[0, 1, 0], [1, 0, 1]]])):
        expect.matches(lab.pixel_bce, logits, target)
        expect.no_warnings(lab.pixel_bce, logits, target)


@check(points=3, cases=[{"shape": (1, 2, 7, 3)}, {"shape": (5, 4, 3, 6)}, {"shape": (2, 6, 6, 2)}])
def scores_any_batch(lab, case):
    "Loss and scores agree with the lesson's formulas for any number of images, pixels and classes."
    *pixels, classes = case["shape"]
    target = lab.rng.integers(0, classes, size=pixels)
    expect.matches(lab.miou, lab.rng.normal(size=case["shape"]), target)
    mask = (target == 0).astype(np.uint8)
    expect.matches(lab.dice, lab.rng.uniform(size=pixels), mask)
    expect.matches(lab.dice, lab.rng.integers(0, 2, size=pixels, dtype=np.uint8), mask)
    expect.matches(lab.pixel_bce, 5 * lab.rng.normal(size=pixels), mask)


@check(points=2)
def counts_over_the_whole_batch(lab):
    "A batch cut into other images has the same scores."
    scores, target = lab.rng.normal(size=(4, 6, 5, 3)), lab.rng.integers(0, 3, size=(4, 6, 5))
    whole = expect.matches(lab.miou, scores, target)
    again = lab.miou(scores.reshape(8, 3, 5, 3), target.reshape(8, 3, 5))
    expect.close(again, whole, what="the mean IoU of the same pixels in other images")
    p, mask = lab.rng.uniform(size=(4, 6, 5)), (target == 2).astype(float)
    whole = expect.matches(lab.dice, p, mask)
    again = lab.dice(p.reshape(2, 12, 5), mask.reshape(2, 12, 5))
    expect.close(again, whole, what="the Dice score of the same pixels in other images")


@check(points=1)
def leaves_its_arguments_alone(lab):
    "Logits, scores and masks stay as they are."
    scores, target = lab.rng.normal(size=(2, 3, 4, 2)), lab.rng.integers(0, 2, size=(2, 3, 4))
    for f, given in ((lab.pixel_bce, scores[..., 0]), (lab.dice, target), (lab.miou, scores)):
        expect.finite(expect.unchanged(f, given, target), what="the answer")


@check(points=1, needs=FIRST)
def every_tensor_learns(lab):
    "Three steps change every tensor."
    ladder.every_tensor_moves(network_of(lab), lab.task())


@check(points=2, needs=[*FIRST, "every_tensor_learns"])
def learns_sixteen_images_by_heart(lab):
    "A hundred steps on sixteen images are enough to learn their masks by heart."
    ladder.overfits_one_batch(network_of(lab), lab.task(), below=0.2, rate=5e-3)


@check(points=6, needs=[*FIRST, "every_tensor_learns"])
def finds_the_shapes(lab):
    "Six epochs are enough to find striped shapes in images that it never saw."
    run = lab.train(network_of(lab), lab.task(), epochs=6, batch_size=16)
    expect.band(run.score(iou), **BANDS[run.data], what="the shape's IoU")


BANDS = {"shapes-textured": {"passing": 0.8, "solid": 0.82, "excellent": 0.84}}


def iou(logits, masks):
    """Of the shape, over all test images: pixels in both masks by pixels in either."""
    mine, right = logits[..., 0] > 0, masks > 0
    return np.sum(mine & right) / np.sum(mine | right)


def network_of(lab):
    """The learner's network with the grader's optimizer and loss."""
    loss = setting("BinaryCrossentropy", from_logits=True)
    return lab.network("build_fcn", optimizer=setting("Adam", learning_rate=5e-3), loss=loss)
