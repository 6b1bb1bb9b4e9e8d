"""Files into one, the same bytes each time: sorted, with one date, one mode, and no owner."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import time
import zipfile

from dllab.authoring.bundle.contents import Files
from grader.errors import UsageError

_EARLIEST = 315532800  # 1980, before which no zip file has a date
_MODE = 0o644


def moment() -> int:
    """The date of all files: $SOURCE_DATE_EPOCH, as other builders have it, or 1980.

    Raises:
        UsageError: the variable is no number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not given.isdecimal():
        raise UsageError(f"SOURCE_DATE_EPOCH is {given!r}: write seconds since 1970, or leave it out")
    return max(int(given or 0), _EARLIEST)


def zipped(files: Files) -> bytes:
    """A .zip, or a wheel; in the order of `files`."""
    memory, date = io.BytesIO(), time.gmtime(moment())[:6]
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            about = zipfile.ZipInfo(name, date)
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 3
            about.external_attr = (0o100000 | _MODE) << 16
            archive.writestr(about, data, compresslevel=9)
    return memory.getvalue()


def tarred(files: Files) -> bytes:
    """A .tar.gz; in the order of `files`."""
    memory = io.BytesIO()
    with (
        gzip.GzipFile("", "wb", 9, memory, mtime=0) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, data in files.items():
            about = tarfile.TarInfo(name)
            about.size, about.mtime, about.mode = len(data), moment(), _MODE
            archive.addfile(about, io.BytesIO(data))
    return memory.getvalue()
