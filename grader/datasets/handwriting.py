"""MNIST, and what is published in its format: as idx files, as Keras' .npz, as OpenML's .arff."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from grader.datasets import idx
from grader.datasets.npz import read_npz
from grader.datasets.published import Publication
from grader.datasets.records import Array, Split
from grader.datasets.search import Candidate, is_file, read_file

TEST_PARTS = frozenset({"t10k-images", "t10k-labels"})


def candidates(publication: Publication, roots: list[Path]) -> Iterator[Candidate]:
    """Where such data may be, root by root."""
    for root in roots:
        for name in publication.folders:
            parts = _idx_files(root / name)
            if parts:
                yield Candidate(root / name, parts, functools.partial(_read_idx, parts))
        if publication.npz and is_file(path := root / publication.npz):
            yield _npz(path)
        if publication.openml and root.name == "openml":
            for path in sorted(root.rglob(f"{publication.openml}*.arff.gz")):
                yield _arff(path, publication.training)


def splits(parts: Mapping[str, bytes]) -> tuple[Split, Split]:
    """Train and test from the bytes of all four parts; of the test parts alone, four fifths and one fifth.

    x is (N, 28, 28) uint8, y (N,) int64.
    """
    if "train-images" in parts:
        return _split(parts, "train"), _split(parts, "t10k")
    only = _split(parts, "t10k")
    order = np.random.default_rng(10_000).permutation(len(only.x))
    cut = 4 * len(order) // 5
    return (
        Split(only.x[order[:cut]], only.y[order[:cut]]),
        Split(only.x[order[cut:]], only.y[order[cut:]]),
    )


def _split(parts: Mapping[str, bytes], half: str) -> Split:
    return Split(idx.decode(parts[f"{half}-images"]), idx.decode(parts[f"{half}-labels"]).astype(np.int64))


def _idx_files(folder: Path) -> dict[str, Path]:
    """The parts that lie in a folder, compressed or not."""
    found = {}
    for half in ("train", "t10k"):
        for kind, rank in (("images", 3), ("labels", 1)):
            names = (f"{half}-{kind}{dot}idx{rank}-ubyte{gz}" for dot in "-." for gz in ("", ".gz"))
            path = next((folder / name for name in names if is_file(folder / name)), None)
            if path:
                found[f"{half}-{kind}"] = path
    return found


def _read_idx(parts: dict[str, Path], part: str) -> bytes:
    return read_file(parts[part])


_IN_NPZ = {
    "train-images": "x_train",
    "train-labels": "y_train",
    "t10k-images": "x_test",
    "t10k-labels": "y_test",
}


def _npz(path: Path) -> Candidate:
    """Keras' file, verified by what the idx files of its arrays would be."""

    def read(part: str) -> bytes:
        (array,) = read_npz(path, [_IN_NPZ[part]])
        return idx.encode(array)

    return Candidate(path, dict.fromkeys(_IN_NPZ, path), read)


def _arff(path: Path, training: int) -> Candidate:
    """OpenML's file: a row a picture, those for training first, the label last."""

    @functools.cache
    def table() -> Array:
        with gzip.open(path, "rt", encoding="ascii") as file:
            for line in file:
                if line.strip().lower() == "@data":
                    break
            return np.loadtxt(file, np.uint8, delimiter=",", quotechar="'")

    def read(part: str) -> bytes:
        half, kind = part.split("-")
        rows = table()[:training] if half == "train" else table()[training:]
        return idx.encode(rows[:, -1] if kind == "labels" else rows[:, :-1].reshape(-1, 28, 28))

    return Candidate(path, dict.fromkeys(_IN_NPZ, path), read)
