"""Mutants of a solution: copies of it with one small thing wrong, of the kind that slips into code.

A mutant that no check fails is either equivalent to the solution, or shows what the checks do not look at.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from copy import copy
from typing import Any, NamedTuple


class Mutant(NamedTuple):
    """One of them.

    Attributes:
        name: the function, the statement and what it becomes; it outlives changes elsewhere in the file.
        line: of the solution.
        source: the whole file.
    """

    name: str
    line: int
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a Python file, from its first statement to its last."""
    tree = ast.parse(source)
    sources, names = {ast.unparse(tree)}, Counter[str]()
    for function, body, index in _statements(tree):
        before, line = _header(body[index]), body[index].lineno
        for _ in _changes(body, index):
            text = ast.unparse(tree)
            if text not in sources:
                sources.add(text)
                name = f"{function}: {before} → {_header(body[index])}"
                names[name] += 1
                yield Mutant(name if names[name] == 1 else f"{name} ({names[name]})", line, text)


def _statements(parent: ast.AST, function: str = "module") -> Iterator[tuple[str, list[ast.stmt], int]]:
    """Every statement that does something, as the function it is in, and its place in a body."""
    for field in ("body", "orelse", "finalbody", "handlers"):
        body = getattr(parent, field, [])
        for index, node in enumerate(body if isinstance(body, list) else []):
            inner = node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else function
            if isinstance(node, ast.stmt) and not _is_silent(node):
                yield inner, body, index
            yield from _statements(node, inner)


def _is_silent(node: ast.stmt) -> bool:
    """Imports and docstrings."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef)


def _header(node: ast.stmt) -> str:
    """A statement as text, without what is indented below it."""
    node = copy(node)
    for field, empty in (("body", [ast.Pass()]), ("orelse", []), ("decorator_list", [])):
        if hasattr(node, field):
            setattr(node, field, empty)
    return " ".join(ast.unparse(node).removesuffix("pass").split()) or "pass"


def _changes(body: list[ast.stmt], index: int) -> Iterator[None]:
    """Change one thing in the statement, hand over, and change it back."""
    whole = body[index]
    for replacement in _other_statements(whole):
        body[index] = replacement
        yield
    body[index] = whole
    if isinstance(whole, ast.Raise):
        return  # the wording of an error is free
    for parent, field, place in list(_slots(whole)):
        node = getattr(parent, field) if place is None else getattr(parent, field)[place]
        for other in _others(node):
            _put(parent, field, place, other)
            yield
        _put(parent, field, place, node)


def _other_statements(node: ast.stmt) -> Iterator[ast.stmt]:
    calls = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if calls or isinstance(node, ast.Raise | ast.AugAssign | ast.Continue | ast.Break):
        yield ast.copy_location(ast.Pass(), node)
    if isinstance(node, ast.AugAssign):
        yield ast.copy_location(ast.Assign([node.target], node.value, lineno=node.lineno), node)
        for operator in _swapped(node.op):
            yield ast.copy_location(ast.AugAssign(node.target, operator, node.value), node)


def _slots(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Where expressions stand below a node, but for those of other statements, annotations and messages."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "ctx"):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.stmt | ast.excepthandler | ast.JoinedStr) or not isinstance(
                child, ast.AST
            ):
                continue
            if isinstance(child, ast.expr):
                yield node, field, place
            yield from _slots(child)


def _put(parent: ast.AST, field: str, place: int | None, node: ast.AST) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand there by a slip."""
    match node:
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(value=float() as value):
            yield ast.Constant(value * 2 if value else 1.0)
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert(), operand=operand):
            yield operand
        case ast.BinOp(left, operator, right):
            yield from (ast.BinOp(left, other, right) for other in _swapped(operator))
        case ast.BoolOp(operator, values):
            yield from (ast.BoolOp(other, values) for other in _swapped(operator))
        case ast.Compare(left, operators, right):
            for index, comparison in enumerate(operators):
                for other in _swapped(comparison):
                    yield ast.Compare(left, [*operators[:index], other, *operators[index + 1 :]], right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.Slice(lower, upper, step):
            yield from (ast.Slice(*parts) for parts in _without_one([lower, upper, step]))
        case ast.Attribute(value=value, attr="T" | "mT"):
            yield value
        case ast.Call():
            yield from _other_calls(node)


def _swapped(operator: ast.AST) -> Iterator[Any]:
    yield from (other() for other in _OPERATORS.get(type(operator), ()))


def _without_one(parts: list[ast.expr | None]) -> Iterator[list[ast.expr | None]]:
    for index, part in enumerate(parts):
        if part is not None:
            yield [*parts[:index], None, *parts[index + 1 :]]


def _other_calls(call: ast.Call) -> Iterator[ast.AST]:
    """Another function of the kind, one keyword less, or the argument itself."""
    for index in range(len(call.keywords)):
        yield ast.Call(call.func, call.args, [*call.keywords[:index], *call.keywords[index + 1 :]])
    match call.func:
        case ast.Name(id=name):
            if name in _NAMES:
                yield ast.Call(ast.Name(_NAMES[name], ast.Load()), call.args, call.keywords)
            if name in _TRANSPARENT and call.args:
                yield call.args[0]
        case ast.Attribute(value=value, attr=name):
            is_method = not (isinstance(value, ast.Name) and value.id == "np")
            if name in _NAMES:
                yield ast.Call(ast.Attribute(value, _NAMES[name], ast.Load()), call.args, call.keywords)
            if name in _TRANSPARENT and (is_method or call.args):
                yield value if is_method else call.args[0]


_OPERATORS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_PAIRS = (
    *(("max", "min"), ("maximum", "minimum"), ("argmax", "argmin"), ("sum", "mean"), ("var", "std")),
    *(("floor", "ceil"), ("zeros", "ones"), ("zeros_like", "ones_like"), ("any", "all"), ("exp", "exp2")),
    *(("log", "log2"), ("sqrt", "square"), ("hstack", "vstack")),
)
_NAMES = {name: other for pair in _PAIRS for name, other in (pair, pair[::-1])}
# Calls that may be forgotten around a value, or behind it; without float() a NumPy float is as good.
_TRANSPARENT = frozenset(
    ("abs", "copy", "astype", "transpose", "int", "sorted", "reversed", "ravel", "reshape")
)
