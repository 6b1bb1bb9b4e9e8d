"""Generated data, kept as .npz beside its content hash, so that it is drawn once a machine."""

from __future__ import annotations

import contextlib
import io
import os
import threading
from pathlib import Path

import numpy as np

from grader.datasets.npz import read_npz
from grader.datasets.records import Split, content_hash

Hashes = tuple[str, str]


def read(path: Path, hashes: Hashes) -> tuple[Split, Split] | None:
    """The train and test splits in an .npz; None where there is none or it is not what the hashes say."""
    try:
        train_x, train_y, test_x, test_y = read_npz(path, ("train_x", "train_y", "test_x", "test_y"))
    except (OSError, ValueError):
        return None
    splits = Split(train_x, train_y), Split(test_x, test_y)
    return splits if (content_hash(splits[0]), content_hash(splits[1])) == hashes else None


def write(path: Path, train: Split, test: Split) -> None:
    """Keep the splits for next time, all of them or nothing; a cache that cannot be written is none."""
    if not path.is_absolute():  # nobody knows a home
        return
    memory = io.BytesIO()
    np.savez(memory, train_x=train.x, train_y=train.y, test_x=test.x, test_y=test.y)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, memory.getvalue())


def replace(path: Path, data: bytes) -> None:
    """Write beside the place and rename into it.

    Raises:
        OSError: it cannot be written; what was there still is.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
