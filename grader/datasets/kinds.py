"""How data sets come about: drawn by a program, shipped with this one, or published by others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import numpy as np

from grader.datasets.published import Publication
from grader.datasets.records import Record, Split
from grader.datasets.search import Candidate

Draw = Callable[[np.random.Generator, int], Split]


class Generated(msgspec.Struct, frozen=True):
    """Drawn by a program.

    Attributes:
        train: draws the training split.
        test: draws the test split, where that is another program.
        keep: takes long enough for a file in the cache.
    """

    record: Record
    train: Draw
    test: Draw | None = None
    keep: bool = False


class Vendored(msgspec.Struct, frozen=True):
    """A file that comes with this program."""

    record: Record
    file: str


class Real(msgspec.Struct, frozen=True):
    """Published by others, and used where it is found.

    Attributes:
        candidates: where it may be, given what was published and the folders to look under.
        splits: train and test from the bytes of its parts.
        enough: parts that will do where the others are not there.
    """

    record: Record
    publication: Publication
    candidates: Callable[[Publication, list[Path]], Iterator[Candidate]]
    splits: Callable[[Mapping[str, bytes]], tuple[Split, Split]]
    enough: frozenset[str]


Recipe = Generated | Vendored | Real
