"""Fetch published data: the only part that ever talks to a network, and only when asked."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from grader.datasets import places
from grader.datasets.kinds import Real
from grader.datasets.loading import recipe_of
from grader.datasets.own import Own
from grader.datasets.published import Download, Publication
from grader.errors import DatasetError, in_words

Listener = Callable[[Download, int], None]
"""Hears of each download how many bytes are here."""

_SECONDS = 30.0  # without a byte
_BLOCK = 1 << 16


def fetch(
    name: str, listener: Listener = lambda download, done: None, course: Path | None = None
) -> list[Path]:
    """Download a published data set into the data folder; what is there and right stays as it is.

    $DLLAB_MIRROR, if set, is an address that has the files as <address>/<name>/<file>.

    Raises:
        DatasetError: it is not a published one, there is no network, the folder cannot be written, or the
            bytes that came are not those that were published (then nothing is kept).
    """
    recipe = recipe_of(name, course)
    if isinstance(recipe, Own):
        raise DatasetError(f"{name} needs no fetching: it comes with the course")
    if not isinstance(recipe, Real):
        raise DatasetError(f"{name} needs no fetching: every install has it")
    folder, address = places.data_folder() / name, _address(name, recipe.publication)
    downloads = recipe.publication.downloads
    names = ", ".join(download.name for download in downloads)
    otherwise = f"on a machine that has one, fetch {names} from {address}/ and put what comes into {folder}"
    return [_fetched(f"{address}/{one.name}", one, folder, listener, otherwise) for one in downloads]


def _address(name: str, publication: Publication) -> str:
    mirror = os.environ.get("DLLAB_MIRROR", "").rstrip("/")
    return f"{mirror}/{name}" if mirror else publication.address


def _fetched(url: str, download: Download, folder: Path, listener: Listener, otherwise: str) -> Path:
    """The file in its place: renamed into it only after its checksum was right."""
    path = folder / download.name
    if _is_right(path, download):
        listener(download, download.size)
        return path
    blocks = _blocks(url, otherwise)
    start = next(blocks, b"")  # an address that does not answer leaves nothing behind
    temporary = folder / f".{download.name}.{os.getpid()}.{time.time_ns()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            _receive(url, itertools.chain([start], blocks), file, download, listener)
        temporary.replace(path)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return path


def _is_right(path: Path, download: Download) -> bool:
    try:
        if path.stat().st_size != download.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, _md5).hexdigest() == download.md5
    except OSError:
        return False


def _receive(
    url: str, blocks: Iterable[bytes], file: BinaryIO, download: Download, listener: Listener
) -> None:
    """Write what comes, if it is what was published."""
    digest, done = _md5(), 0
    for block in blocks:
        done += len(block)
        if done > download.size:
            raise DatasetError(f"{url} is not the published file: it is longer than {download.size} bytes")
        digest.update(block)
        file.write(block)
        listener(download, done)
    if done < download.size:
        raise DatasetError(f"{url} ended after {done} of {download.size} bytes: try again")
    if digest.hexdigest() != download.md5:
        raise DatasetError(f"{url} is not the published file: its MD5 is {digest.hexdigest()}")


def _blocks(url: str, otherwise: str) -> Iterator[bytes]:
    """The bytes at an address, as they come.

    Raises:
        DatasetError: none do; it says what to do otherwise.
    """
    import http.client  # here: everybody imports this package, and hardly anybody fetches
    import urllib.error
    import urllib.request

    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:
            while block := answer.read(_BLOCK):
                yield block
    except urllib.error.HTTPError as error:
        raise DatasetError(f"{url}: the server says {error.code} {error.reason}") from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        reason = getattr(reason, "strerror", None) or reason
        raise DatasetError(f"no network here ({reason}): {otherwise}") from None
    except ValueError as error:
        raise DatasetError(f"not an address: {error}") from None


def _md5() -> hashlib._Hash:
    return hashlib.md5(usedforsecurity=False)


def _unwritable(folder: Path, error: OSError) -> DatasetError:
    return DatasetError(f"{folder} cannot be written ({in_words(error)}): set DLLAB_DATA to another folder")
