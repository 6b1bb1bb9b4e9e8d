"""The engine of dllab: exercises, sandbox, checks, reports. Knows nothing of the application around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader import expect, ladder
    from grader.checks import check
    from grader.grade import Grader
    from grader.mistakes import mistake

__version__ = "0.1.0"
__all__ = ["Grader", "check", "expect", "ladder", "mistake"]


def __getattr__(name: str) -> Any:
    """Import on first use: the fork server and `dllab list` need almost nothing of this."""
    import importlib

    homes = {"check": "checks", "mistake": "mistakes", "Grader": "grade"}
    if name in ("expect", "ladder"):
        return importlib.import_module(f"grader.{name}")
    if name in homes:
        return getattr(importlib.import_module(f"grader.{homes[name]}"), name)
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
