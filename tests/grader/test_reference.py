"""The reference in this process behaves as a module in a guest would: copies in, its own errors out."""

import numpy as np
import pytest

from grader.errors import ExerciseError
from grader.reference import LocalModule, fresh, load_reference
from grader.sandbox.proxy import Stub

SOURCE = """
import numpy as np
from dataclasses import dataclass

RATE = 0.1

@dataclass
class Point:
    x: float

def spoil(x):
    x[...] = 0
    return x

def spoil_all(xs, key=None):
    xs["a"].append(1)
    key[0][0] = 9

def draw(rng):
    return rng.random()

def call(f, x):
    return f(x)

def log(x):
    return np.log(x)

def raises():
    raise KeyError("k")
"""


@pytest.fixture
def reference(tmp_path) -> LocalModule:
    return load_reference(tmp_path / "reference.py", SOURCE)


def test_arguments_are_copies(reference):
    x = np.ones(3)
    assert reference.spoil(x).tolist() == [0, 0, 0]
    assert x.tolist() == [1, 1, 1]
    xs, key = {"a": []}, [np.ones(1)]
    reference.spoil_all(xs, key=key)
    assert (xs, key[0].tolist()) == ({"a": []}, [1])


def test_generators_are_copies_unless_kept(reference):
    rng = np.random.default_rng(1)
    expected = np.random.default_rng(1).random(3).tolist()
    assert [reference.draw(rng), reference.draw(rng)] == [expected[0]] * 2
    kept = reference.keep(rng)
    assert [reference.draw(kept) for _ in range(3)] == expected
    assert rng.random() == expected[0]


def test_names(reference):
    assert reference.has("spoil")
    assert reference.RATE == reference["RATE"] == 0.1
    assert reference.Point(3.0).x == 3.0
    assert not reference.has("nothing")
    with pytest.raises(ExerciseError, match="the reference does not define 'nothing', which a check uses"):
        _ = reference.nothing
    with pytest.raises(AttributeError):
        _ = reference.__deepcopy__


def test_stubs_and_functions_of_its_own_arrive_as_they_are(reference):
    assert reference.call(Stub(abs), -3) == 3
    assert reference.call(abs, -3) == 3
    assert reference.call(reference.draw, np.random.default_rng(1)) == np.random.default_rng(1).random()


def test_helpers(reference):
    helper = reference.load("def twice(f, x):\n    return f(f(x))\n")
    assert helper.twice(abs, -2) == 2


def test_it_is_quiet(reference, recwarn):
    assert reference.log(0.0) == -np.inf
    assert not list(recwarn)


def test_its_exceptions_pass(reference):
    with pytest.raises(KeyError):
        reference.raises()


@pytest.mark.parametrize(
    ("source", "line"),
    [("x = 1\nx = (\n", 2), ("import no_such_module\n", 1), ("x = 1\n1 / 0\n", 2), ("raise SystemExit", 1)],
)
def test_one_that_does_not_load(tmp_path, source, line):
    path = tmp_path / "reference.py"
    with pytest.raises(ExerciseError, match="the solution cannot be loaded: ") as caught:
        load_reference(path, source)
    assert caught.value.path == path
    assert caught.value.line == line


def test_what_a_copy_is():
    x = [np.ones(2), (np.ones(1), {"a": np.ones(1)})]
    copy = fresh(x)
    assert copy is not x
    copy[0][0] = copy[1][0][0] = copy[1][1]["a"][0] = 5
    assert [x[0][0], x[1][0][0], x[1][1]["a"][0]] == [1, 1, 1]
    for value in (None, 1, "a", 1.0, ..., slice(1)):
        assert fresh(value) is value
