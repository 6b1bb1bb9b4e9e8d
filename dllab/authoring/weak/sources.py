"""What a check asks for, as its source says: which expectations, and which comparisons of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dllab.authoring import source
from dllab.authoring.weak import taint
from grader.checks import Check
from grader.exercise import Exercise

VALUES = frozenset(("matches", "close", "gradient", "between", "band", "shows"))  # of values
COMPARES = frozenset(("allclose", "isclose", "array_equal", "array_equiv"))
BROADCASTING = frozenset(("allclose", "isclose", "array_equiv", "abs"))
_COMPARISONS = COMPARES | {"close", "between"}
_TRAINS = frozenset(("task", "network", "hand_network", "train", "train_by_hand"))

_TEXTS = ("checks.py", "hidden.py", "mistakes.py", "starter.py", "lesson.md", "solution.py")
_NUMBERS = re.compile(r"\d+(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+")


class Asked(NamedTuple):
    """What a check and its helpers call.

    Attributes:
        expects: names of expectations, such as "matches".
        compares: NumPy's comparisons, such as "allclose"; "abs" for one of a distance with a bound.
        answers: whether answers are compared otherwise than by the expectations that run scenarios.
        trains: whether it has to do with networks, which take their time.
    """

    expects: frozenset[str]
    compares: frozenset[str]
    answers: bool
    trains: bool


class Sources:
    """The checks files of an exercise, as syntax trees.

    Args:
        exercise: whose.

    Attributes:
        numbers: all that stand in a file of the exercise.

    Raises:
        ExerciseError: one cannot be read.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._known: dict[str, dict[str, source.Definition]] = {}
        for name in ("checks.py", "hidden.py"):
            if exercise.has(name):
                tree = source.parse(exercise.text(name), exercise.folder / name)
                self._known[name] = self._imported(tree) | _defined(tree)
        texts = [exercise.text(name) for name in _TEXTS if exercise.has(name)]
        self.numbers = {float(number) for text in texts for number in _NUMBERS.findall(text)}

    def asked(self, check: Check) -> Asked:
        """What the check and the helpers that it uses call."""
        nodes = [node for part in self.parts(check) for node in ast.walk(part)]
        calls = [node.func for node in nodes if isinstance(node, ast.Call)]
        methods = [call for call in calls if isinstance(call, ast.Attribute)]
        names = {call.attr for call in methods}
        distance = {"abs"} if any(map(_compares_a_distance, nodes)) else set()
        return Asked(
            frozenset(call.attr for call in methods if _is_name(call.value, "expect")),
            frozenset((names & COMPARES) | distance),
            any(_compares_answers(part, held) for part, held in taint.answers(self.parts(check))),
            any(_is_name(call.value, "ladder") for call in methods) or any(map(_trains, methods)),
        )

    def parts(self, check: Check) -> list[source.Definition]:
        """The check's definition, and what it is made of in these files.

        All that its file defines, where it is written in a way that hides which function it is.
        """
        known = self._known[check.path.name]
        if check.name not in known:
            return list(known.values())
        found = {check.name: known[check.name]}
        waiting = [known[check.name]]
        while waiting:
            for node in ast.walk(waiting.pop()):
                if isinstance(node, ast.Name) and node.id in known and node.id not in found:
                    found[node.id] = known[node.id]
                    waiting.append(known[node.id])
        return list(found.values())

    def _imported(self, tree: ast.Module) -> dict[str, source.Definition]:
        """What a hidden.py has from checks.py, and what that is made of."""
        imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "checks"]
        if not imports:
            return {}
        public = self._known.get("checks.py", {})
        names = [alias for node in imports for alias in node.names]
        renamed = {name.asname: public[name.name] for name in names if name.asname and name.name in public}
        return public | renamed

    def twins(self, checks: Iterable[Check]) -> Iterator[tuple[str, str]]:
        """Hidden checks that do, word for word, what a public one does: its name, and that one's."""
        public: dict[str, str] = {}
        for check in checks:
            own = self._known[check.path.name].get(check.name)
            if not isinstance(own, ast.FunctionDef):
                continue
            helpers = [ast.dump(part) for part in self.parts(check) if part is not own]
            body = "\n".join([_body(own), *sorted(helpers)])
            if check.visibility == "public":
                public[body] = check.name
            elif body in public:
                yield check.name, public[body]


def _defined(tree: ast.Module) -> dict[str, source.Definition]:
    """What a module defines, also below an `if` or in another function; the outermost of each name."""
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {**functions, **source.definitions(tree)}


def _body(node: ast.FunctionDef) -> str:
    """A function without its name, title and points."""
    titled = ast.get_docstring(node) is not None
    cases = [
        keyword for call in node.decorator_list if isinstance(call, ast.Call) for keyword in call.keywords
    ]
    told = [ast.dump(keyword.value) for keyword in cases if keyword.arg == "cases"]
    return "\n".join([*told, ast.dump(node.args), *map(ast.dump, node.body[titled:])])


def _compares_answers(function: ast.FunctionDef, answers: set[str]) -> bool:
    """Whether an answer, or a name that holds one, is an argument of a comparison."""
    return any(
        taint.comes_from(argument, answers, taint.is_answer)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in _COMPARISONS
        for argument in node.args[:2]
    )


def _compares_a_distance(node: ast.AST) -> bool:
    """abs(a - b) < c."""
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    return any(_is_distance(part) for side in sides for part in ast.walk(side))


def _is_distance(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.BinOp)):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in ("abs", "absolute", "fabs", "norm") and isinstance(node.args[0].op, ast.Sub)


def _trains(call: ast.Attribute) -> bool:
    return call.attr in _TRAINS and _is_name(call.value, "lab")


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
