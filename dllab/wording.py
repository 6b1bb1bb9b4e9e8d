"""Words and signs that the command line and the lab share."""

from __future__ import annotations

import re

from grader.neutral import plain

# A sign for each state of an exercise and each verdict of a check; whatever else there is went wrong.
GLYPHS = {
    "new": "○",
    "started": "◐",
    "tried": "◐",
    "tested": "◐",
    "solved": "●",
    "damaged": "✗",
    "running": "▶",
    "passed": "✓",
    "not-run": "·",
}


def points(value: float) -> str:
    """Points without a needless fraction: 7, 7.5, 0.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def count(number: int, what: str) -> str:
    """1 attempt, 2 attempts, 1,000 attempts."""
    return f"{number} {what}" if number == 1 else f"{number:,} {what}s"


def lasting(seconds: float) -> str:
    """A time in the words of who waits: 8.2 s, 45 s, 12 min, 3 h 20 min."""
    if seconds < 100:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02d} min"


def bar(done: int, total: int, cells: int = 10) -> str:
    """██░░░: how much of something is done; full only when all of it is."""
    full = done * cells // max(total, 1)
    return "█" * full + "░" * (cells - full)


def minus(number: str) -> str:
    """A written number with a minus that is one: as long as a plus, and no hyphen."""
    return number.replace("-", "−")


def printable(text: str) -> str:
    """Text from elsewhere without what a terminal would obey."""
    return plain(text).expandtabs(4)


def one_line(text: str) -> str:
    """The same, on one line."""
    return " ".join(printable(text).split())


def kebab(text: str) -> str:
    """The text as an id has it: small letters, digits, hyphens; empty where it has none of these."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
