"""Public checks of the one-hot vectors."""

import numpy as np

from grader import check, expect

Y = np.array([[0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])


@check(points=2)
def turns_three_labels_into_rows(lab):
    "Labels 2, 0, 3 of four classes become the lesson's three rows."
    expect.close(expect.matches(lab.one_hot, np.array([2, 0, 3]), 4), Y)


@check(points=2)
def keeps_a_column_for_every_class(lab):
    "There are K columns, whatever the largest label is."
    rows = expect.matches(lab.one_hot, np.array([1, 0, 1]), 4)
    expect.shape(rows, (3, 4))
    expect.matches(lab.one_hot, np.array([0]), 7)
    expect.matches(lab.one_hot, np.zeros(0, dtype=int), 3)


@check(points=2)
def counts_beyond_a_byte(lab):
    "Labels may be of any integer type, and bytes do not wrap around."
    y = np.arange(40) * 7 % 10
    for dtype in (np.uint8, np.int16, np.uint64):
        expect.matches(lab.one_hot, y.astype(dtype), 10)


@check(points=2)
def refuses_what_is_no_class(lab):
    "Labels below 0, and labels of K or more, are a ValueError."
    for labels in ([2, 0, 4], [5, 1], [0, -1, 3], [-4]):
        expect.raises(ValueError, lab.one_hot, np.array(labels), 4)


@check(points=2)
def reads_the_labels_back(lab):
    "from_one_hot finds the largest entry, and the first of equal ones."
    expect.close(expect.matches(lab.from_one_hot, Y), np.array([2, 0, 3]))
    scores = np.array([[0.1, 0.2, 0.7], [0.4, 0.4, 0.2], [-3.0, -1.0, -2.0]])
    expect.close(expect.matches(lab.from_one_hot, scores), np.array([2, 0, 1]))
