"""The bands of an exercise as its checks' source has them, and what a training depends on beside them.

Nothing here runs anything: an author changes a band and knows at once whether the study still stands.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from dllab.authoring import source
from dllab.authoring.studies.study import Bands
from grader.exercise import Exercise
from grader.mistakes import Mistake, load_mistakes

_NAMES = ("passing", "solid", "excellent")
_TRAINS = ("train", "train_by_hand")


class Written(msgspec.Struct, frozen=True):
    """Bands as literals.

    Attributes:
        bands: the three numbers.
        data: the data set's name, where a dict that they lie in says so.
        path, line: where.
    """

    bands: Bands
    data: str | None
    path: Path
    line: int


def written(exercise: Exercise) -> list[Written]:
    """All bands that are written out: as arguments of a call, or in a dict."""
    return [
        Written(bands, data, path, node.lineno)
        for path, tree in _checks(exercise)
        for node, bands, data in _triples(tree, None, exercise.datasets)
    ]


def asked(exercise: Exercise) -> list[tuple[Path, int]]:
    """Where checks that train ask for a band; empty for an exercise that trains nothing."""
    trees = _checks(exercise)
    if not any(_called(node) in _TRAINS for _, tree in trees for node in ast.walk(tree)):
        return []
    return [
        (path, node.lineno)
        for path, tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) == "band"
    ]


def version(exercise: Exercise) -> str:
    """12 hex digits over the code that a study trains: checks without their bands, solution, mistakes.

    Comments, docstrings and sentences do not count.
    """
    parts = [fingerprint(exercise), *(fingerprint(exercise, one) for one in load_mistakes(exercise))]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def fingerprint(exercise: Exercise, mistake: Mistake | None = None) -> str:
    """The same for the solution alone, or for one of the mistakes."""
    trees = [tree for _, tree in _checks(exercise)]
    trees.append(source.parse(exercise.text("solution.py"), exercise.solution))
    if mistake is not None:
        trees.append(ast.parse(mistake.overlay))
        trees.append(ast.parse(repr((mistake.name, mistake.overrides))))
    text = "\0".join(repr(_plain(_Bare().visit(tree))) for tree in trees)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(node: Any) -> Any:
    """A tree as every version of Python tells it: ast.dump differs, and new fields come empty."""
    if isinstance(node, ast.AST):
        fields = [(name, value) for name, value in ast.iter_fields(node) if value is not None and value != []]
        return type(node).__name__, [(name, _plain(value)) for name, value in fields]
    return [_plain(part) for part in node] if isinstance(node, list) else node


def in_force(exercise: Exercise) -> str:
    """A hash of the bands alone."""
    found = [(one.data, msgspec.structs.astuple(one.bands)) for one in written(exercise)]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:12]


def _checks(exercise: Exercise) -> list[tuple[Path, ast.Module]]:
    paths = [exercise.folder / name for name in ("checks.py", "hidden.py") if exercise.has(name)]
    return [(path, source.parse(exercise.text(path.name), path)) for path in paths]


def _called(node: ast.AST) -> str:
    """The last name of what a call calls; "" for other nodes."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", None) or ""


def _triples(
    node: ast.AST, data: str | None, names: list[str]
) -> Iterator[tuple[ast.Dict | ast.Call, Bands, str | None]]:
    if isinstance(node, ast.Dict | ast.Call):
        bands = _bands(node)
        if bands is not None:
            yield node, bands, data
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            named = key.value if isinstance(key, ast.Constant) and key.value in names else data
            yield from _triples(value, str(named) if named is not None else None, names)
        return
    for child in ast.iter_child_nodes(node):
        yield from _triples(child, data, names)


def _bands(node: ast.Dict | ast.Call) -> Bands | None:
    """The bands that a dict or a call has as literals."""
    parts = _numbers(node)
    try:
        values = [ast.literal_eval(parts[name]) for name in _NAMES]
    except (KeyError, ValueError):
        return None
    return Bands(*map(float, values)) if all(isinstance(value, int | float) for value in values) else None


def _numbers(node: ast.Dict | ast.Call) -> dict[str, ast.expr]:
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return {str(key.value): value for key, value in pairs if isinstance(key, ast.Constant)}
    found = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    if _called(node) == "band":
        found |= dict(zip(_NAMES, node.args[1:4], strict=False))
    return found


class _Bare(ast.NodeTransformer):
    """A tree without bands and docstrings."""

    def visit_Dict(self, node: ast.Dict) -> ast.AST:
        self.generic_visit(node)
        if _bands(node) is not None:
            keys, values = node.keys, node.values
            node.values = [_blank(key, value) for key, value in zip(keys, values, strict=True)]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if _bands(node) is not None:
            node.keywords = [one for one in node.keywords if one.arg not in _NAMES]
            node.args = node.args[:1] + node.args[4:] if _called(node) == "band" else node.args
        return node

    def visit_Module(self, node: ast.Module) -> ast.AST:
        return self._undocumented(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._undocumented(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._undocumented(node)

    def _undocumented(self, node: ast.Module | ast.ClassDef | ast.FunctionDef) -> ast.AST:
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
        return self.generic_visit(node)


def _blank(key: ast.expr | None, value: ast.expr) -> ast.expr:
    banded = isinstance(key, ast.Constant) and key.value in _NAMES
    return ast.Constant(None) if banded else value
