"""Every path the application uses."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from grader import shipped
from grader.errors import UsageError
from grader.layout import NAME

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

PACKAGE = Path(__file__).parent
SAMPLE = PACKAGE / "sample.py"


def home() -> Path:
    """The workspace: $DLLAB_HOME, or ~/dllab."""
    try:
        return Path(os.environ.get("DLLAB_HOME") or "~/dllab").expanduser().absolute()
    except RuntimeError:
        raise UsageError("no home directory to work in: set DLLAB_HOME to a folder of yours") from None


def course(chosen: Path | None = None) -> Path:
    """The course: as chosen (its folder, or course.yaml in it), or $DLLAB_COURSE, or the built-in one."""
    if chosen is None and os.environ.get("DLLAB_COURSE"):
        chosen = Path(os.environ["DLLAB_COURSE"])
    if chosen is not None:
        return (chosen.parent if chosen.name == NAME and chosen.is_file() else chosen).absolute()
    return shipped.course()


def notation() -> Path:
    """The page of symbols and protocols: in an installed wheel beside this file, else the repository's."""
    packaged = PACKAGE / "notation.md"
    return packaged if packaged.is_file() else PACKAGE.parent / "docs" / "notation.md"


def remembered(course: Path) -> Path:
    """The file that remembers what the course at that place held."""
    named = os.environ.get("DLLAB_CACHE")
    cache = Path(named).absolute() if named else _platform().user_cache_path
    return cache / "courses" / f"{hashlib.sha256(bytes(course)).hexdigest()[:16]}.msgpack"


def attempts(home: Path) -> Path:
    """The log of attempts and hints in the workspace `home`."""
    return home / ".dllab" / "attempts.jsonl"


def receipts(home: Path) -> Path:
    """The log of what was handed in from the workspace `home`."""
    return home / ".dllab" / "receipts.jsonl"


def snapshots(home: Path) -> Path:
    """The folder of what was graded, by content hash."""
    return home / ".dllab" / "snapshots"


def drafts(home: Path) -> Path:
    """The folder of what was typed and not saved."""
    return home / ".dllab" / "drafts"


def jobs(home: Path) -> Path:
    """The folder of gradings that Slurm does."""
    return home / ".dllab" / "slurm"


def config() -> Path:
    """The file of the user's settings."""
    return _platform().user_config_path / "config.yaml"


def choices() -> Path:
    """The file of what was chosen in the lab itself."""
    return _platform().user_state_path / "choices.json"


def logs() -> Path:
    """The folder where it is written what went wrong."""
    return _platform().user_log_path


def _platform() -> PlatformDirs:
    from platformdirs import PlatformDirs

    return PlatformDirs("dllab", appauthor=False)
