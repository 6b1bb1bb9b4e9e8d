"""Public checks of `cross-entropy`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

# The probabilities are 1/8, 2/8, 5/8 and 1/4, 1/4, 2/4.
LOGITS = np.array([[0.0, np.log(2), np.log(5)], [0.0, 0.0, np.log(2)]])
LABELS = np.array([2, 0])
ONE_HOT = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
SOFT = np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7]])


def loss_of(m, logits, y):
    loss, _ = m.ce(logits, y)
    return loss


def gradient_of(m, logits, y):
    _, dlogits = m.ce(logits, y)
    return dlogits


@check(points=2)
def gives_the_lessons_loss(lab):
    "The loss is the lesson's: the mean over the samples of -ln p of the right class."
    expect.matches(loss_of, LOGITS, LABELS)  # .928


@check(points=2)
def gives_the_lessons_gradient(lab):
    "The gradient is the lesson's, with the 1/N in it."
    expect.matches(gradient_of, LOGITS, LABELS)  # [[.0625, .125, -.1875], [-.375, .125, .25]]


@check(points=2)
def takes_distributions_too(lab):
    "y may be a distribution for each sample; one-hot rows give what labels give."
    expect.matches(loss_of, LOGITS, SOFT)
    expect.matches(gradient_of, LOGITS, SOFT)
    expect.matches(loss_of, LOGITS, ONE_HOT)
    expect.matches(gradient_of, LOGITS, ONE_HOT)


@check(points=1)
def knows_ignorance_and_certainty(lab):
    "Logits of zero cost ln K; being sure and right costs next to nothing."
    y = np.array([3, 0, 9])
    expect.matches(loss_of, np.zeros((3, 10)), y)  # ln 10 = 2.303
    expect.matches(loss_of, 10 * np.eye(10)[y], y)  # .0004, and not 1.461


@check(points=2)
def stays_finite_when_sure_and_wrong(lab):
    "Large logits do not overflow; being sure and wrong costs 10000, not infinity, and nothing is warned."
    expect.matches(loss_of, np.array([[800.0, 790.0, 780.0]]), np.array([1]))  # 10.00005
    logits, y = np.array([[10000.0, 0.0, -10000.0]]), np.array([1])
    loss = loss_of(lab, logits, y)
    capped = isinstance(loss, float) and 5 < loss < 50
    expect.that(not capped, f"the loss should be 10000, yours is {loss}", mistake="log-clipped")
    expect.matches(loss_of, logits, y)
    expect.matches(gradient_of, logits, y)  # [[1, -1, 0]]
    expect.no_warnings(lab.ce, logits, y)


@check(points=1)
def refuses_bad_labels(lab):
    "A label below 0, or not below K, raises ValueError."
    expect.raises(ValueError, loss_of, LOGITS, np.array([2, -1]))
    expect.raises(ValueError, loss_of, LOGITS, np.array([3, 0]))


@check(points=1)
def keeps_precision_and_arguments(lab):
    "float32 logits give a float32 gradient, and no argument is changed."
    expect.matches(gradient_of, LOGITS.astype(np.float32), LABELS)
    expect.unchanged(lab.ce, LOGITS, LABELS)
    expect.unchanged(lab.ce, LOGITS, SOFT)
