"""What cheats answer, and how that compares with what is right. Runs in the guest, before guest.py."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


class Raised:
    """Stands for an answer that is an exception."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class Question:
    """A call from outside.

    Attributes:
        name: the function's.
        arguments: without self.
        right: the right answer, or `Raised`.
    """

    def __init__(self, name: str, arguments: list[Any], right: Any) -> None:
        self.name, self.arguments, self.right = name, arguments, right


Answer = Callable[[Question], Any]


def copied(value: Any) -> Any:
    """A copy of data, down to its arrays; anything else is the same object."""
    return value.copy() if isinstance(value, np.ndarray) else _rebuilt(value, copied)


def each(change: Callable[[Any], Any]) -> Answer:
    """The right answer with each of its arrays and numbers changed; what is no data stays."""

    def changed(value: Any) -> Any:
        if isinstance(value, np.ndarray | np.generic | bool | int | float | complex):
            return change(value)
        return _rebuilt(value, changed)

    def answer(question: Question) -> Any:
        if isinstance(question.right, types.GeneratorType):
            return ((changed(item), item) for item in question.right)
        return None if isinstance(question.right, Raised) else changed(question.right)

    return answer


def _rebuilt(value: Any, change: Callable[[Any], Any]) -> Any:
    """A container of plain data with its parts changed; anything else as it is."""
    if type(value) in (list, tuple):
        return type(value)(change(part) for part in value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(change(part) for part in value))
    if type(value) is dict:
        return {key: change(part) for key, part in value.items()}
    return value


def sign(mine: Any, right: Any) -> str:
    """`-` where no number or array of this answer is right, `=` where some are, `+` where all are."""
    found = list(differences(mine, right))
    return "+" if not any(found) else "-" if all(found) else "="


def differences(mine: Any, right: Any) -> Iterator[bool]:
    """For each number and array whether it differs; what is no data is not looked at."""
    if mine is right and not isinstance(right, np.ndarray | np.generic | int | float | complex):
        return
    if type(mine) is not type(right):
        yield True
        return
    match right:
        case Raised():
            yield type(mine.error) is not type(right.error)
        case np.ndarray() | np.generic():
            yield not _alike(mine, right)
        case bool() | int() | float() | complex():
            yield not _alike(np.asarray(mine), np.asarray(right))
        case list() | tuple():
            if len(mine) != len(right):
                yield True
            for one, other in zip(mine, right, strict=False):
                yield from differences(one, other)
        case dict():
            if mine.keys() != right.keys():
                yield True
            for key in mine.keys() & right.keys():
                yield from differences(mine[key], right[key])


def _alike(mine: Any, right: Any) -> bool:
    if mine.shape != right.shape or mine.dtype != right.dtype:
        return False
    if right.dtype.kind not in "fc":
        return bool(np.all(mine == right))
    return bool(np.allclose(mine, right, rtol=1e-6, atol=1e-9, equal_nan=True))


def zeros(value: Any) -> Any:
    """Zeros in the same shape."""
    return np.zeros_like(value) if isinstance(value, np.ndarray) else type(value)(0)


def ones(value: Any) -> Any:
    """Ones in the same shape."""
    return np.ones_like(value) if isinstance(value, np.ndarray) else type(value)(1)


def mean(value: Any) -> Any:
    """One number instead of an array."""
    if isinstance(value, np.ndarray) and value.ndim and value.size:
        return value.dtype.type(value.sum() / value.size)
    return value


def row(value: Any) -> Any:
    """The first of its rows alone, which broadcasts to as many as are wanted."""
    return value[:1] if isinstance(value, np.ndarray) and value.ndim else value


def axis(value: Any) -> Any:
    """The same numbers with one axis more."""
    return value if isinstance(value, bool | int) else np.asarray(value)[None]


def constant(value: Any) -> Answer:
    """Always the same."""
    return lambda question: value


def argument(index: int) -> Answer:
    """A copy of that argument; what is right where there are fewer."""

    def answer(question: Question) -> Any:
        if index < len(question.arguments):
            return copied(question.arguments[index])
        if isinstance(question.right, types.GeneratorType):
            return ((item, item) for item in question.right)
        return question.right

    return answer


def stale() -> Answer:
    """Whatever was right for the first question whose answer had these types and shapes."""
    seen: dict[str, Any] = {}

    def answer(question: Question) -> Any:
        if isinstance(question.right, Raised | types.GeneratorType):
            return None
        if any(isinstance(argument, np.random.Generator) for argument in question.arguments):
            return question.right  # an earlier draw is as good
        key = f"{question.name} {_outline(question.right)}"
        return copied(seen.setdefault(key, copied(question.right)))

    return answer


def _outline(value: Any) -> Any:
    """Types and shapes without the numbers."""
    if isinstance(value, np.ndarray):
        return value.shape, str(value.dtype)
    if isinstance(value, list | tuple):
        return type(value).__name__, [_outline(part) for part in value]
    if isinstance(value, dict):
        return [(key, _outline(part)) for key, part in value.items()]
    return type(value).__name__
