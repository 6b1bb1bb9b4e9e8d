"""The format of MNIST's files: a magic number, big-endian dimensions, bytes."""

from __future__ import annotations

import math
import struct

import numpy as np

from grader.datasets.records import Array


def decode(data: bytes) -> Array:
    """A uint8 array of the dimensions that the header names.

    Raises:
        ValueError: these are not the bytes of an idx file.
    """
    zeros, kind, dimensions = struct.unpack_from(">HBB", data) if len(data) >= 4 else (1, 0, 0)
    start = 4 + 4 * dimensions
    if zeros or kind != _UNSIGNED_BYTES or len(data) < start:
        raise ValueError("not an idx file of bytes")
    shape = struct.unpack_from(f">{dimensions}I", data, 4)
    if len(data) - start != math.prod(shape):
        raise ValueError(f"an idx file of shape {shape} with {len(data) - start} bytes")
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)


def encode(array: Array) -> bytes:
    """The idx file of an array of integers 0 … 255.

    Raises:
        ValueError: they are others.
    """
    if array.dtype.kind not in "ui" or (array.size and not 0 <= array.min() <= array.max() <= 255):
        raise ValueError(f"not bytes: {array.dtype}")
    header = struct.pack(f">HBB{array.ndim}I", 0, _UNSIGNED_BYTES, array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


_UNSIGNED_BYTES = 0x08
