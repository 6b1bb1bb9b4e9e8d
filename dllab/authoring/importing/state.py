"""Where a test's names come from: a notebook's cells share them, a check has to be given each.

What learners write is asked of the submission. What was given to them (locked cells, earlier tests) is
written into the check again, where it is plain enough: a submission cannot change it then.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import re

import msgspec

from dllab.authoring.importing.assignment import Assignment, Code, Test
from dllab.authoring.importing.names import Statement, of, statements


class Needed(msgspec.Struct):
    """What a test needs besides itself.

    Attributes:
        imports: statements.
        learner: names that are asked of the submission, in the order of the notebook.
        helpers: given functions and classes that need nothing of the submission.
        setup: statements of given cells and earlier tests, in order.
        missing: names that nothing defines, and modules that are not installed here.
    """

    imports: list[str] = []
    learner: list[str] = []
    helpers: list[str] = []
    setup: list[str] = []
    missing: list[str] = []


class _Known(msgspec.Struct, frozen=True):
    """A statement of the notebook.

    Attributes:
        place: its number among all of them.
        piece: the piece's number.
        statement: itself.
        source: "learner", "given", "test" or "hidden".
    """

    place: int
    piece: int
    statement: Statement
    source: str


class State:
    """All statements of an assignment.

    Args:
        assignment: whose code can be parsed.
    """

    def __init__(self, assignment: Assignment) -> None:
        self._known: list[_Known] = []
        for number, piece in enumerate(assignment.pieces):
            if isinstance(piece, (Code, Test)):
                source = piece.solved if isinstance(piece, Code) else piece.source
                for statement in _parsed(source):
                    self._known.append(_Known(len(self._known), number, statement, _source(piece)))
        self._pieces = assignment.pieces

    def needed(self, test: Test) -> Needed:
        """What a test needs.

        Raises:
            SyntaxError: it is not Python.
        """
        number = next(index for index, piece in enumerate(self._pieces) if piece is test)
        before = len([one for one in self._known if one.piece < number])
        search = _Search(self._known, test.hidden)
        for name in sorted(of(test.source).needed - {test.environment}):
            search.find(name, before)
        return search.result()

    def rebound(self, test: Test) -> list[str]:
        """Names of learners' that the test uses and that get another value further down."""
        number = next(index for index, piece in enumerate(self._pieces) if piece is test)
        later = [one for one in self._known if one.piece > number and one.source in ("learner", "given")]
        bound = {name for one in later if not one.statement.is_import for name in one.statement.names.bound}
        return [name for name in self.needed(test).learner if name in bound and self._is_bound(name, number)]

    def _is_bound(self, name: str, number: int) -> bool:
        return any(one.piece < number and name in one.statement.names.bound for one in self._known)


class _Search:
    """One test's names, followed back through the notebook."""

    def __init__(self, known: list[_Known], sees_hidden: bool) -> None:
        self._known, self._sees_hidden = known, sees_hidden
        self._imports: set[int] = set()
        self._learner: dict[str, int] = {}
        self._copied: set[int] = set()
        self._missing: set[str] = set()

    def find(self, name: str, before: int) -> None:
        """Follow one name from a place in the notebook."""
        found = self._binding(name, before)
        if found is None and hasattr(builtins, name):
            return
        if found is None:
            self._missing.add(name)
        elif found.statement.is_import:
            self._import(found)
        elif found.source == "learner" or (found.source == "given" and not self._is_plain(found)):
            self._learner[name] = found.place
        elif found.place not in self._copied:
            self._copy(name, found, before)

    def result(self) -> Needed:
        """What was found, in the order of the notebook."""
        copied = [self._known[place] for place in sorted(self._copied)]
        helpers = [one for one in copied if self._stands_alone(one)]
        return Needed(
            imports=sorted({self._known[place].statement.text for place in self._imports}),
            learner=sorted(self._learner, key=lambda name: self._learner[name]),
            helpers=[one.statement.text for one in helpers],
            setup=[one.statement.text for one in copied if one not in helpers],
            missing=sorted(self._missing),
        )

    def _binding(self, name: str, before: int) -> _Known | None:
        """The last statement before that place that binds it, else the first of the code after it."""
        binding = [one for one in self._known if name in one.statement.names.bound]
        binding = [one for one in binding if one.source != "hidden" or self._sees_hidden]
        earlier = [one for one in binding if one.place < before]
        later = [one for one in binding if one.place >= before and one.source in ("learner", "given")]
        return earlier[-1] if earlier else later[0] if later else None

    def _import(self, found: _Known) -> None:
        absent = _absent(found.statement.node)
        if absent:
            self._missing.add(absent)
        self._imports.add(found.place)

    def _copy(self, name: str, found: _Known, before: int) -> None:
        self._copied.add(found.place)
        for other in sorted(found.statement.names.needed):
            self.find(other, found.place)
        if found.source == "given":
            return
        # What earlier tests went on to do with it: `descent.step(xs, ts)`.
        for one in self._known[found.place + 1 : before]:
            goes_on = name in one.statement.names.needed and not isinstance(one.statement.node, ast.Assert)
            if goes_on and self._is_test(one) and one.place not in self._copied:
                self._copied.add(one.place)
                for other in sorted(one.statement.names.needed - {name}):
                    self.find(other, one.place)

    def _is_test(self, one: _Known) -> bool:
        return one.source == "test" or (one.source == "hidden" and self._sees_hidden)

    def _is_plain(self, found: _Known) -> bool:
        """Whether it comes to the same wherever it is run: it needs no learner's code, no file, no chance."""
        statement = found.statement
        if not (statement.is_definition or isinstance(statement.node, (ast.Assign, ast.AnnAssign))):
            return False
        calls = [ast.unparse(node.func) for node in ast.walk(statement.node) if isinstance(node, ast.Call)]
        if any(_OUTSIDE.search(call) for call in calls):
            return False
        for name in statement.names.needed:
            source = self._binding(name, found.place)
            if source is None or not (source.statement.is_import or self._is_plain_given(source)):
                return False
        return True

    def _is_plain_given(self, found: _Known) -> bool:
        return found.source == "given" and self._is_plain(found)

    def _stands_alone(self, found: _Known) -> bool:
        """Whether it can stand at the top of a checks file."""
        if found.source != "given" or not found.statement.is_definition:
            return False
        sources = [self._binding(name, found.place) for name in found.statement.names.needed]
        return all(one and (one.statement.is_import or self._stands_alone(one)) for one in sources)


def _source(piece: Code | Test) -> str:
    if isinstance(piece, Test):
        return "hidden" if piece.hidden else "test"
    return "given" if piece.is_given else "learner"


def _parsed(source: str) -> list[Statement]:
    try:
        return statements(source)
    except SyntaxError:
        return []


def _absent(node: ast.stmt) -> str:
    """The module that an import asks for and that is not installed here."""
    if isinstance(node, ast.ImportFrom):
        modules = [node.module or ""]
    else:
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    roots = [module.partition(".")[0] for module in modules]
    return next((root for root in roots if not root or importlib.util.find_spec(root) is None), "")


_OUTSIDE = re.compile(r"random|open|load|read|input|time|now|seed|rng|url|request|get_ipython", re.IGNORECASE)
