"""Assertions as checks: what they say of public and of hidden tests."""

import pytest

from grader.report import Verdict

DOUBLE = "def f(x):\n    return x + x\n"

FAILURES = {
    "assert f(2) == 5": (
        "This should hold, and does not:\n    f(2) == 5\n`f` gave 4.",
        "A hidden test does not hold.",
    ),
    "assert f(2) == 5, 'four is not five'": (
        "four is not five\nThis should hold, and does not:\n    f(2) == 5\n`f` gave 4.",
        "four is not five",
    ),
    "assert f(2) == 5, f'{f(2)} is not five'": (
        "4 is not five\nThis should hold, and does not:\n    f(2) == 5\n`f` gave 4.",
        "A hidden test does not hold.",
    ),
    "if f(2) != 5:\n    raise AssertionError('not five')": ("not five\n`f` gave 4.", "not five"),
    "expect.shows(f(2), '4.0')": (
        "Expected:\n    4.0\nYours shows:\n    4",
        "A hidden test shows something else than it should.",
    ),
    "with expect.output('3'):\n    print(f(1))": (
        "Expected:\n    3\nYours shows:\n    2",
        "A hidden test shows something else than it should.",
    ),
}


def within(test, hint=""):
    lines = "\n".join(f"    {line}" for line in test.split("\n"))
    return f"f = lab.f\nwith expect.assertions({hint}):\n{lines}"


@pytest.mark.parametrize("test", FAILURES)
def test_a_test_that_does_not_hold(test, result):
    public, hidden = FAILURES[test]
    found = result(DOUBLE, within(test), solution=DOUBLE)
    assert (found.verdict, found.message) == (Verdict.FAILED, public)
    found = result(DOUBLE, within(test), where="hidden", solution=DOUBLE)
    assert (found.verdict, found.message) == (Verdict.FAILED, hidden)


def test_numpys_assertions(result):
    test = "np.testing.assert_allclose(f(np.ones(2)), [2, 3])"
    found = result(DOUBLE, within(test), solution=DOUBLE)
    assert "Mismatched elements: 1 / 2" in found.message
    found = result(DOUBLE, within(test), where="hidden", solution=DOUBLE)
    assert found.message == "A hidden test does not hold." and "Mismatched" in found.details


_CAUGHT = ["AssertionError", "OSError", "FileNotFoundError", "ImportError", "UnicodeError"]
RAISING = [*_CAUGHT, "MemoryError", "StopIteration"]


@pytest.mark.parametrize("kind", RAISING)
def test_what_learner_code_raises_is_the_learners(kind, result):
    source = f"def f(x):\n    raise {kind}(f'secret {{x}}')\n"
    test = "assert f(2) == 5, 'four is not five'"
    found = result(source, within(test), solution=DOUBLE)
    assert ("`f` ran out of memory" if kind == "MemoryError" else f"`f` raised {kind}: ") in found.message
    found = result(source, within(test), where="hidden", solution=DOUBLE)
    assert found.message.startswith("`f` ra") and "secret 2" not in found.message
    caught = within(f"try:\n    f(2)\nexcept {kind}:\n    pass")
    assert (result(source, caught, solution=source).verdict is Verdict.PASSED) == (kind in _CAUGHT)


def test_a_literal_message_is_all_that_is_told_of_a_hidden_test(result):
    test = "assert np.testing.assert_allclose(f(2), 5) is None, 'not five'"
    found = result(DOUBLE, within(test), where="hidden", solution="def f(x):\n    return 5\n")
    assert found.message == "not five"


AGREEABLE = """
class Agreeable:
    def __sub__(self, other): return self
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __abs__ = __neg__ = __getitem__ = __sub__
    def __abs__(self): return self
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __contains__ = __lt__

def f(x):
    return Agreeable()
"""
COMPARING = [
    *("assert abs(f(2) - 4) < 1e-6", "assert 3 < f(2) <= 5", "assert f(2)[0] >= np.float64(4)"),
    *("assert 4 in f(2)", "np.testing.assert_allclose(f(2), 4)", "np.testing.assert_almost_equal(f(2), 4)"),
    *("np.testing.assert_array_less(3, f(2))", "assert np.all(np.array([3.0]) < f(2))", "assert f(1) < f(2)"),
]


@pytest.mark.parametrize("test", COMPARING)
def test_an_object_that_agrees_with_everything_is_not_asked(test, result):
    found = result(AGREEABLE, within(test), solution=DOUBLE)
    assert found.verdict is Verdict.FAILED


FITTING = """class Number:
    def __sub__(self, other):
        return %s
    __rsub__ = __rtruediv__ = __sub__
    def __truediv__(self, other):
        return 1.0 if %s != self else self
    def __abs__(self):
        return 0.0
    __mul__ = __pow__ = __float__ = __int__ = lambda self, *other: self.__abs__()

def f(x):
    return Number()
"""
DIFFERING = [
    *("assert abs(f(2) - 4) < 1e-6", "assert abs(4 - f(2)) < 1e-6", "assert float(f(2) - 4) == 0"),
    *("assert (f(2) - 4) ** 2 < 1e-6", "assert abs(f(2) / 4 - 1) < 1e-6"),
    *("assert abs((f(2) - 4) / 4) < 1e-6", "assert f(2) / 4 == 1"),
    "np.testing.assert_almost_equal(f(2), 4)",
]


@pytest.mark.parametrize("gives", ["0.0", "self"])
@pytest.mark.parametrize("test", DIFFERING)
def test_an_object_that_is_given_the_answer_cannot_fit_it(test, gives, result):
    assert result(DOUBLE, within(test), solution=DOUBLE).verdict is Verdict.PASSED
    found = result(FITTING.replace("%s", gives), within(test), solution=DOUBLE)
    assert found.verdict is Verdict.FAILED


def test_a_hint_comes_first(result):
    found = result(DOUBLE, within("assert not f(1)", "'Look at one.'"), solution=DOUBLE)
    assert found.message.startswith("Look at one.\nThis should hold")
    found = result(DOUBLE, within("expect.shows(f(1), '3')", "'Look at one.'"), solution=DOUBLE)
    assert found.message.startswith("Look at one.\nExpected:")


PASSING = {
    "assert f([1, 2, 2]) == {1, 2}": "def f(x):\n    return frozenset(x)\n",
    "try:\n    f()\nexcept KeyError as e:\n    assert str(e) == \"'gone'\"\nelse:\n    assert False": (
        "class Gone(KeyError): pass\ndef f():\n    raise Gone('gone')\n"
    ),
    "expect.shows(f(), '')": "def f():\n    return None\n",
    "expect.shows(f(), \"{'a': [1, 2.0]}\")": "def f():\n    return {'a': [1, 2.0]}\n",
    "a, b = f(3, 4), f(1, 2)\nassert abs(a) == 5 and a @ b == 11 and (a - 1).y == 3 and abs(a / 5) == 1": (
        "class V:\n"
        "    def __init__(self, x, y): self.x, self.y = x, y\n"
        "    def __abs__(self): return (self.x**2 + self.y**2) ** 0.5\n"
        "    def __matmul__(self, o): return self.x * o.x + self.y * o.y\n"
        "    def __sub__(self, k): return V(self.x - k, self.y - k)\n"
        "    def __truediv__(self, k): return V(self.x / k, self.y / k)\n"
        "f = V\n"
    ),
    "o = f()\nassert hasattr(o, 'a') and not hasattr(o, 'b')": "class A: a = 1\ndef f():\n    return A()\n",
}


@pytest.mark.parametrize("test", PASSING)
def test_learner_code_is_met_as_if_it_ran_beside_the_test(test, result):
    source = PASSING[test]
    found = result(source, within(test), solution=source)
    assert found.verdict is Verdict.PASSED, found.message


def test_an_exception_that_nothing_catches_is_the_learners(result):
    source = "def f():\n    raise ValueError('no')\n"
    test = "try:\n    f()\nexcept KeyError:\n    pass"
    found = result(source, within(test), solution=DOUBLE)
    assert found.verdict is Verdict.ERROR and "`f` raised ValueError: no" in found.message


def test_no_exception_of_learners_ends_a_tests_own_loop(result):
    source = "def f(x):\n    raise StopIteration\n"
    found = result(source, within("for y in map(f, [1, 2]):\n    assert y == 2"), solution=DOUBLE)
    assert found.verdict is Verdict.ERROR


def test_outside_of_it_exceptions_are_what_they_were(result):
    source = "def f():\n    raise ValueError('no')\n"
    body = "with expect.assertions():\n    pass\ntry:\n    lab.f()\nexcept ValueError:\n    pass"
    assert result(source, body, solution=DOUBLE).verdict is Verdict.ERROR


def test_odd_names_of_exceptions(result):
    source = "def f():\n    raise type('\\ud800\\0', (ValueError,), {})('no')\n"
    test = "try:\n    f()\nexcept ValueError:\n    pass"
    assert result(source, within(test), solution=DOUBLE).verdict in (Verdict.PASSED, Verdict.ERROR)
