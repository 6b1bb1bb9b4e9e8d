"""What the grader recognises in a wrong array: each relation when it is there, and none that is not."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.patterns import recognise

RNG = np.random.default_rng(7)
X = RNG.normal(size=(4, 5)) * 10
WIDE = np.array([1234.5678, 0.012345, -3.4567, 88.125])
SINGLE = (WIDE + 1024).astype(np.float32) - 1024.0

RELATIONS = {
    "opposite sign": (-X, X, "Your values are the expected ones with the opposite sign."),
    "zero": (0 * X, X, "All your values are zero."),
    "times": (2.5 * X, X, "Your values are the expected ones times 2.5."),
    "divided": (X / 4, X, "Your values are the expected ones times 0.25."),
    "plus": (X + 1.5, X, "Your values are the expected ones plus 1.5."),
    "minus": (X - 3, X, "Your values are the expected ones plus -3."),
    "transposed": (X[:, :4].T, X[:, :4], "Your array is the expected one transposed."),
    "transposed, not square": (X.T, X, "It is the expected array transposed."),
    "axes": (X.T + 1, X, "The axes are in the opposite order."),
    "flipped up": (X[::-1], X, "Your array is the expected one flipped along axis 0."),
    "flipped left": (X[:, ::-1], X, "Your array is the expected one flipped along axis 1."),
    "flipped both": (X[::-1, ::-1], X, "Your array is the expected one flipped along every axis."),
    "permuted": (X[[1, 0, 2, 3]], X, "All values are right, but in another order."),
    "raveled": (X.ravel(), X, "The numbers are right, the shape is not."),
    "a column": (X[:, :1], X[:, 0], "The numbers are right, the shape is not."),
    "one larger": (np.zeros((5, 6)), X, "The size is off by one."),
    "one smaller in one axis": (np.zeros((4, 4)), X, "The size is off by one."),
    "larger and smaller": (np.zeros((3, 6)), X, ""),
    "other size": (np.zeros((9, 9)), X, ""),
    "other rank": (np.zeros((4, 5, 1, 2)), X, ""),
    "truncated": (np.trunc(X), X, "Your values are the expected ones cut to integers: "),
    "floored": (np.floor(X), X, "Your values are the expected ones cut to integers: "),
    "rounded": (np.rint(X), X, "Your values are the expected ones rounded to integers."),
    "float32": (
        SINGLE,
        WIDE,
        "Your values agree to single precision only: ",
    ),
    "first repeated": (np.repeat(X[:1], 4, axis=0), X, "Every row of yours equals the first one."),
    "NaN": (np.where(X > 5, np.nan, X), X, f"{(X > 5).sum()} of your 20 entries are NaN."),
    "one NaN": (np.where(np.arange(20).reshape(4, 5) == 3, np.nan, X), X, "1 of your 20 entries is NaN."),
    "infinite": (np.where(X > 5, -np.inf, X), X, f"{(X > 5).sum()} of your 20 entries are infinite."),
    "unrelated": (RNG.normal(size=(4, 5)), X, ""),
    "empty": (np.zeros((0, 5)), np.zeros((0, 4)), ""),
    "text": (np.array(["a"]), np.array(["b"]), ""),
    "complex": (1j * X, X, ""),
    "integers": (2 * np.arange(1, 5), np.arange(1, 5), "Your values are the expected ones times 2."),
    "booleans": (np.array([True, False, False]), np.array([False, False, True]), "flipped along axis 0"),
}


def spoilt(array, *places):
    copy = array.copy()
    for place in places:
        copy[place] += RNG.normal(size=copy[place].shape) + 3
    return copy


RELATIONS |= {
    "one row": (spoilt(X, 2), X, "Only index 2 along axis 0 is wrong."),
    "one column": (spoilt(X, np.s_[:, 4]), X, "Only index 4 along axis 1 is wrong."),
    "one entry": (spoilt(X, np.s_[1:2, 3:4]), X, "Only index 1 along axis 0 is wrong."),
    "border": (spoilt(X, 0, 3, np.s_[:, 0], np.s_[:, 4]), X, "Only the border is wrong."),
    "inside": (spoilt(X, np.s_[1:3, 1:4]), X, ""),
}


@pytest.mark.parametrize("name", RELATIONS)
def test_by_example(name):
    actual, expected, sentence = RELATIONS[name]
    found = recognise(actual, expected)
    assert sentence in found if sentence else found == ""


@pytest.mark.parametrize("name", RELATIONS)
def test_without_numbers_no_number_is_told(name):
    actual, expected, sentence = RELATIONS[name]
    found = recognise(actual, expected, numbers=False)
    assert bool(found) == bool(sentence)
    assert not re.search(r"\d", found.replace("float32", "").replace("float64", ""))


def test_how_many_is_not_told_without_numbers():
    few, many = np.ones(9), np.ones(9)
    few[:2] = many[:7] = np.nan
    expected = np.arange(9.0)
    assert recognise(few, expected, numbers=False) == recognise(many, expected, numbers=False) != ""


_floats = st.floats(-1e3, 1e3).map(lambda x: round(x, 3))
_pairs = hnp.array_shapes(min_dims=1, max_dims=3, max_side=4).flatmap(
    lambda shape: st.tuples(
        hnp.arrays(np.float64, shape, elements=_floats), hnp.arrays(np.float64, shape, elements=_floats)
    )
)
_TRUE = [
    (r"times (.+)\.$", lambda a, e, k: np.allclose(a, float(k) * e, rtol=1e-5, atol=1e-6)),
    (r"plus (.+)\.$", lambda a, e, k: np.allclose(a, e + float(k), rtol=1e-5, atol=1e-2)),
    (r"opposite (sign)", lambda a, e, k: np.allclose(a, -e)),
    (r"values are (zero)", lambda a, e, k: not a.any()),
    (r"flipped along axis (\d)", lambda a, e, k: np.allclose(a, np.flip(e, int(k)))),
    (r"(transposed)", lambda a, e, k: np.allclose(a, e.T)),
    (r"another (order)", lambda a, e, k: np.allclose(np.sort(a, axis=None), np.sort(e, axis=None))),
    (r"(first) one", lambda a, e, k: np.allclose(a, a[:1])),
    (r"Only index (\d)", lambda a, e, k: (~np.isclose(a, e)).any()),
    (r"Only the (border)", lambda a, e, k: np.allclose(a[..., 1:-1, 1:-1], e[..., 1:-1, 1:-1])),
    (r"(integers)", lambda a, e, k: np.allclose(a, np.rint(a))),
    (r"(single precision)", lambda a, e, k: np.allclose(a, e, rtol=1e-5)),
]


@given(_pairs)
def test_whatever_is_said_is_true(pair):
    actual, expected = pair
    assume(not np.allclose(actual, expected, rtol=1e-6, atol=1e-9))
    sentence = recognise(actual, expected)
    for pattern, true in _TRUE:
        if found := re.search(pattern, sentence):
            assert true(actual, expected, found[1]), sentence
            return
    assert sentence == ""


def test_what_agrees_to_these_digits_is_no_pattern():
    for near in (X * (1 + 1e-8), X + 1e-9, X.copy()):
        assert recognise(near, X) == ""


def test_the_arrays_stay_as_they_are():
    for actual, expected, _ in RELATIONS.values():
        before = actual.copy(), expected.copy()
        recognise(actual, expected)
        assert np.array_equal(actual, before[0], equal_nan=actual.dtype.kind == "f")
        assert np.array_equal(expected, before[1])
