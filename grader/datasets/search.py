"""Real data on this machine: candidates in the order of trust, taken only if they are what was published."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

LARGEST = 64 << 20  # bytes; no part of a known data set is larger


class Candidate(msgspec.Struct, frozen=True, eq=False):
    """A place that seems to hold parts of a data set.

    Attributes:
        origin: a folder or a file.
        parts: their names and, for sentences, where each one is.
        read: the bytes of a part, uncompressed.
    """

    origin: Path
    parts: Mapping[str, Path]
    read: Callable[[str], bytes]


class Found(msgspec.Struct, frozen=True, eq=False):
    """Parts that are what was published, by name, and sentences about those that are not."""

    origin: Path | None
    parts: Mapping[str, bytes]
    problems: tuple[str, ...]


def find(
    candidates: Iterable[Candidate],
    published: Mapping[str, str],
    enough: frozenset[str],
    foreign: frozenset[str] = frozenset(),
) -> Found:
    """The first candidate that has all parts, else the first that has enough of them.

    Args:
        candidates: where to look, the most trusted first.
        published: of each part its MD5, uncompressed.
        enough: parts that will do where there are no others.
        foreign: MD5s of what belongs to other data sets: nobody's mistake.
    """
    partial: Found | None = None
    problems: list[str] = []
    for candidate in candidates:
        good = _good(candidate, published, foreign, problems)
        if len(good) == len(published):
            return Found(candidate.origin, good, tuple(problems))
        if partial is None and enough <= good.keys():
            partial = Found(candidate.origin, {part: good[part] for part in enough}, ())
    if partial is None:
        return Found(None, {}, tuple(problems))
    return Found(partial.origin, partial.parts, tuple(problems))


def md5(data: bytes) -> str:
    """As the publishers of these data sets give it."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def is_file(path: Path) -> bool:
    """Whether there is a regular file; a folder that may not be looked into has none."""
    return os.path.isfile(path)  # noqa: PTH113 -- Path.is_file raises where permission is missing


def read_file(path: Path) -> bytes:
    """A file's bytes, uncompressed if it is a .gz.

    Raises:
        OSError, EOFError, zlib.error: it cannot be read.
        ValueError: it is larger than any file of a known data set.
    """
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        data = bytes(file.read(LARGEST + 1))
    if len(data) > LARGEST:
        raise ValueError(f"larger than {LARGEST >> 20} MB")
    return data


def _good(
    candidate: Candidate, published: Mapping[str, str], foreign: frozenset[str], problems: list[str]
) -> dict[str, bytes]:
    """The candidate's parts that are what was published."""
    good = {}
    for part in published.keys() & candidate.parts.keys():
        path = candidate.parts[part]
        try:
            data = candidate.read(part)
        except (OSError, EOFError, ValueError, KeyError, zlib.error) as error:
            problems.append(f"{path} cannot be read: {error}")
            continue
        found = md5(data)
        if found == published[part]:
            good[part] = data
        elif found not in foreign:
            problems.append(f"{path} is not the published {part} (MD5 {found}): delete it and fetch it again")
    return good
