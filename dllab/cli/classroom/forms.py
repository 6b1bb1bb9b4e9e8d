"""What grades and reports can be written as."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """Whose CSV."""

    PLAIN = "plain"
    CANVAS = "canvas"
    MOODLE = "moodle"


class Format(StrEnum):
    """What reports can be exported to."""

    GRADESCOPE = "gradescope"
    JUNIT = "junit"
    CTRF = "ctrf"
    CSV = "csv"
    HTML = "html"
