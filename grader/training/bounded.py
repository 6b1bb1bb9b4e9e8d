"""JSON from an untrusted guest, read within bounds: size, depth, numbers, and nothing said twice."""

from __future__ import annotations

import json
import math
from typing import Any

from grader.training.refusal import NotAllowed, quoted

MAX_TEXT = 256 * 1024
MAX_DEPTH = 40
MAX_NODES = 50_000
MAX_STRING = 200
MAX_INTEGER = 2**31
MAX_NUMBERS = 64
_MAX_DIGITS = 40

# Never needed to rebuild a network, and each of them makes Keras build more objects.
DROPPED = frozenset(("compile_config", "build_config", "shared_object_id"))


def parse(text: object) -> Any:
    """The data of a JSON text, without what is DROPPED.

    Args:
        text: what came from the guest, at most MAX_TEXT characters.

    Raises:
        NotAllowed: not JSON, not within the bounds, NaN or infinite, or a key given twice.
    """
    if not isinstance(text, str):
        raise NotAllowed(f"Your network must be JSON text, as model.to_json() gives it, not {_kind(text)}.")
    if len(text) > MAX_TEXT:
        raise NotAllowed(
            f"Your network is {len(text):,} characters long, and {MAX_TEXT:,} are read at most: "
            "use fewer layers, or repeat one layer by calling it again."
        )
    try:
        value = _DECODER.decode(text)
    except ValueError as error:
        raise NotAllowed(f"Your network is not JSON ({quoted(error)}): send model.to_json().") from None
    except RecursionError:
        raise _too_deep() from None
    check(value)
    return value


def check(value: Any) -> None:
    """Hold plain data to the bounds.

    Raises:
        NotAllowed: too deep, too many items, a string too long, a number too large or not finite, more
            numbers in one list than an architecture needs, or something that is not plain data.
    """
    _Bounds().visit(value, 0)


class _Bounds:
    def __init__(self) -> None:
        self.nodes = 0

    def visit(self, value: Any, depth: int) -> int:
        """How many numbers lie here, nested lists included; a dict starts anew."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise NotAllowed(f"Your network has more than {MAX_NODES:,} entries: use fewer layers.")
        if depth > MAX_DEPTH:
            raise _too_deep()
        if type(value) is dict:
            for key, item in value.items():
                self.visit(key, depth + 1)
                self.visit(item, depth + 1)
            return 0
        if type(value) in (list, tuple):
            return _few(sum(self.visit(item, depth + 1) for item in value))
        return _scalar(value)


def _few(numbers: int) -> int:
    if numbers > MAX_NUMBERS:
        raise looks_like_weights()
    return numbers


def looks_like_weights() -> NotAllowed:
    """The refusal of more loose numbers than any architecture needs."""
    return NotAllowed(
        f"Your network holds more than {MAX_NUMBERS} numbers beside its sizes: numbers in the "
        "architecture look like weights, and the grader draws the weights anew. Leave them to the training."
    )


def _scalar(value: Any) -> int:
    if value is None or type(value) is bool:
        return 0
    if type(value) is str:
        if len(value) > MAX_STRING:
            raise NotAllowed(f"Your network has a text of {len(value):,} characters ({quoted(value)}).")
        return 0
    if type(value) not in (int, float):
        raise NotAllowed(f"Your network contains {_kind(value)}, and only plain data can be read.")
    if not math.isfinite(value):
        raise NotAllowed("Your network has a number that is NaN or infinite.")
    if type(value) is int and abs(value) >= MAX_INTEGER:
        raise _too_large()
    return 1


def _kind(value: object) -> str:
    return f"a value of type {quoted(type(value).__name__)}"


def _too_deep() -> NotAllowed:
    return NotAllowed(
        f"Your network is nested more than {MAX_DEPTH} deep: put fewer models into one another."
    )


def _too_large() -> NotAllowed:
    return NotAllowed("Your network has a whole number of 2³¹ or more: no size is that large.")


def _integer(digits: str) -> int:
    """Refused by its length before anything is computed from it."""
    if len(digits) > _MAX_DIGITS:
        raise _too_large()
    return int(digits)


def _fraction(digits: str) -> float:
    if len(digits) > _MAX_DIGITS:
        raise NotAllowed(f"Your network has a number of {len(digits):,} digits.")
    return float(digits)


def _constant(name: str) -> float:
    raise NotAllowed(f"Your network has the number {name}, which is not finite.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotAllowed(f'The architecture gives the key "{quoted(key)}" twice: send model.to_json().')
        found[key] = value
    return {key: value for key, value in found.items() if key not in DROPPED}


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_fraction, parse_constant=_constant
)
