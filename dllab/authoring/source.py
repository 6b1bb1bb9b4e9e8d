"""Read Python files of an exercise as text: what they define, what they use. Nothing here runs them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.errors import ExerciseError

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


def parse(source: str, path: Path) -> ast.Module:
    """The file's syntax tree.

    Raises:
        ExerciseError: it is not Python.
    """
    try:
        return ast.parse(source, str(path))
    except SyntaxError as error:
        raise ExerciseError(f"not Python: {error.msg}", path, error.lineno) from None


def definitions(tree: ast.Module) -> dict[str, Definition]:
    """What a module defines at its top level, by name."""
    found: dict[str, Definition] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update({target.id: node for target in targets if isinstance(target, ast.Name)})
    return found


def bound(tree: ast.Module) -> set[str]:
    """Names that imports and assignments bind, wherever they do; "*" where a module is imported whole."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.alias(name=name, asname=other):
                found.add(other or name.partition(".")[0])
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
    return found


def names(tree: ast.Module) -> list[str]:
    """The names of the functions and classes that a module defines at its top level, as often as it does."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [node.name for node in tree.body if isinstance(node, kinds)]


def docstrings(node: Definition) -> str:
    """The docstring of a function; of a class, also those of its methods."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return ""
    own = ast.get_docstring(node) or ""
    if isinstance(node, ast.ClassDef):
        return "\n".join([own, *(docstrings(method) for method in methods(node))])
    return own


def methods(node: ast.ClassDef) -> list[ast.FunctionDef]:
    """The methods that a class defines."""
    return [item for item in node.body if isinstance(item, ast.FunctionDef)]


def uses(tree: ast.Module, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where a module uses one of these modules or functions ("scipy", "numpy.convolve"): line and name."""
    seen = set()
    for line, used in _dotted_names(tree):
        for name in names:
            if (used == name or used.startswith(f"{name}.")) and (line, name) not in seen:
                seen.add((line, name))
                yield line, name


def _dotted_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every imported name and every attribute of one, in full: np.fft.fft is numpy.fft.fft."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                full, bound, meaning = _imported(node, alias)
                known[bound] = meaning
                yield node.lineno, full
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, _, rest = ast.unparse(node).partition(".")
            if first in known:
                yield node.lineno, f"{known[first]}.{rest}"


def _imported(node: ast.Import | ast.ImportFrom, alias: ast.alias) -> tuple[str, str, str]:
    """What an import brings in full, the name that it binds, and what that name then means."""
    if isinstance(node, ast.ImportFrom):
        full = f"{'.' * node.level}{node.module or ''}.{alias.name}"
        return full, alias.asname or alias.name, full
    first = alias.name.partition(".")[0]
    return alias.name, alias.asname or first, alias.name if alias.asname else first
