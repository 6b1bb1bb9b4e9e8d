"""What a guest notes about a call: warnings, changed arguments, aliases, and how to tell of an exception.

All of it comes from the process that learner code runs in, so a hostile submission can lie about it.
"""

from __future__ import annotations

import contextlib
import contextvars
import sys
import traceback
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

MAX_TEXT = 2000
MAX_TRACEBACK = 6000
MAX_NOTES = 20
RECURSION_LIMIT = sys.getrecursionlimit()
PRISTINE = contextvars.copy_context()  # NumPy keeps its error and print settings in context variables


class Notes:
    """Filled while a request is answered.

    Attributes:
        warnings: (category, text) of each different warning.
        changed: paths of arguments that are not what they were, e.g. "args[0]".
        drew: paths of generators that were drawn from.
        aliases: pairs (path in the result, path of an argument) that share memory.
    """

    def __init__(self) -> None:
        self.warnings: list[tuple[str, str]] = []
        self.changed: list[str] = []
        self.drew: list[str] = []
        self.aliases: list[tuple[str, str]] = []

    def warn(self, message: Warning | str, category: type[Warning], *rest: Any, **kwargs: Any) -> None:
        """Stands in for `warnings.showwarning`."""
        note = (category.__name__[:80], str(message)[:200])
        if note not in self.warnings and len(self.warnings) < MAX_NOTES:
            self.warnings.append(note)

    def plain(self) -> dict[str, Any]:
        """As plain data, without what is empty."""
        return {key: value for key, value in vars(self).items() if value}


@contextlib.contextmanager
def defaults(notes: Notes) -> Iterator[None]:
    """Global state as it is at start, whatever the last call left behind; warnings go to `notes`."""
    sys.setrecursionlimit(RECURSION_LIMIT)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = notes.warn
        yield


class Arguments:
    """The arguments of a call as they were before it."""

    def __init__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        parts = list(_parts((*args, kwargs), "args"))
        self.containers = [(path, c, _items(c)) for path, c in parts if isinstance(c, (list, dict))]
        self.arrays = [(path, a, a.copy()) for path, a in _arrays((*args, kwargs))]
        self.generators = [
            (path, value, repr(value.bit_generator.state))
            for path, value in _parts((*args, kwargs), "args")
            if isinstance(value, np.random.Generator)
        ]

    def note(self, notes: Notes, result: Any) -> None:
        """Compare with how they are now, and with the result."""
        changed = [path for path, now, before in self.arrays if not _same(now, before)]
        changed += [path for path, now, before in self.containers if not _same_items(_items(now), before)]
        notes.changed += changed[:MAX_NOTES]
        notes.drew += [path for path, g, before in self.generators if repr(g.bit_generator.state) != before]
        notes.aliases += [
            (where, path)
            for where, out in _arrays(result, "result")
            for path, array, _ in self.arrays
            if out.size and np.may_share_memory(out, array)
        ][:MAX_NOTES]


def _items(container: list[Any] | dict[Any, Any]) -> list[Any]:
    return (
        container.copy() if isinstance(container, list) else [x for pair in container.items() for x in pair]
    )


def _same_items(now: list[Any], before: list[Any]) -> bool:
    return len(now) == len(before) and all(a is b for a, b in zip(now, before, strict=True))


def _same(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> bool:
    return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()


def _arrays(value: Any, path: str = "args") -> list[tuple[str, np.ndarray[Any, Any]]]:
    return [(where, part) for where, part in _parts(value, path) if type(part) is np.ndarray]


def _parts(value: Any, path: str, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """A value and what lies in its containers, with paths."""
    yield path, value
    if depth > 5:
        return
    if isinstance(value, dict):
        for key, part in list(value.items())[:1000]:
            yield from _parts(part, f"{path}[{key!r}]"[:80], depth + 1)
    elif isinstance(value, (list, tuple)):
        for index, part in enumerate(value[:1000]):
            yield from _parts(part, f"{path}[{index}]", depth + 1)


def describe(error: BaseException, filenames: set[str]) -> dict[str, Any]:
    """An exception as plain data, its traceback cut to the learner's own lines.

    Args:
        error: what learner code raised.
        filenames: the files whose lines are the learner's.
    """
    if isinstance(error, MemoryError):
        error.__traceback__ = None
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__)[:2000] if frame.filename in filenames
    ]
    shown = frames if len(frames) <= 8 else [*frames[:3], *frames[-5:]]
    place = _place(error, frames, filenames)
    return {
        "type": type(error).__name__[:80],
        "bases": [cls.__name__[:80] for cls in type(error).__mro__ if cls.__module__ == "builtins"][:20],
        "message": _text(error),
        "line": place[0],
        "code": place[1],
        "traceback": "".join(traceback.format_list(shown))[:MAX_TRACEBACK],
    }


def _place(
    error: BaseException, frames: list[traceback.FrameSummary], filenames: set[str]
) -> tuple[int, str]:
    """The learner's line where it happened, and its text; 0 where there is none."""
    if isinstance(error, SyntaxError) and error.filename in filenames:
        return int(error.lineno or 0), str(error.text or "").strip()[:200]
    if not frames:
        return 0, ""
    return frames[-1].lineno or 0, (frames[-1].line or "")[:200]


_NOT_PYTHON = (SyntaxError, IndentationError, TabError)  # their text has the file and the line again


def _text(error: BaseException) -> str:
    try:
        return (error.msg if isinstance(error, SyntaxError) and type(error) in _NOT_PYTHON else str(error))[
            :MAX_TEXT
        ]
    except Exception:  # noqa: BLE001 - a learner's own __str__ may do anything
        return ""
