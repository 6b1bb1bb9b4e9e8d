"""Scratch folders: how much lies in one, and how to be rid of it, whatever was put there."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess

MAX_ENTRIES = 10_000


def measure(folder: str, enough: int) -> int:
    """Bytes on disk below `folder`; more than `enough` as soon as that is certain, or beyond MAX_ENTRIES."""
    size = entries = 0
    folders = [folder]
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as found:
            for entry in found:
                entries += 1
                size += _blocks(entry)
                if size > enough or entries > MAX_ENTRIES:
                    return enough + 1
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
    return size


def _blocks(entry: os.DirEntry[str]) -> int:
    try:
        return entry.stat(follow_symlinks=False).st_blocks * 512
    except OSError:
        return 0  # deleted since it was listed


def remove(folder: str) -> None:
    """Delete a folder and all in it; folders nested too deep for Python are left to rm."""
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.lexists(folder):
        subprocess.run(["rm", "-rf", "--", folder], stderr=subprocess.DEVNULL, check=False)
