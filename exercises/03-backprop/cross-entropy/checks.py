"""Public checks of `cross-entropy`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

# The probabilities are 1/8, 2/8, 5/8 and 1/4, 1/4, 2/4.
LOGITS = np.array([[0.0, np.log(2), np.log(5)], [0.0, 0.0, np.log(2)]])
LABELS = np.array([2, 0])
ONE_HOT = np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
SOFT = np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7]])
LOSS = 0.9281489952
GRADIENT = np.array([[0.0625, 0.125, -0.1875], [-0.375, 0.125, 0.25]])


def two(answer):
    """The answer, which must be a pair: any other thing of length two would be taken apart in silence."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    expect.that(pair, "`ce` should return two things, (loss, dlogits).")
    return answer


def loss_of(m, logits, y):
    loss, _ = two(m.ce(logits, y))
    return loss


def gradient_of(m, logits, y):
    _, dlogits = two(m.ce(logits, y))
    return dlogits


@check(points=2)
def gives_the_lessons_loss(lab):
    "The loss is the lesson's .928: the mean of -ln p of the right class."
    expect.close(expect.matches(loss_of, LOGITS, LABELS), LOSS, what="the loss")


@check(points=2)
def gives_the_lessons_gradient(lab):
    "The gradient is the lesson's, with the 1/N in it."
    loss, dlogits = two(lab.ce(LOGITS, LABELS))
    # Both who forgets 1/N everywhere and who forgets it here alone have twice the gradient: the loss tells.
    averaged = isinstance(loss, (float, np.ndarray)) and np.ndim(loss) == 0 and abs(loss - LOSS) < 1e-6
    summed = isinstance(dlogits, np.ndarray) and dlogits.shape == (2, 3)
    summed = summed and np.allclose(dlogits, 2 * GRADIENT)
    expect.that(
        not (averaged and summed),
        "N is 2 here, and your gradient is twice what it should be.",
        mistake="gradient-not-averaged",
    )
    expect.close(expect.matches(gradient_of, LOGITS, LABELS), GRADIENT, what="the gradient")


@check(points=2)
def takes_distributions_too(lab):
    "y may hold distributions; one-hot rows give what labels give."
    expect.close(expect.matches(loss_of, LOGITS, SOFT), 1.2253505699, what="the loss")
    gradient = expect.matches(gradient_of, LOGITS, SOFT)
    expect.close(gradient, np.array([[-0.1875, -0.025, 0.2125], [0.075, 0.025, -0.1]]), what="the gradient")
    expect.close(expect.matches(loss_of, LOGITS, ONE_HOT), LOSS, what="the loss")
    expect.close(expect.matches(gradient_of, LOGITS, ONE_HOT), GRADIENT, what="the gradient")


@check(points=1)
def knows_ignorance_and_certainty(lab):
    "Logits of zero cost ln K; being sure and right costs next to nothing."
    y = np.array([3, 0, 9])
    ignorant = expect.matches(loss_of, np.zeros((3, 10)), y)
    expect.close(ignorant, 2.3025850930, what="the loss of logits of zero")
    certain = expect.matches(loss_of, 10 * np.eye(10)[y], y)
    expect.close(certain, 0.0004085159, what="the loss when sure and right")  # and not 1.461


@check(points=2)
def stays_finite_when_sure_and_wrong(lab):
    "Sure and wrong costs 10000, not infinity, and nothing is warned."
    loss = expect.matches(loss_of, np.array([[800.0, 790.0, 780.0]]), np.array([1]))
    expect.close(loss, 10.0000454010, what="the loss")
    logits, y = np.array([[10000.0, 0.0, -10000.0]]), np.array([1])
    loss = loss_of(lab, logits, y)
    capped = isinstance(loss, float) and 5 < loss < 50
    expect.that(not capped, f"the loss should be 10000, yours is {loss}", mistake="log-clipped")
    expect.close(expect.matches(loss_of, logits, y), 10000.0, what="the loss")
    gradient = expect.matches(gradient_of, logits, y)
    expect.close(gradient, np.array([[1.0, -1.0, 0.0]]), what="the gradient")
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
    expect.matches(gradient_of, LOGITS.astype(np.float32), SOFT)
    expect.unchanged(lab.ce, LOGITS, LABELS)
    expect.unchanged(lab.ce, LOGITS, SOFT)
