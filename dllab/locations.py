"""Every path the application uses."""

from __future__ import annotations

import os
from pathlib import Path

from grader.errors import UsageError

PACKAGE = Path(__file__).parent
SAMPLE = PACKAGE / "sample.py"


def home() -> Path:
    """The workspace: $DLLAB_HOME, or ~/dllab."""
    try:
        return Path(os.environ.get("DLLAB_HOME") or "~/dllab").expanduser().absolute()
    except RuntimeError:
        raise UsageError("no home directory to work in: set DLLAB_HOME to a folder of yours") from None


def course(chosen: Path | None = None) -> Path:
    """The course: as chosen, or $DLLAB_COURSE, or the one this install came with."""
    if chosen is None and os.environ.get("DLLAB_COURSE"):
        chosen = Path(os.environ["DLLAB_COURSE"])
    if chosen is not None:
        return chosen.absolute()
    packaged = PACKAGE / "course"
    return packaged if packaged.is_dir() else PACKAGE.parent


def attempts(home: Path) -> Path:
    """The log of attempts and hints in the workspace `home`."""
    return home / ".dllab" / "attempts.jsonl"


def snapshots(home: Path) -> Path:
    """The folder of what was graded, by content hash."""
    return home / ".dllab" / "snapshots"


def drafts(home: Path) -> Path:
    """The folder of what was typed and not saved."""
    return home / ".dllab" / "drafts"
