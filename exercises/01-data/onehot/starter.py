"""Labels to one-hot vectors, and back.

No function changes its arguments.

Refused here: scipy, keras, tensorflow, torch, sklearn.
"""

import numpy as np


def one_hot(y, K):
    """One row for each label, with a 1 in the label's column and 0 elsewhere.

    y: (N,) array of any integer dtype, signed or unsigned: labels 0 … K-1.
        N may be 0.
    K: int ≥ 1, the number of classes. It is given because y need not contain
        every class.
    Returns Y: (N, K), float64.
    Raises ValueError if any label is below 0 or not below K.
    """
    raise NotImplementedError(
        "one_hot: make np.zeros((len(y), K)) first, then put a 1 into each row"
    )


def from_one_hot(Y):
    """The label of each row: the position of its largest entry.

    Y: (N, K) array of numbers, one-hot rows or any other scores.
    Returns y: (N,) int64. Where several entries are the largest, the first
    of them counts.
    """
    raise NotImplementedError(
        "from_one_hot: find the position of the largest entry along the row"
    )
