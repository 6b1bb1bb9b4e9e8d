"""Read .npz files that may be damaged, or somebody else's."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from grader.datasets.records import Array
from grader.datasets.search import LARGEST


def read_npz(file: Path | BinaryIO, names: Sequence[str]) -> list[Array]:
    """Its arrays of those names; no pickle is ever opened.

    Args:
        file: its path, or the open file.
        names: of arrays.

    Raises:
        OSError: there is none, or it cannot be read.
        ValueError: it is not an .npz with these arrays, or one is larger than any known.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            sizes = {member.filename: member.file_size for member in archive.infolist()}
        if missing := [name for name in names if f"{name}.npy" not in sizes]:
            there = ", ".join(name.removesuffix(".npy") for name in sizes) or "nothing"
            raise ValueError(f"it has no array {missing[0]}; in it: {there}")
        if any(sizes.get(f"{name}.npy", 0) > LARGEST for name in names):
            raise ValueError(f"an array is larger than {LARGEST >> 20} MB")
        with np.load(file, allow_pickle=False) as arrays:
            return [arrays[name] for name in names]
    except (OSError, ValueError):
        raise
    except Exception as error:  # noqa: BLE001 -- a flipped bit makes zipfile and NumPy raise almost anything
        raise ValueError(f"damaged: {error}") from None
