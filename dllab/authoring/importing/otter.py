"""Source notebooks of otter assign: raw cells that open and close questions, solutions and tests."""

from __future__ import annotations

import ast
import re
from typing import Any

from dllab.authoring.importing import otterpoints
from dllab.authoring.importing.assignment import GAP, Assignment, Code, Prose, Test
from dllab.authoring.importing.notebook import Cell, Notebook
from dllab.authoring.importing.ottercells import border, cells, is_config, is_ignored
from dllab.authoring.importing.otterlines import handed_out, solved
from grader.errors import UsageError
from grader.submission import printable


def is_one(notebook: Notebook) -> bool:
    """Whether a cell of it opens or sets up something of otter's."""
    return any(border(cell) or is_config(cell) for cell in cells(notebook))


def read(notebook: Notebook) -> Assignment:
    """Understand a notebook.

    Raises:
        UsageError: blocks that do not close, or settings that make no sense.
    """
    return _Reader(notebook).read()


class _Reader:
    """Goes through the cells once."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._assignment = Assignment("otter")
        self._blocks: list[str] = []
        self._question: dict[str, Any] = {}
        self._tests: list[Test] = []
        self._has_prompt = False
        self._are_sessions = True  # otter's usual format; in the other each test is a function

    def read(self) -> Assignment:
        """All cells, one after the other."""
        cell = None
        for cell in cells(self._notebook):
            if is_ignored(cell):
                continue
            if is_config(cell):
                self._configure(cell)
            elif crossed := border(cell):
                self._cross(cell, *crossed)
            else:
                self._take(cell)
        if self._blocks and cell is not None:
            raise self._problem(cell, f"`# BEGIN {self._blocks[-1].upper()}` is never closed")
        return self._assignment

    def _configure(self, cell: Cell) -> None:
        config = self._settings(cell)
        tests = config.get("tests")
        self._are_sessions = not (isinstance(tests, dict) and tests.get("ok_format") is False)
        for key in ("files", "requirements", "environment", "plugins", "autograder_files"):
            if config.get(key):
                self._assignment.remark(cell.number, f"`{key}` of the assignment: not carried over")
        if config.get("seed"):
            self._assignment.remark(
                cell.number, "`seed`: a submission is not seeded before its cells are run"
            )

    def _cross(self, cell: Cell, way: str, block: str) -> None:
        if way == "begin":
            if block in self._blocks or (block == "question" and self._blocks):
                raise self._problem(cell, f"`# BEGIN {block.upper()}` within another block")
            if block == "question":
                self._begin(cell)
            elif "question" not in self._blocks:
                raise self._problem(cell, f"`# BEGIN {block.upper()}` outside of a question")
            self._blocks.append(block)
        elif not self._blocks or self._blocks[-1] != block:
            raise self._problem(cell, f"`# END {block.upper()}` without its beginning")
        else:
            self._blocks.pop()
            if block == "question":
                self._end(cell)

    def _begin(self, cell: Cell) -> None:
        self._question, self._tests, self._has_prompt = self._settings(cell), [], False
        if not isinstance(self._question.get("name"), (str, int)):
            raise self._problem(cell, "a question without a `name`")
        if self._question.get("manual"):
            points = self._question.get("points") or 0
            worth = f" ({points} points)" if points else ""
            name = self._question["name"]
            self._assignment.remark(cell.number, f"{name} is graded by hand{worth}: not carried over")

    def _end(self, cell: Cell) -> None:
        try:
            self._assignment.pieces += otterpoints.resolved(self._question, self._tests)
        except ValueError as error:
            raise self._problem(cell, f"question {self._question['name']}: {error}") from None

    def _take(self, cell: Cell) -> None:
        block = self._blocks[-1] if self._blocks else ""
        if block == "tests":
            if cell.kind != "code":
                raise self._problem(cell, "a cell of tests that is no code")
            self._tests.append(self._test(cell))
        elif cell.kind == "markdown" and block not in ("solution", "prompt"):
            self._assignment.pieces.append(Prose(cell.number, cell.source))
        elif cell.kind == "code":
            self._assignment.pieces.append(self._code(cell, block))

    def _code(self, cell: Cell, block: str) -> Code:
        if block == "prompt":
            self._has_prompt = True
            return Code(cell.number, "", _ELLIPSIS.sub(rf"\1{GAP}", cell.python))
        if block != "solution":
            return Code(cell.number, cell.python, cell.python, is_given=block == "question")
        try:
            given = handed_out(cell.python)
        except ValueError as error:
            raise self._problem(cell, str(error)) from None
        return Code(cell.number, solved(cell.python), "" if self._has_prompt else given)

    def _test(self, cell: Cell) -> Test:
        lines = cell.python.split("\n")
        first = lines[0].lstrip()
        hidden = first.startswith("#") and re.search(r"\bhidden\b", first, re.IGNORECASE) is not None
        config: dict[str, Any] = {}
        if _CONFIG_BEGIN.match(lines[0]):
            end = next((i for i, line in enumerate(lines) if _CONFIG_END.match(line)), len(lines) - 1)
            config = self._yaml(cell, "\n".join(lines[1:end]))
            lines = lines[end + 1 :]
        elif hidden:
            lines = lines[1:]
        source, environment = self._body(cell, "\n".join(lines))
        question, number = str(self._question["name"]), len(self._tests) + 1
        hidden = bool(config.get("hidden", hidden))
        return Test(
            cell.number,
            self._assignment.free_name(f"{question} {number}", cell.number),
            source,
            hidden,
            self._points(cell, config),
            title=f"Test {number} of {question}.",
            shown=cell.shown if self._are_sessions else None,
            environment=environment,
            hint=str(config.get("failure_message") or ""),
        )

    def _points(self, cell: Cell, config: dict[str, Any]) -> float:
        try:
            return otterpoints.written(config.get("points"))
        except ValueError as error:
            raise self._problem(cell, str(error)) from None

    def _body(self, cell: Cell, source: str) -> tuple[str, str]:
        """What is run; and what it calls the dict of all names, where it asks for one."""
        try:
            body = ast.parse(source).body
        except SyntaxError:
            raise self._problem(cell, "a test that is not Python") from None
        function = body[0] if body else None
        if self._are_sessions or not isinstance(function, ast.FunctionDef):
            return source, ""
        # The function's arguments are names of the notebook: its body finds them.
        names = [one.arg for one in function.args.args]
        return "\n".join(ast.unparse(one) for one in function.body), "env" if "env" in names else ""

    def _settings(self, cell: Cell) -> dict[str, Any]:
        return self._yaml(cell, cell.source)

    def _yaml(self, cell: Cell, text: str) -> dict[str, Any]:
        from grader.yamlloader import Loader, yaml

        try:
            found = yaml.load(text, Loader)
        except yaml.YAMLError:
            raise self._problem(cell, "settings that are not YAML") from None
        if found is not None and not isinstance(found, dict):
            raise self._problem(cell, "settings that are no keys with values")
        return found or {}

    def _problem(self, cell: Cell, what: str) -> UsageError:
        where = f"{printable(self._notebook.path)}, cell {cell.number}"
        return UsageError(f"{where}: {what}: mend the notebook (`otter assign` would say the same)")


_CONFIG_BEGIN = re.compile(r'(?:.\s*=\s*)?""?"?\s*#\s*BEGIN\s*TEST\s*CONFIG', re.IGNORECASE)
_CONFIG_END = re.compile(r'""?"?\s*#\s*END\s*TEST\s*CONFIG', re.IGNORECASE)
_ELLIPSIS = re.compile(r"^([ \t]*)\.\.\.[ \t]*$", re.MULTILINE)
