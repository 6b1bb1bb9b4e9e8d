"""Where the course lies that came with this install, from which others may include exercises."""

from __future__ import annotations

from pathlib import Path


def course() -> Path:
    """Its root: in an installed wheel beside the application, else the repository's."""
    home = Path(__file__).parents[1]
    packaged = home / "dllab" / "course"
    return packaged if packaged.is_dir() else home
