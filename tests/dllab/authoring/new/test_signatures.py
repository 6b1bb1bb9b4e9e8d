"""What an exercise provides, as its author says it."""

import pytest

from dllab.authoring.new.signatures import Parameter, Signature, parse, together
from grader.errors import UsageError


def test_a_function():
    found = parse("cosine(x, y, eps=1e-9, *, axis: int = -1) -> float")
    assert found == Signature(
        "cosine",
        "x, y, eps=1e-9, *, axis: int = -1",
        [
            Parameter("x", "", True),
            Parameter("y", "", True),
            Parameter("eps", "float", False),
            Parameter("axis", "int", False, by_name=True),
        ],
        "float",
    )
    assert [one.name for one in found.needed] == ["x", "y"]
    assert str(found) == "cosine(x, y, eps=1e-9, *, axis: int = -1) -> float"
    assert not found.is_class


def test_a_class_is_known_by_its_capital():
    assert parse("Dense(n_in, n_out)").is_class


@pytest.mark.parametrize("text", ["def f(x):", " f(x) ", "class f(x):", "f(x):"])
def test_as_it_stands_in_code(text):
    assert str(parse(text)) == "f(x)"


@pytest.mark.parametrize(
    "text",
    ["", "double", "1x(3)", "f(x) + 1", "a(x), b(y)", "f(x): return 1\ndef g()", "f(x", "in(x)", "\0(x)"],
)
def test_what_is_none_is_said(text):
    with pytest.raises(UsageError, match=r"is no signature: write a name and its parameters, such as \w+\("):
        parse(text)


@pytest.mark.parametrize("text", ["_f(x)", "match(x)"])
def test_names_that_are_no_good(text):
    with pytest.raises(UsageError, match="take another"):
        parse(text)


def test_two_of_a_name():
    with pytest.raises(UsageError, match="f is there twice"):
        together([parse("f(x)"), parse("g(x)"), parse("f(y)")])
