"""Compare the data that came back with the data that was expected: no opinion, only what differs."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from grader.sandbox.proxy import Proxy

Array = np.ndarray[Any, Any]

_KINDS: dict[str, tuple[type, ...]] = {
    "None": (type(None),),
    "a boolean": (bool, np.bool_),
    "a number": (int, float, complex, np.number),
    "a string": (str,),
    "bytes": (bytes,),
    "a dict": (dict,),
    "an array": (np.ndarray,),
    "a tuple": (tuple,),
    "a list": (list,),
}


class Tolerance(msgspec.Struct, frozen=True):
    """How close is equal: |actual - expected| ≤ atol + rtol·|expected|.

    Attributes:
        rtol, atol: None means by precision: 1e-6 and 1e-9 for float64, 1e-4 and 1e-6 for float32; two
            integers are then compared exactly.
        strict: Python's own type must agree too (a float is then no np.float64).
    """

    rtol: float | None = None
    atol: float | None = None
    strict: bool = False

    def of(self, *values: Any) -> tuple[float, float]:
        """(rtol, atol) for values compared; the coarsest precision decides."""
        coarse = any(getattr(value, "dtype", None) in _COARSE for value in values)
        rtol = self.rtol if self.rtol is not None else 1e-4 if coarse else 1e-6
        atol = self.atol if self.atol is not None else 1e-6 if coarse else 1e-9
        return rtol, atol


_COARSE = (np.dtype(np.float32), np.dtype(np.float16), np.dtype(np.complex64))
EXACT = Tolerance()


class Mismatch(msgspec.Struct, frozen=True):
    """The first place where two values differ.

    Attributes:
        path: where, e.g. "[0]" or "['W1']"; "" for the whole.
        what: "proxy", "type", "length", "keys", "shape", "dtype", "value", "sample" (a few entries of a
            large array, whose places are then the path, one after the other with ";" between), or "slope" (a
            gradient along one direction, where its entries are not known).
        actual, expected: what is there.
        wrong: for arrays of equal shape, a mask of the entries that differ.
    """

    path: str
    what: str
    actual: Any
    expected: Any
    wrong: Array | None = None


def difference(actual: Any, expected: Any, tolerance: Tolerance = EXACT, path: str = "") -> Mismatch | None:
    """Where `actual` first differs from `expected`; None where they agree."""
    if isinstance(actual, Proxy) or isinstance(expected, Proxy):
        return Mismatch(path, "proxy", actual, expected)
    if _is_scalar(expected) and _is_scalar(actual):
        return _scalars(actual, expected, tolerance, path)
    if kind(actual) != kind(expected) and not (not tolerance.strict and _are_sequences(actual, expected)):
        return Mismatch(path, "type", actual, expected)
    if isinstance(expected, np.ndarray):
        return _arrays(actual, expected, tolerance, path)
    if isinstance(expected, dict):
        return _dicts(actual, expected, tolerance, path)
    if isinstance(expected, (list, tuple)):
        return _sequences(actual, expected, tolerance, path)
    return None if actual == expected else Mismatch(path, "value", actual, expected)


def kind(value: Any) -> str:
    """What sort of data it is, as a learner would call it."""
    if isinstance(value, Proxy):
        return f"an object of type {value._type_name}"
    return next((name for name, types in _KINDS.items() if isinstance(value, types)), type(value).__name__)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (bool, int, float, complex, np.generic)) or (
        isinstance(value, np.ndarray) and not value.ndim
    )


def _are_sequences(actual: Any, expected: Any) -> bool:
    return isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple))


def _scalars(actual: Any, expected: Any, tolerance: Tolerance, path: str) -> Mismatch | None:
    a, e = np.asarray(actual), np.asarray(expected)
    other_kind = (a.dtype.kind == "b") != (e.dtype.kind == "b") or (a.dtype.kind == "c" != e.dtype.kind)
    if other_kind or (tolerance.strict and type(actual) is not type(expected)):
        return Mismatch(path, "type", actual, expected)
    if _wrong(a, e, tolerance, tolerance.of(e)).any():
        return Mismatch(path, "value", actual, expected)
    return None


def _arrays(actual: Array, expected: Array, tolerance: Tolerance, path: str) -> Mismatch | None:
    if actual.shape != expected.shape:
        return Mismatch(path, "shape", actual, expected)
    wrong = _wrong(actual, expected, tolerance, tolerance.of(expected, actual))
    if wrong.any():
        return Mismatch(path, "value", actual, expected, wrong)
    floats = expected.dtype.kind in "fc" or tolerance.strict
    if _family(actual) != _family(expected) or (floats and actual.dtype != expected.dtype):
        return Mismatch(path, "dtype", actual, expected)
    return None


def _family(array: Array) -> str:
    return {"i": "integer", "u": "integer", "b": "boolean"}.get(array.dtype.kind, "float")


def _wrong(actual: Array, expected: Array, tolerance: Tolerance, tolerances: tuple[float, float]) -> Array:
    """Mask of the entries that differ; NaN equals NaN only, and integers are exact unless asked otherwise."""
    rtol, atol = tolerances
    integers = actual.dtype.kind in "biuO" and expected.dtype.kind in "biuO"
    if integers and not (tolerance.rtol or tolerance.atol):
        return np.asarray(actual != expected)
    a, e = _wide(actual), _wide(expected)
    with np.errstate(all="ignore"):
        # np.isclose with equal_nan, at a fifth of its cost: this runs for every answer there is.
        close = (np.abs(a - e) <= atol + rtol * np.abs(e)) & np.isfinite(e)
        wrong: Array = ~(close | (a == e) | (np.isnan(a) & np.isnan(e)))
    return wrong


def _wide(array: Array) -> Array:
    if array.dtype.kind == "O":  # an integer beyond 64 bits
        array = np.asarray(float(array) if abs(array.item()) < 2**1000 else np.inf)
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)


def _dicts(
    actual: dict[Any, Any], expected: dict[Any, Any], tolerance: Tolerance, path: str
) -> Mismatch | None:
    if set(actual) != set(expected):
        return Mismatch(path, "keys", actual, expected)
    for key in expected:
        found = difference(actual[key], expected[key], tolerance, f"{path}[{key!r}]")
        if found:
            return found
    return None


def _sequences(actual: Any, expected: Any, tolerance: Tolerance, path: str) -> Mismatch | None:
    if len(actual) != len(expected) or (
        tolerance.strict and isinstance(actual, list) != isinstance(expected, list)
    ):
        return Mismatch(path, "length", actual, expected)
    for index, (a, e) in enumerate(zip(actual, expected, strict=True)):
        found = difference(a, e, tolerance, f"{path}[{index}]")
        if found:
            return found
    return None
