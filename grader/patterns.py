"""What the grader recognises by itself in any wrong array: facts about the numbers, never a guessed cause."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def recognise(actual: Array, expected: Array, numbers: bool = True) -> str:
    """A sentence about how `actual` relates to `expected`, or "".

    Args:
        actual: the learner's array.
        expected: the right one.
        numbers: whether the sentence may tell factors, counts and positions; not in hidden checks, where
            a learner could choose them so that they tell the inputs.
    """
    sentence = _sentence(actual, expected)
    if not numbers:
        for exact, words in _WORDS:
            sentence = exact.sub(words, sentence)
    return sentence


_WORDS = (
    (re.compile(r"^\d+ of your \d+ entries (is|are)"), "Some of your entries are"),
    (re.compile(r"(times|plus) \S+\.$"), r"\1 a constant."),
    (re.compile(r"^Only index \d+ along axis \d+"), "Only one index along one axis"),
    (re.compile(r"along axis \d+"), "along one axis"),
)


def _sentence(actual: Array, expected: Array) -> str:
    if actual.dtype.kind not in "biuf" or expected.dtype.kind not in "biuf" or not expected.size:
        return ""
    a, e = actual.astype(np.float64), expected.astype(np.float64)
    with np.errstate(all="ignore"):
        if a.shape != e.shape:
            return _of_shapes(a, e)
        if _same(a, e):
            return ""  # a tolerance finer than the patterns' own
        return next((sentence for pattern in _PATTERNS if (sentence := pattern(a, e))), "")


def _of_shapes(a: Array, e: Array) -> str:
    if a.ndim == e.ndim >= 2 and a.shape == e.shape[::-1]:
        return (
            "It is the expected array transposed." if _same(a, e.T) else "The axes are in the opposite order."
        )
    if a.size == e.size and _same(a.ravel(), e.ravel()):
        return "The numbers are right, the shape is not."
    if a.ndim == e.ndim and {m - n for m, n in zip(a.shape, e.shape, strict=True)} in (
        {1},
        {0, 1},
        {-1},
        {0, -1},
    ):
        return "The size is off by one."
    return ""


def _same(a: Array, e: Array) -> bool:
    return a.shape == e.shape and bool(np.allclose(a, e, rtol=1e-6, atol=1e-9, equal_nan=True))


def _not_finite(a: Array, e: Array) -> str:
    for name, test in (("NaN", np.isnan), ("infinite", np.isinf)):
        count = int((test(a) & ~test(e)).sum())
        if count:
            return f"{count} of your {a.size} entries {'is' if count == 1 else 'are'} {name}."
    return ""


def _scaled(a: Array, e: Array) -> str:
    if _same(a, -e):
        return "Your values are the expected ones with the opposite sign."
    if not np.any(a):
        return "All your values are zero."
    where = np.abs(e) > 1e-9
    if where.sum() < 2:
        return ""
    factor = float(np.median(a[where] / e[where]))
    if _same(a, factor * e):
        return f"Your values are the expected ones times {factor:.6g}."
    return ""


def _shifted(a: Array, e: Array) -> str:
    shift = float(np.median(a - e))
    if a.size > 1 and _same(a, e + shift):
        return f"Your values are the expected ones plus {shift:.6g}."
    return ""


def _moved(a: Array, e: Array) -> str:
    if a.ndim == 2 and a.shape[0] == a.shape[1] and _same(a, e.T):
        return "Your array is the expected one transposed."
    for axis in range(a.ndim):
        if _same(a, np.flip(e, axis)):
            return f"Your array is the expected one flipped along axis {axis}."
    if a.ndim > 1 and _same(a, np.flip(e)):
        return "Your array is the expected one flipped along every axis."
    if a.size > 2 and _same(np.sort(a, axis=None), np.sort(e, axis=None)):
        return "All values are right, but in another order."
    return ""


def _truncated(a: Array, e: Array) -> str:
    if _same(a, np.trunc(e)) or _same(a, np.floor(e)):
        return "Your values are the expected ones cut to integers: an integer dtype or // somewhere."
    if _same(a, np.rint(e)):
        return "Your values are the expected ones rounded to integers."
    return ""


def _coarse(a: Array, e: Array) -> str:
    if np.all(np.abs(a - e) <= 2.0**-22 * np.max(np.abs(e))):
        return "Your values agree to single precision only: float32 somewhere where float64 was asked."
    return ""


def _repeated(a: Array, e: Array) -> str:
    if (
        a.ndim
        and a.shape[0] > 1
        and not _same(e, np.broadcast_to(e[:1], e.shape))
        and _same(a, np.broadcast_to(a[:1], a.shape))
    ):
        return "Every row of yours equals the first one."
    return ""


def _partly(a: Array, e: Array) -> str:
    """Right but for one row, one column, or the border."""
    wrong = ~np.isclose(a, e, rtol=1e-6, atol=1e-9, equal_nan=True)
    for axis in range(a.ndim):
        others = tuple(other for other in range(a.ndim) if other != axis)
        lines = np.flatnonzero(wrong.any(axis=others))
        if len(lines) == 1 and a.shape[axis] > 2:
            return f"Only index {lines[0]} along axis {axis} is wrong."
    if a.ndim >= 2 and min(a.shape[-2:]) > 2 and not wrong[..., 1:-1, 1:-1].any():
        return "Only the border is wrong."
    return ""


_PATTERNS: tuple[Callable[[Array, Array], str], ...] = (
    *(_not_finite, _scaled, _shifted, _moved, _truncated, _coarse, _repeated, _partly),
)
