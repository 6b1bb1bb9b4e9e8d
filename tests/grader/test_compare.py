"""Where data differs: shape, kind, precision, value; and what is alike although it is not the same."""

from collections import namedtuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.compare import Tolerance, difference, kind

STRICT = Tolerance(strict=True)
Pair = namedtuple("Pair", "a b")

ALIKE = [
    *((1, 1), (1, 1.0), (1.0, np.float64(1)), (np.array(1.0), 1.0), (1, np.int32(1)), (1.0, 1.0 + 1e-10)),
    *(
        (np.float32(0.1), 0.1),
        (0.1, np.float32(0.1)),
        (float("nan"), np.nan),
        (np.inf, np.inf),
        (1.0, 1 + 0j),
    ),
    *((True, np.bool_(True)), (None, None), ("a", "a"), (b"a", b"a"), ([1, 2.0], (1, 2.0)), ((), [])),
    *((Pair(1, 2), (1, 2)), ({"a": [1.0]}, {"a": (1,)}), (slice(1, 2), slice(1, 2)), (..., ...)),
    *((np.ones(3, np.int32), np.ones(3, np.int64)), (np.zeros((0, 3)), np.zeros((0, 3)))),
    (np.array([1.0, np.nan, np.inf]), np.array([1.0 + 1e-12, np.nan, np.inf])),
    (np.array([True]), np.array([True])),
    ([np.ones(2), {"a": None}], [np.ones(2), {"a": None}]),
]


@pytest.mark.parametrize(("actual", "expected"), ALIKE, ids=repr)
def test_alike(actual, expected):
    assert difference(actual, expected) is None


DIFFERENT = [
    *((1, 2, "value", ""), (1.0, 1.00001, "value", ""), (1, True, "type", ""), (0.0, False, "type", "")),
    *(("1", 1, "type", ""), (1, None, "type", ""), (None, 0, "type", ""), ("a", b"a", "type", "")),
    *(("a", "b", "value", ""), ([1], 1, "type", ""), (1, [1], "type", ""), ({}, [], "type", "")),
    *((np.ones(3), [1.0, 1.0, 1.0], "type", ""), ([1.0], np.ones(1), "type", "")),
    *(
        ([1, 2], [1, 2, 3], "length", ""),
        ([1, 2], [1, 3], "value", "[1]"),
        ([1, [2]], [1, [3]], "value", "[1][0]"),
    ),
    *(({"a": 1}, {"b": 1}, "keys", ""), ({"a": 1}, {"a": 1, "b": 2}, "keys", "")),
    *(({"a": [1]}, {"a": [2]}, "value", "['a'][0]"), ({1: 1}, {1: "x"}, "type", "[1]")),
    *((np.ones(3), np.ones(4), "shape", ""), (np.ones((3, 1)), np.ones(3), "shape", "")),
    *((np.ones(3), np.ones(3, int), "dtype", ""), (np.ones(3, int), np.ones(3), "dtype", "")),
    *((np.ones(3, np.float32), np.ones(3), "dtype", ""), (np.ones(3), np.ones(3, np.float32), "dtype", "")),
    *((np.ones(3, bool), np.ones(3), "dtype", ""), (np.ones(3, complex), np.ones(3), "dtype", "")),
    *((np.zeros(2), np.ones(2), "value", ""), (np.array([np.nan]), np.ones(1), "value", "")),
    *(
        (np.array([np.inf]), np.array([-np.inf]), "value", ""),
        (np.array([1.0]), np.array([np.nan]), "value", ""),
    ),
    *((float("nan"), 1.0, "value", ""), (np.inf, 1.0, "value", ""), (1.0, np.inf, "value", "")),
    *(([np.ones(2), np.ones(2)], [np.ones(2), np.ones(3)], "shape", "[1]"), (1 + 0j, 1.0, "type", "")),
]


@pytest.mark.parametrize(("actual", "expected", "what", "path"), DIFFERENT, ids=repr)
def test_different(actual, expected, what, path):
    found = difference(actual, expected)
    assert found is not None
    assert (found.what, found.path) == (what, path)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        *((1.0, np.float64(1)), (np.array(1.0), 1.0), ((1,), [1]), (1, 1.0), (np.int32(1), np.int64(1))),
        *((np.ones(3, np.int32), np.ones(3, np.int64)), (np.ones(3, np.uint8), np.ones(3, np.int8))),
    ],
    ids=repr,
)
def test_strictly_different(actual, expected):
    assert difference(actual, expected) is None
    assert difference(actual, expected, STRICT) is not None
    assert difference(expected, expected, STRICT) is None


def test_tolerance_is_by_precision():
    x = np.linspace(1, 2, 5)
    assert difference(x * (1 + 0.9e-6), x) is None
    assert difference(x * (1 + 1.1e-6), x).what == "value"
    single = x.astype(np.float32)
    assert difference(single * np.float32(1 + 0.9e-4), single) is None
    assert difference(single * np.float32(1 + 1.2e-4), single).what == "value"
    assert difference(0.9e-9, 0.0) is None
    assert difference(1.1e-9, 0.0) is not None
    assert difference(x + 0.5, x, Tolerance(rtol=0, atol=0.6)) is None
    assert difference(x + 0.5, x, Tolerance(rtol=0, atol=0.4)).what == "value"
    assert difference(x, np.nextafter(x, 3), Tolerance(rtol=0, atol=0)) is not None


def test_the_entries_that_differ_are_marked():
    expected = np.arange(6.0).reshape(2, 3)
    actual = expected.copy()
    actual[1, 2] = 0
    actual[0, 1] = np.nan
    assert difference(actual, expected).wrong.tolist() == [[False, True, False], [False, False, True]]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        *(
            (None, "None"),
            (True, "a boolean"),
            (np.bool_(True), "a boolean"),
            (1, "a number"),
            (1.0, "a number"),
        ),
        *((1j, "a number"), (np.float32(1), "a number"), ("a", "a string"), (b"", "bytes"), ({}, "a dict")),
        *((np.ones(1), "an array"), ((), "a tuple"), ([], "a list"), (slice(1), "slice")),
    ],
    ids=repr,
)
def test_kinds(value, name):
    assert kind(value) == name


_leaves = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-5, 5) | st.text(max_size=2)
_arrays = hnp.arrays(
    st.sampled_from([np.float64, np.int64, np.bool_]), hnp.array_shapes(max_dims=2, max_side=3)
)
_values = st.recursive(
    _leaves | _arrays,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=6,
)


@given(_values)
def test_everything_equals_itself(value):
    assert difference(value, value) is None
    assert difference(value, value, STRICT) is None


@given(_values, _values)
def test_differing_is_mutual_and_nothing_raises(a, b):
    assert (difference(a, b, STRICT) is None) == (difference(b, a, STRICT) is None)
    assert difference(a, b) is None or difference(a, b, STRICT) is not None


def test_large_arrays_do_not_warn(recwarn):
    difference(np.array([1e308, np.inf, np.nan]), np.array([-1e308, -np.inf, 1.0]))
    difference(np.array([2**63 - 1]), np.array([-(2**63)]))
    assert not list(recwarn)


def test_neighbouring_integers_differ():
    big = 2**53
    assert difference(np.array([big + 1]), np.array([big]), Tolerance(rtol=0, atol=0)) is not None
    assert difference(big + 1, big, Tolerance(rtol=0, atol=0)) is not None
    assert difference(10**30 + 1, 10**30, Tolerance(rtol=0, atol=0)) is not None


def test_integers_that_are_no_float():
    assert difference(10**400, 10**400) is None
    assert difference(10**400, 1) is not None
    assert difference(1, 10**400) is not None
