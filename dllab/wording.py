"""Words and signs that the command line and the lab share."""

from __future__ import annotations

GLYPHS = {"new": "○", "started": "◐", "tried": "◐", "tested": "◐", "solved": "●"}


def points(value: float) -> str:
    """Points without a needless fraction: 7, 7.5, 0.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def count(number: int, what: str) -> str:
    """1 attempt, 2 attempts."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
