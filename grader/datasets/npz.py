"""Read .npz files that may be damaged, or somebody else's."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from grader.datasets.records import Array
from grader.datasets.search import LARGEST


def read_npz(path: Path, names: Iterable[str]) -> list[Array]:
    """Its arrays of those names; no pickle is ever opened.

    Raises:
        OSError: there is none, or it cannot be read.
        ValueError: it is not an .npz with these arrays, or one is larger than any known.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {member.filename: member.file_size for member in archive.infolist()}
        if any(sizes.get(f"{name}.npy", 0) > LARGEST for name in names):
            raise ValueError(f"an array is larger than {LARGEST >> 20} MB")
        with np.load(path, allow_pickle=False) as file:
            return [file[name] for name in names]
    except (OSError, ValueError):
        raise
    except Exception as error:  # noqa: BLE001 -- a flipped bit makes zipfile and NumPy raise almost anything
        raise ValueError(f"damaged: {error}") from None
