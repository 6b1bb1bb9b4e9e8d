"""Call a course's generator function, in a process of its own: see `grader.datasets.generation`.

    python -m grader.datasets.generator FILE FUNCTION '[[[NUMBER, …], COUNT], …]'

Standard output gets a line of JSON, {"problem": "…", "line": 7} or {}, and then an .npz with x0, y0, x1, …
Whatever the function prints goes to standard error.
"""

from __future__ import annotations

import inspect
import io
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

import numpy as np

from grader.errors import ExerciseError
from grader.imports import execute, line_in
from grader.yamlfile import read_text

MEMORY = 4 << 30  # bytes; a slip of the pen in a shape is not to cost the machine its memory


def main() -> None:
    """Draw what the arguments ask for."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _bound_memory()
    path, function, asked = sys.argv[1:]
    arrays: dict[str, Any] = {}
    told: dict[str, Any] = {}
    try:
        arrays = _drawn(path, function, json.loads(asked))
    except ExerciseError as error:
        told = {"problem": error.message, "line": error.line}
    except BaseException as error:  # noqa: BLE001 -- an author's file may raise anything, SystemExit too
        told = {"problem": f"{type(error).__name__}: {error}", "line": _line(error, path)}
    answers.write(json.dumps(told).encode() + b"\n")
    memory = io.BytesIO()
    np.savez(memory, **arrays)
    answers.write(memory.getvalue())
    answers.close()


def _bound_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform == "linux" and (hard == resource.RLIM_INFINITY or hard > MEMORY):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


def _drawn(path: str, function: str, asked: list[tuple[list[int], int]]) -> dict[str, Any]:
    draw = getattr(execute(read_text(Path(path)), path, "generator"), function, None)
    if not callable(draw):
        raise ExerciseError(f"there is no function {function} in this file")
    arrays: dict[str, Any] = {}
    for place, (stream, count) in enumerate(asked):
        x, y = _pair(draw, np.random.default_rng(stream), count)
        arrays |= {f"x{place}": x, f"y{place}": y}
    return arrays


def _pair(draw: Any, rng: np.random.Generator, count: int) -> tuple[Any, Any]:
    """What it returns, as two arrays of numbers."""
    line = getattr(getattr(draw, "__code__", None), "co_firstlineno", None)
    try:
        inspect.signature(draw).bind(rng, count)
    except TypeError:
        raise ExerciseError(f"{draw.__name__} must take two arguments, rng and count", line=line) from None
    pair = draw(rng, count)
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise ExerciseError(f"{draw.__name__} returns no pair: return x, y", line=line)
    x, y = (np.asarray(part) for part in pair)
    for name, array in (("x", x), ("y", y)):
        if array.dtype == object:
            raise ExerciseError(
                f"{draw.__name__}: {name} holds objects: make it an array of numbers", line=line
            )
        if not array.ndim or len(array) != count:
            what = f"{name} should hold {count} samples, and is of the shape {array.shape}"
            raise ExerciseError(f"{draw.__name__}(rng, {count}): {what}", line=line)
    return x, y


def _line(error: BaseException, path: str) -> int | None:
    """The last line of the author's file on the way to the error."""
    if isinstance(error, SyntaxError) and error.filename == path:
        return error.lineno
    return line_in(Path(path), error)


if __name__ == "__main__":
    main()
