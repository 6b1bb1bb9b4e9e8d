"""What makes a submission that cheats of a copy of the solution. Its text runs in the guest, behind the copy.

A cheat is told the right answer to each question, and gives another one: `Cheat.install` puts it into the
place of every function and method that the exercise asks for. What an answer was worth is printed: `~3-` for
a wrong one of the third function, `~3=` for one that is wrong in part, `~3+` for a right one. A check that
passes all the same has taken wrong answers for right ones, or has looked at something else.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from dllab.authoring.weak.answers import Answer, Question, Raised, copied, differences, sign

_KEPT = frozenset(
    ("__init__", "__new__", "__repr__", "__eq__", "__hash__", "__getattr__", "__setattr__", "__delattr__")
)
_notes = itertools.count(1)
_inside = False  # what the solution calls itself is no question


class Cheat:
    """What answers instead of the solution.

    Args:
        answer: gives the answers.
        knows: whether a question (its digest: 16 hex digits over the function's name, the arguments and what
            self holds) is answered by the solution after all.
    """

    def __init__(self, answer: Answer, knows: Callable[[str], bool] | None = None) -> None:
        self.answer, self.knows = answer, knows
        self._numbers = itertools.count()

    def install(self, namespace: dict[str, Any], provides: list[str]) -> None:
        """Take the place of every function and method that the exercise asks for."""
        for name in provides:
            value = namespace.get(name)
            if isinstance(value, types.FunctionType):
                namespace[name] = self._instead_of(value, name, 0)
            elif isinstance(value, type):
                for key, method in list(vars(value).items()):
                    if isinstance(method, types.FunctionType) and key not in _KEPT:
                        setattr(value, key, self._instead_of(method, f"{name}.{key}", 1))

    def _instead_of(self, function: Callable[..., Any], name: str, own: int) -> Callable[..., Any]:
        """The function with the cheat's answers; the first `own` arguments are self."""
        number = next(self._numbers)

        @functools.wraps(function)
        def cheating(*args: Any, **kwargs: Any) -> Any:
            if _inside:
                return function(*args, **kwargs)
            if self.knows is not None and self.knows(_digest(name, [*args, kwargs])):
                _note(number, "+")
                return _given(_right(function, [*args], kwargs))
            given = [*args[own:]], kwargs
            copies = copied(given)
            right = _right(function, [*args[:own], *copies[0]], copies[1])
            mine = self.answer(Question(name, [*given[0], *kwargs.values()], right))
            if isinstance(mine, types.GeneratorType):
                return _noted(number, mine)
            _note(number, "-" if any(differences(given, copies)) else sign(mine, right))
            return _given(mine)

        return cheating


def _given(answer: Any) -> Any:
    if isinstance(answer, Raised):
        raise answer.error
    return answer


def _noted(number: int, items: Iterator[Any]) -> Iterator[Any]:
    """The first of each pair (mine, right)."""
    for mine, right in items:
        _note(number, sign(mine, right))
        yield mine


def _note(number: int, sign: str) -> None:
    print(f"~{number}{sign}", end="" if next(_notes) % 50 else "\n")


def _right(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> Any:
    """What the solution answers."""
    try:
        right = _by_itself(lambda: function(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 - an exception may be what is right
        return Raised(error)
    return _items(right) if isinstance(right, types.GeneratorType) else right


def _by_itself(work: Callable[[], Any]) -> Any:
    global _inside
    _inside = True
    try:
        return work()
    finally:
        _inside = False


def _items(generator: Iterator[Any]) -> Iterator[Any]:
    """What it yields; it runs as part of the solution."""
    end = object()
    while (item := _by_itself(lambda: next(generator, end))) is not end:
        yield item


def recording() -> Callable[[str], bool]:
    """Knows every question, and prints it."""
    seen: set[str] = set()

    def knows(digest: str) -> bool:
        if digest not in seen:
            seen.add(digest)
            print(f"~{digest}", end="" if len(seen) % 16 else "\n")
        return True

    return knows


def _digest(name: str, arguments: list[Any]) -> str:
    text = repr([name, *(_told(argument, 6) for argument in arguments)])
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _told(value: Any, depth: int) -> Any:
    """Data as nested tuples; of objects what they hold, of functions that they are some."""
    if isinstance(value, np.ndarray):
        return value.shape, str(value.dtype), hashlib.blake2b(value.tobytes(), digest_size=8).hexdigest()
    if isinstance(value, np.random.Generator):
        return str(value.bit_generator.state)
    if isinstance(value, list | tuple | set | frozenset | dict):
        items = value.items() if isinstance(value, dict) else value
        return type(value).__name__, [_told(item, depth - 1) for item in items] if depth else len(value)
    if isinstance(value, str | bytes | int | float | complex | np.generic | None):
        return repr(value)
    return type(value).__name__, _told(getattr(value, "__dict__", {}), depth - 1) if depth else ""
