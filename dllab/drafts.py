"""What was typed and not saved yet: one small file an exercise, beside the log."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dllab import locations
from grader import files


class Draft(msgspec.Struct, frozen=True):
    """Unsaved code.

    Attributes:
        text: the code.
        base: the hash of the file that it was made from, "" where there was none.
    """

    text: str
    base: str


def read(home: Path, exercise: str) -> Draft | None:
    """The draft for an exercise in the workspace `home`; None where there is none that can be read."""
    try:
        return msgspec.json.decode(files.read(_path(home, exercise)), type=Draft)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def write(home: Path, exercise: str, draft: Draft) -> None:
    """Keep a draft.

    Raises:
        OSError: it cannot be written; the old one is still there.
    """
    path = _path(home, exercise)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    files.replace(path, msgspec.json.encode(draft))


def discard(home: Path, exercise: str) -> None:
    """Forget a draft; none is fine.

    Raises:
        OSError: it cannot be removed.
    """
    _path(home, exercise).unlink(missing_ok=True)


def _path(home: Path, exercise: str) -> Path:
    return locations.drafts(home) / f"{exercise}.json"
