"""What a data set is: a record of where it comes from, and two splits."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Record(msgspec.Struct, frozen=True):
    """What is known about a data set.

    Attributes:
        name: as `load` takes it.
        title: one line for people.
        source: who made it, or which generator.
        licence: of the data.
        synthetic: made by a program, and to be called so wherever its numbers are shown.
        shape: of one x.
        sizes: how many samples train and test have.
        target: what y is, in words.
        classes: how many, if y holds (or has a field of) class labels 0 … classes-1.
        class_names: in the order of the labels; empty where the label itself is the name.
        sha256: `content_hash` of the training split. In the catalogue it is empty for what depends on the
            machine (real data, text of the standard library).
    """

    name: str
    title: str
    source: str
    licence: str
    synthetic: bool
    shape: tuple[int, ...]
    sizes: tuple[int, int]
    target: str
    classes: int | None = None
    class_names: tuple[str, ...] = ()
    sha256: str = ""


class Split(msgspec.Struct, frozen=True, eq=False):
    """Samples and their targets; both arrays are read-only.

    Attributes:
        x: (N, *shape).
        y: (N,) or (N, …). A set with several targets has a structured array: `y["box"]` is the field of that
            name, `y.dtype.names` lists them, and `y[:100]` or `y[order]` keeps them together.
    """

    x: Array
    y: Array

    def __post_init__(self) -> None:
        for array in (self.x, self.y):
            array.setflags(write=False)


class Dataset(msgspec.Struct, frozen=True, eq=False):
    """A loaded data set.

    Attributes:
        record: what it is; its sha256 is that of `train`.
        train: what learners may see.
        test: drawn from the seed that `load` was given, if the data is generated.
        origin: "vendored" (with this program or with the course), "generated", or the path it was found at.
        notes: sentences about what was passed over on the way to it, for the person who asked.
    """

    record: Record
    train: Split
    test: Split
    origin: str
    notes: tuple[str, ...] = ()


def content_hash(split: Split) -> str:
    """SHA-256 over the dtypes, shapes and bytes of x and y, in hex."""
    digest = hashlib.sha256()
    for array in (split.x, split.y):
        digest.update(f"{array.dtype.descr}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
    return digest.hexdigest()
