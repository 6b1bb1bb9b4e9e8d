"""Files with grades in them: their maker's alone, who decides who else may read them."""

from __future__ import annotations

from pathlib import Path

from dllab.wording import one_line
from grader import files
from grader.errors import DllabError, in_words

_FILE, _FOLDER = 0o600, 0o700


def make(folder: Path) -> None:
    """Make a folder; one that is there keeps its mode.

    Raises:
        DllabError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    except OSError as error:
        raise _refused(folder, error) from None


def write(path: Path, text: str) -> None:
    """Write a file, all of it or none, whoever could read the one that it replaces.

    Raises:
        DllabError: it cannot be written.
    """
    try:
        files.replace(path, text.encode(), _FILE)
    except OSError as error:
        raise _refused(path, error) from None


def _refused(path: Path, error: OSError) -> DllabError:
    return DllabError(f"{one_line(str(path))} cannot be written: {in_words(error)}")
