"""What arrays must be to make a data set that networks can be trained and tested on."""

from __future__ import annotations

import numpy as np

from grader.datasets.records import Array, Split
from grader.declared import LARGEST

_FEWEST = 20  # labels that are all alike only where somebody sorted them
HELD_OUT = 0.1  # the share of the training split, its end, that a task validates on


def splits_of(x_train: Array, y_train: Array, x_test: Array, y_test: Array) -> tuple[Split, Split]:
    """The two splits, in this machine's byte order.

    Raises:
        ValueError: an array is none of numbers, is not finite, or does not fit the others; it says which.
    """
    arrays = {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}
    for name, array in arrays.items():
        _check(name, array)
    for half in ("train", "test"):
        x, y = arrays[f"x_{half}"], arrays[f"y_{half}"]
        if len(x) != len(y):
            raise ValueError(f"x_{half} has {len(x)} samples and y_{half} {len(y)}: one target for each")
    for one in "xy":
        train, test = arrays[f"{one}_train"], arrays[f"{one}_test"]
        if (train.dtype, train.shape[1:]) != (test.dtype, test.shape[1:]):
            raise ValueError(f"{one}_train is {_told(train)} and {one}_test {_told(test)}: make them alike")
    own = [array.astype(array.dtype.newbyteorder("="), copy=False) for array in arrays.values()]
    return Split(own[0], own[1]), Split(own[2], own[3])


def classes_of(train: Split, test: Split, declared: int | None) -> int | None:
    """How many classes the targets are of; None where they are none.

    Args:
        train: its integers (N,) are labels if they are 0 … K-1 and each occurs, where nothing is declared.
        test: has no other labels.
        declared: 0: they are no labels.

    Raises:
        ValueError: they are not what was declared, or the training split is sorted by them.
    """
    y = train.y
    if declared == 0 or (declared is None and not are_labels(y)):
        return None
    if y.dtype.kind not in "iu":
        raise ValueError(f"y is {y.dtype}, and labels of classes are integers 0, 1, …")
    count = declared or int(y.max()) + 1
    if count == 1:
        raise ValueError("all samples are of one class: nothing can be learned")
    for name, labels in (("y_train", y), ("y_test", test.y)):
        low, high = int(labels.min()), int(labels.max())
        if low < 0 or high >= count:
            odd = low if low < 0 else high
            raise ValueError(f"{name} has the label {odd}, and labels of {count} classes are 0 … {count - 1}")
    end = y[int(len(y) * (1 - HELD_OUT)) :]
    if y.ndim == 1 and len(end) >= _FEWEST and np.ptp(end) == 0:
        raise ValueError("the training samples are sorted by class, and their last tenth validates: shuffle")
    return count


def are_labels(y: Array) -> bool:
    """Whether these are 0 … K-1 with K at least 2, one for each sample, and each occurs twice at least."""
    if y.dtype.kind not in "iu" or y.ndim != 1:
        return False
    present, counts = np.unique(y, return_counts=True)
    return len(present) > 1 and np.array_equal(present, np.arange(len(present))) and bool(counts.min() > 1)


def _check(name: str, array: Array) -> None:
    if array.dtype.kind == "U":
        raise ValueError(f"{name} holds texts: write labels 0, 1, … and name them under `classes`")
    if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
        raise ValueError(f"{name} is {array.dtype}: make it uint8, int64, float32 or float64")
    if not array.ndim or not array.size:
        raise ValueError(f"{name} is {_told(array)}: it needs a sample at least")
    if array.nbytes > LARGEST:
        raise ValueError(f"{name} takes {array.nbytes >> 20} MB, and {LARGEST >> 20} MB are the most")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        place = tuple(map(int, np.argwhere(~np.isfinite(array))[0]))
        raise ValueError(f"{name}{list(place)} is {array[place]}: leave out such samples, or fill them in")


def _told(array: Array) -> str:
    return f"{array.dtype} {array.shape}"
