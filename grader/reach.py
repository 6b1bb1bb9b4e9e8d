"""What of a module's code leads to what: read from its text, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable


class Reach:
    """What the names that a module defines refer to, one through the other.

    Args:
        source: the module's text; it must parse.
    """

    def __init__(self, source: str) -> None:
        self._refers: dict[str, set[str]] = {}
        for statement in ast.parse(source).body:
            names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
            for name in _bound(statement):
                self._refers.setdefault(name, set()).update(names)

    def leads(self, names: Iterable[str], goals: Iterable[str]) -> bool:
        """Whether code behind some of these names uses one of the goals, whose own code is left out."""
        goals = frozenset(goals)
        ahead = [name for name in names if name not in goals]
        seen = set(ahead)
        while ahead:
            refers = self._refers.get(ahead.pop(), set())
            if not refers.isdisjoint(goals):
                return True
            ahead += refers - seen
            seen |= refers
        return False


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement of the module defines or changes."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {statement.name}
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        return set()
    # An assignment, or a loop that fills a table: any name in it may be what is changed.
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
