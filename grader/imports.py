"""Source of an author's, run as a module under a private name; and what source imports."""

from __future__ import annotations

import ast
import builtins
import linecache
import sys
import traceback
import types
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any


def execute(
    source: str, filename: str, name: str, private: Mapping[str, types.ModuleType] | None = None
) -> types.ModuleType:
    """Run source as a module under a private name, with modules that it alone can import.

    Args:
        source: its text, which tracebacks quote.
        filename: for tracebacks.
        name: under which `sys.modules` has it.
        private: by the names under which it imports them, inside its functions, too.
    """
    module = types.ModuleType(name)
    module.__file__ = filename
    if private:
        vars(module)["__builtins__"] = vars(builtins) | {"__import__": _importer(dict(private))}
    sys.modules[name] = module  # dataclasses look their module up
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    exec(compile(source, filename, "exec", dont_inherit=True, optimize=0), vars(module))
    return module


def imported(source: str, module: str) -> Iterator[tuple[int, str]]:
    """What source imports from a module, wherever it does: lines and names.

    The name is "" where the module itself is imported, or is looked for in a package.

    Raises:
        SyntaxError: it is not Python.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names) if any(one.name == module for one in names):
                yield node.lineno, ""
            case ast.ImportFrom(module=found, names=names) if found == module:
                yield from ((one.lineno, "" if node.level else one.name) for one in names)


def line_in(path: Path, error: BaseException) -> int | None:
    """The last line of `path` that an exception passed through."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)
    ]
    return lines[-1] if lines else None


def _importer(private: Mapping[str, types.ModuleType]) -> Callable[..., Any]:
    """An `__import__` that knows some modules which `sys.modules` does not."""

    def import_(name: str, *args: Any, **kwargs: Any) -> Any:
        return private[name] if name in private else builtins.__import__(name, *args, **kwargs)

    return import_
