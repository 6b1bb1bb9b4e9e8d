"""Where the values of a check come from, as far as its source tells: from its own data, from answers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from dllab.authoring import source

_OWN = ("rng", "generator", "keep", "stub", "load", "reference", "has")  # of lab: no learner answers there
_SIZES = ("shape", "ndim", "size", "dtype")
_Source = Callable[[ast.AST], bool]
_Names = dict[str, set[str]]


def data(parts: list[source.Definition]) -> list[tuple[ast.FunctionDef, set[str]]]:
    """For each function the names in it that hold data: what was drawn, handed over, answered.

    Data comes from `lab`, and from numbers with a decimal point. Strings and whole numbers that are written
    out are no data: they name a case, or a size, which learners may know; so do the keys of dicts. Data goes
    on through assignments, loops, and calls among these functions.
    """
    return _followed(parts, _begins_data)


def _begins_data(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    return isinstance(node, ast.Name) and node.id == "lab"


def answers(parts: list[source.Definition]) -> list[tuple[ast.FunctionDef, set[str]]]:
    """For each function the names in it that hold what the learner's code answered."""
    return _followed(parts, is_answer)


def is_answer(node: ast.AST) -> bool:
    """Whether this calls the learner's code: lab.f(…), an expectation, a helper that is given lab."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
        owner, name = node.func.value.id, node.func.attr
        if owner == "expect" or (owner == "lab" and name not in _OWN):
            return True
    return any(isinstance(argument, ast.Name) and argument.id == "lab" for argument in node.args)


def shown(value: ast.AST, names: set[str]) -> set[str]:
    """Which of these names an expression shows; sizes do not count."""
    if _is_size(value):
        return set()
    if isinstance(value, ast.Name):
        return {value.id} & names
    return {name for child in ast.iter_child_nodes(value) for name in shown(child, names)}


def comes_from(value: ast.AST, names: set[str], begins: _Source) -> bool:
    """Whether an expression is made from these names, or from what begins in it."""
    if _is_size(value):
        return False
    if begins(value) or (isinstance(value, ast.Name) and value.id in names):
        return True
    return any(comes_from(child, names, begins) for child in ast.iter_child_nodes(value))


def _is_size(value: ast.AST) -> bool:
    match value:
        case ast.Attribute(attr=attribute):
            return attribute in _SIZES
        case ast.Call(func=ast.Name(id="len")):
            return True
    return False


def _followed(parts: list[source.Definition], begins: _Source) -> list[tuple[ast.FunctionDef, set[str]]]:
    """The names in each function whose values come from there, by way of whatever."""
    functions = {node.name: node for node in parts if isinstance(node, ast.FunctionDef)}
    names: _Names = {name: set() for name in functions}
    size = -1
    while size != (size := sum(map(len, names.values()))):
        for name, node in functions.items():
            for target, value in (binding for part in ast.walk(node) for binding in _bindings(part)):
                if comes_from(value, names[name], begins):
                    names[name] |= {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
            for called, call in _calls(node, functions):
                given = _arguments(called, call)
                received = {key for key, value in given.items() if comes_from(value, names[name], begins)}
                names[called.name] |= received - {"lab"}
    return [(node, names[name]) for name, node in functions.items()]


def _bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Targets and what they are given, item by item where both are written out."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _matched(target, value)
        case (
            ast.AnnAssign(target=target, value=ast.expr() as value)
            | ast.AugAssign(target=target, value=value)
        ):
            yield target, value
        case ast.NamedExpr(target=target, value=value):
            yield target, value
        case ast.For(target=target, iter=values) | ast.comprehension(target=target, iter=values):
            yield from _iterated(target, values)


def _iterated(target: ast.expr, values: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What a loop's names are given, one after the other."""
    parts = target.elts if isinstance(target, ast.Tuple | ast.List) else []
    match values:
        case ast.Tuple(elts=items) | ast.List(elts=items):
            for item in items:
                yield from _matched(target, item)
        case ast.Call(func=ast.Name(id="zip"), args=args) if len(args) == len(parts):
            for part, arg in zip(parts, args, strict=True):
                yield from _iterated(part, arg)
        case ast.Call(func=ast.Name(id="enumerate"), args=[arg, *_]) if len(parts) == 2:
            yield from _iterated(parts[1], arg)
        case ast.Call(func=ast.Attribute(value=value, attr="items")) if len(parts) == 2:
            yield parts[1], value  # keys are names
        case _:
            yield target, values


def _matched(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """A target and its value, item by item where both are written out."""
    if (
        isinstance(target, ast.Tuple | ast.List)
        and isinstance(value, ast.Tuple | ast.List)
        and len(target.elts) == len(value.elts)
    ):
        for one, given in zip(target.elts, value.elts, strict=True):
            yield from _matched(one, given)
    else:
        yield target, value


def _calls(
    function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]
) -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            yield functions[node.func.id], node


def _arguments(called: ast.FunctionDef, call: ast.Call) -> dict[str, ast.expr]:
    """What each argument of a function is given by this call."""
    names = [argument.arg for argument in called.args.args]
    given = dict(zip(names, call.args, strict=False))
    return given | {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
