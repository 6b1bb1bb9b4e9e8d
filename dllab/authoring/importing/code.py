"""From the cells of code to two files: the solution, and the starter with its gaps."""

from __future__ import annotations

import ast
import sys

import msgspec

from dllab.authoring.importing.assignment import Assignment, Code
from dllab.authoring.importing.names import Statement, of, statements
from dllab.authoring.importing.stubs import handed_out

KERAS = ("keras", "tensorflow")


class Written(msgspec.Struct, frozen=True):
    """The two files, without their docstring, and what is to be filled in.

    Attributes:
        kind: "keras" where the code imports it, else "numpy".
        provides: names whose definition has a gap, in order.
    """

    solution: str
    starter: str
    kind: str
    provides: list[str]


def write(assignment: Assignment) -> Written:
    """Write both files, and note in `assignment.remarks` what is left out."""
    parsed = [(code, _statements(assignment, code)) for code in assignment.codes]
    kind = "keras" if any(_roots(one.node) & set(KERAS) for _, found in parsed for one in found) else "numpy"
    selection = _Selection(assignment, kind, parsed)
    solution = [one for code, found in parsed for one in selection.kept(code, found)]
    silent = _Selection(Assignment(assignment.tool, assignment.pieces), kind, parsed)
    provides: list[str] = []
    starter: list[Statement] = []
    for code, found in parsed:
        given = handed_out(code, found, provides)
        starter += silent.kept(code, given, set(provides))
    for code, found in parsed:
        _computes(assignment, selection, code, found, set(provides))
    return Written(_joined(solution), _joined(starter), kind, provides)


class _Selection:
    """Which statements belong into a file that is loaded from top to bottom."""

    def __init__(self, assignment: Assignment, kind: str, parsed: list[tuple[Code, list[Statement]]]) -> None:
        self._assignment = assignment
        self._modules = {"numpy", *sys.stdlib_module_names, *(KERAS if kind == "keras" else ())}
        self._absent: set[str] = set()
        self._wanted = _needed_by_tests(assignment)
        for _, found in parsed:
            for one in found:
                self._wanted |= (
                    one.names.needed if not isinstance(one.node, (ast.Expr, ast.Assert)) else set()
                )

    def kept(self, code: Code, found: list[Statement], gaps: set[str] | None = None) -> list[Statement]:
        """Those of a cell; with `gaps`, without what would stop at one of these names."""
        kept, dropped = [], []
        for one in found:
            if self._belongs(code, one) and not (self._stops(one, gaps or set())):
                kept.append(one)
            elif not isinstance(one.node, ast.Pass) and not _is_text(one.node) and not one.is_import:
                dropped.append(one)
        if dropped and gaps is None:
            what = _shortly(dropped[0].text)
            self._assignment.remark(code.cell, f"`{what}` is left out: it only shows, or runs, something")
        return kept

    def wants(self, one: Statement) -> bool:
        """Whether a test, or other code, uses what it binds."""
        return bool(one.names.bound & self._wanted)

    def _belongs(self, code: Code, one: Statement) -> bool:
        if one.is_import:
            return self._is_here(code, one)
        absent = one.names.needed & self._absent
        if absent and not one.is_definition:
            self._absent |= one.names.bound
            return False
        if absent:
            name = ", ".join(sorted(one.names.bound))
            self._assignment.remark(code.cell, f"{name} uses {', '.join(sorted(absent))}: write it without")
        if one.is_definition or isinstance(one.node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            return True
        return bool(one.names.bound) and self.wants(one)

    def _is_here(self, code: Code, one: Statement) -> bool:
        absent = sorted(_roots(one.node) - self._modules)
        if absent:
            self._absent |= one.names.bound
            which = "NumPy and the standard library" if "keras" not in self._modules else "NumPy and Keras"
            self._assignment.remark(
                code.cell, f"imports {', '.join(absent)}: submissions here may use {which} only"
            )
        return not absent

    def _stops(self, one: Statement, gaps: set[str]) -> bool:
        runs = not one.is_definition and not one.is_import
        return runs and bool(one.names.needed & gaps) and not self.wants(one)


def _statements(assignment: Assignment, code: Code) -> list[Statement]:
    try:
        return statements(code.solved)
    except SyntaxError as error:
        assignment.remark(code.cell, f"left out: not Python: {error.msg}")
        return []


def _computes(
    assignment: Assignment, selection: _Selection, code: Code, found: list[Statement], gaps: set[str]
) -> None:
    """Statements that run learners' code while the file is loaded."""
    for one in found:
        runs = not one.is_definition and not one.is_import and not isinstance(one.node, ast.Expr)
        used = sorted(one.names.needed & gaps)
        if runs and used and selection.wants(one) and not one.names.bound <= gaps:
            name = ", ".join(sorted(one.names.bound))
            assignment.remark(
                code.cell, f"{name} is computed by {', '.join(used)} as the file is loaded: better in a test"
            )


def _needed_by_tests(assignment: Assignment) -> set[str]:
    needed: set[str] = set()
    for test in assignment.tests:
        try:
            needed |= of(test.source).needed
        except SyntaxError:
            pass  # said where the tests are written
    return needed


def _roots(node: ast.stmt) -> set[str]:
    """The modules that an import asks for, without what lies in them."""
    if isinstance(node, ast.ImportFrom):
        return {(node.module or ".").partition(".")[0]}
    names = node.names if isinstance(node, ast.Import) else []
    return {alias.name.partition(".")[0] for alias in names}


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _shortly(text: str) -> str:
    code = [line for line in text.split("\n") if not line.lstrip().startswith("#")]
    first = (code or [text])[0].strip().replace("`", "'")
    return first if len(first) <= 60 else f"{first[:59]}…"


def _joined(found: list[Statement]) -> str:
    """Imports first, once each; two empty lines around definitions."""
    imports = list(dict.fromkeys(one.text for one in found if one.is_import))
    text, last = "\n".join(imports), None
    for one in (one for one in found if not one.is_import):
        apart = last is None or one.is_definition or last.is_definition
        text += ("\n\n\n" if apart and text else "\n" if text else "") + one.text.strip("\n")
        last = one
    return text + "\n"
