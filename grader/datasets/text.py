"""Text that is on every machine: the docstrings of Python's standard library."""

from __future__ import annotations

import ast
import functools
import importlib.util
from collections.abc import Iterator

import numpy as np

from grader.datasets.records import Array, Split
from grader.errors import DatasetError

STEPS = 40
ALPHABET = "\n abcdefghijklmnopqrstuvwxyz0123456789.,:;!?'\"()[]{}<>=+-*/_#"
_TRAINING = (
    "argparse",
    "ast",
    "difflib",
    "doctest",
    "heapq",
    "inspect",
    "logging",
    "optparse",
    "random",
    "typing",
)
_HELD_OUT = ("calendar", "datetime", "statistics", "tarfile", "textwrap")


def draw(rng: np.random.Generator, count: int, held_out: bool = False) -> Split:
    """x: (N, 40) int64, characters as places in ALPHABET; y: (N,) int64, the character that follows.

    Train and test come from different modules of the standard library, so from different texts.

    Raises:
        DatasetError: this Python has no sources.
    """
    codes = _codes(_HELD_OUT if held_out else _TRAINING)
    start = rng.integers(0, len(codes) - STEPS, count)
    windows = codes[start[:, None] + np.arange(STEPS + 1)]
    return Split(windows[:, :-1], windows[:, -1])


@functools.cache
def _codes(modules: tuple[str, ...]) -> Array:
    text = "\n".join(docstring for module in modules for docstring in _docstrings(module))
    known = {character: place for place, character in enumerate(ALPHABET)}
    return np.array([known[character] for character in text.lower() if character in known], np.int64)


def _docstrings(module: str) -> Iterator[str]:
    """Of the module and of everything in it, read and not imported."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(_source(module))):
        if isinstance(node, documented) and (docstring := ast.get_docstring(node)):
            yield docstring


def _source(module: str) -> str:
    spec = importlib.util.find_spec(module)
    get_source = getattr(spec and spec.loader, "get_source", None)
    source = get_source(module) if get_source else None
    if source is None:
        raise DatasetError(f"this Python has no source of its module {module}: install its standard library")
    return str(source)
