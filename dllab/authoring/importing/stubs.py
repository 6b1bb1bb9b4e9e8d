"""What is handed out where something is to be written: signatures, docstrings, and a first step."""

from __future__ import annotations

import ast
import re

from dllab.authoring.importing.assignment import GAP, Code
from dllab.authoring.importing.names import Statement, statements


def handed_out(code: Code, solved: list[Statement], provides: list[str]) -> list[Statement]:
    """The statements of a cell as learners get it; what they are to write is added to `provides`.

    Args:
        code: the cell.
        solved: its statements with the solution.
        provides: names whose definition has a gap.
    """
    try:
        found = statements(code.given)
    except SyntaxError:  # what is left between the regions is no Python by itself
        found = statements(GAP)
    known = {name for one in found for name in one.names.bound}
    starter: list[Statement] = []
    for one in found:
        if isinstance(one.node, ast.Raise) and one.text.strip() == GAP:
            stubs = [stub for part in solved for stub in _stubs(part, known)]
            starter += stubs
            provides += [name for stub in stubs for name in sorted(stub.names.bound) if not stub.is_import]
        elif GAP in one.text and one.is_definition:
            name = getattr(one.node, "name", "")
            starter.append(_from_text(_with_steps(one.text, name)))
            provides.append(name)
        else:
            starter.append(one)
            if _is_open(one.node):
                provides += sorted(one.names.bound - set(provides))
    provides[:] = list(dict.fromkeys(provides))
    return starter


def _stubs(solved: Statement, known: set[str]) -> list[Statement]:
    """What is handed out in place of a statement of the solution."""
    names = sorted(solved.names.bound - known)
    if solved.is_import:
        return [solved] if names else []
    known |= set(names)
    if isinstance(solved.node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and names:
        return [_from_text(_emptied(solved.node))]
    return [_from_text(f"{name} = ...") for name in names]


def _emptied(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, owner: str = "") -> str:
    """Signature and docstring, and methods likewise."""
    top = owner or node.name
    if isinstance(node, ast.ClassDef):
        methods = [one for one in node.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]
        body: list[ast.stmt] = [ast.parse(_emptied(one, top)).body[0] for one in methods]
    else:
        body = ast.parse(f"raise NotImplementedError({_step(top, node.name)!r})").body
    docstring = node.body[:1] if ast.get_docstring(node) is not None else []
    empty = type(node)(**{**dict(ast.iter_fields(node)), "body": [*docstring, *body]})
    return ast.unparse(ast.fix_missing_locations(empty))


def _with_steps(text: str, top: str) -> str:
    """Each gap with a name, a colon and a first step, as learners read it."""
    lines, name = [], top
    for line in text.split("\n"):
        found = re.match(r"\s*(?:async )?def (\w+)", line)
        name = found[1] if found else name
        lines.append(line.replace(GAP, f'raise NotImplementedError("{_step(top, name)}")'))
    return "\n".join(lines)


def _step(top: str, name: str) -> str:
    return f"{top}: write its body first" if name == top else f"{top}: write {name} first"


def _is_open(node: ast.stmt) -> bool:
    """Whether it is `x = ...`, which otter hands out."""
    value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
    return isinstance(value, ast.Constant) and value.value is ...


def _from_text(text: str) -> Statement:
    [found] = statements(text)
    return found
