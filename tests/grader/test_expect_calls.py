"""The expectations about calls: exceptions, warnings, changes, aliases; and that objects decide nothing."""

import pytest
from outcomes import passes, sentence, told

from grader import expect

RIGHT = "import numpy as np\ndef f(x):\n    return 2 * x\n"


# -- raises -------------------------------------------------------------------------------------------


def test_raises(result):
    body = "expect.raises(ValueError, lab.f, -1)"
    assert passes(result("def f(x):\n    raise ValueError('negative')\n", body))
    assert passes(result("class Mine(ValueError):\n    pass\ndef f(x):\n    raise Mine\n", body))
    assert passes(result("def f(x):\n    raise Exception\n", "expect.raises('Exception', lab.f, -1)"))
    assert sentence(result("def f(x):\n    return x\n", body)) == (
        "`f` should raise ValueError for this input; yours returned a value."
    )
    other = result("def f(x):\n    return [][x]\n", body)
    assert other.verdict == "error"
    assert told(other) == (
        "`f` raised IndexError: list index out of range (line 2: return [][x]).\n"
        "For this input it should raise ValueError."
    )


def test_raises_of_a_name_that_is_not_there(result):
    assert (
        sentence(result("x = 1\n", "expect.raises(ValueError, lab.f, 1)")) == "Your file does not define `f`."
    )


def test_raises_recognises_the_mistake(result):
    mistakes = "@mistake('clips', 'You clip it.')\nclass _:\n    def f(x):\n        return 0.0\n"
    solution = "def f(x):\n    raise ValueError\n"
    found = result(
        "def f(x):\n    return 0.0\n",
        "expect.raises(ValueError, lab.f, 1)",
        solution=solution,
        mistakes=mistakes,
    )
    assert found.mistake == "clips"
    assert found.message.startswith("You clip it.\n`f` should raise ValueError")


# -- warnings, changes, aliases -----------------------------------------------------------------------


def test_no_warnings(result):
    solution = "import numpy as np\ndef f(x):\n    return np.log(x)\n"
    assert passes(result(solution, "assert expect.no_warnings(lab.f, 1.0) == 0", solution=solution))
    found = result(solution, "expect.no_warnings(lab.f, np.zeros(1))", solution=solution)
    assert sentence(found) == "`f` warned: RuntimeWarning: divide by zero encountered in log."
    hidden = result(solution, "expect.no_warnings(lab.f, np.zeros(1))", solution=solution, where="hidden")
    assert sentence(hidden) == "`f` warned where it should be silent."


def test_warnings_cost_nothing_elsewhere(result):
    source = "import warnings\ndef f(x):\n    warnings.warn('careful')\n    return 2 * x\n"
    assert passes(result(source, "expect.matches(lab.f, 1)", solution=RIGHT))


def test_the_mistake_that_only_warns(result):
    solution = "import numpy as np\ndef f(x):\n    return 1 / (1 + np.exp(-np.clip(x, -700, 700)))\n"
    mistakes = (
        "@mistake('overflow', 'Your exp overflows.')\nclass _:\n    def f(x): return 1 / (1 + np.exp(-x))\n"
        "@mistake('shifted', 'You shift it.')\nclass _:\n    def f(x): return 2 / (1 + np.exp(-x)) - 1\n"
    )
    source = "import numpy as np\ndef f(x):\n    return (1 + np.exp(-x)) ** -1.0\n"
    found = result(
        source, "expect.no_warnings(lab.f, np.array([-1000.0]))", solution=solution, mistakes=mistakes
    )
    assert found.mistake == "overflow"
    assert told(found) == "Your exp overflows.\n`f` warned: RuntimeWarning: overflow encountered in exp."


@pytest.mark.parametrize(
    ("code", "argument", "where"),
    [
        ("x += 1", "np.ones(3)", "args[0]"),
        ("x[0] = 9", "np.ones(3)", "args[0]"),
        ("x['W'] *= 2", "{'W': np.ones(2)}", "args[0]['W']"),
        ("x[1][:] = 0", "[1, np.ones(2)]", "args[0][1]"),
        ("x.sort()", "[3, 1, 2]", "args[0]"),
        ("x.append(1)", "[3]", "args[0]"),
        ("x['new'] = 1", "{'a': 1}", "args[0]"),
        ("x.pop('a')", "{'a': 1}", "args[0]"),
        ("x['a'] = 2", "{'a': 1}", "args[0]"),
    ],
)
def test_unchanged(result, code, argument, where):
    found = result(f"def f(x):\n    {code}\n    return 1\n", f"expect.unchanged(lab.f, {argument})")
    assert sentence(found) == f"`f` changed an argument ({where}): work on a copy."
    same = result("def f(x):\n    return 1\n", f"assert expect.unchanged(lab.f, {argument}) == 1")
    assert passes(same)


def test_not_aliased(result):
    body = "expect.not_aliased(lab.f, np.ones((3, 3)))"
    assert passes(result("def f(x):\n    return x.copy()\n", body))
    assert passes(result("def f(x):\n    return 1\n", body))
    for alias in ("x", "x.T", "x[1:]", "x.reshape(-1)"):
        found = result(f"def f(x):\n    return {alias}\n", body)
        assert sentence(found) == "`f` returns memory of an argument (result is args[0]): return a new array."
    inside = result("def f(x):\n    return [1, {'a': x}]\n", body)
    assert "result[1]['a'] is args[0]" in sentence(inside)


def test_notes_in_scenarios_are_of_all_calls(result):
    body = """
        def twice(m):
            return m.f(np.ones(2)), m.f(np.zeros(2))
        expect.unchanged(twice)
        """
    found = result("def f(x):\n    if not x[0]:\n        x += 1\n    return 1\n", body)
    assert "changed an argument" in sentence(found)
    assert passes(result("def f(x):\n    return 1\n", body))


def test_the_mistake_that_only_changes(result):
    mistakes = """
        @mistake("in-place", "You sort in place.")
        class _:
            def f(x):
                x.sort()
                return x[0]
        """
    solution = "def f(x):\n    return min(x)\n"
    body = "expect.matches(lab.f, np.array([3.0, 1.0]))\nexpect.unchanged(lab.f, np.array([3.0, 1.0]))"
    found = result(
        "def f(x):\n    x.sort()\n    return x.min()\n", body, solution=solution, mistakes=mistakes
    )
    assert (found.mistake, found.message.split("\n")[0]) == ("in-place", "You sort in place.")


# -- misuse -------------------------------------------------------------------------------------------

OBJECT = """
class Answer:
    def __eq__(self, other):
        return True
    def __bool__(self):
        return True

def f(x):
    return Answer()
"""


@pytest.mark.parametrize(
    "body",
    [
        "expect.that(lab.f(1) == 2, 'x')",
        "assert lab.f(1)",
        "assert lab.f(1) != 3",
        "if not lab.f(1): pass",
        "assert lab.f(1) in [1, 2]",
        "assert [lab.f(1)] == [2]",
        "assert {'a': lab.f(1)} == {'a': 2}",
        "assert np.array([1.0]) == lab.f(1)",
    ],
)
def test_objects_of_the_learner_s_decide_nothing(result, body):
    found = result(OBJECT, body)
    assert sentence(found) == "`f` gave an object of type Answer; numbers or arrays were expected."
    hidden = result(OBJECT, body, where="hidden")
    assert sentence(hidden)
    assert "Answer" not in hidden.message


@pytest.mark.parametrize(
    "body",
    [
        "expect.close(lab.f(1), 2)",
        "expect.matches(lab.f, 1)",
        "expect.between(lab.f(1), 0, 2)",
        "expect.shape(lab.f(1), ())",
        "expect.finite(lab.f(1))",
        "expect.dtype(lab.f(1), float)",
        "expect.that(lab.f(1), 'x')",
        "np.asarray(lab.f(1)) + 1",
        "assert sum([lab.f(1)]) == 1",
        "assert float(lab.f(1)) == 1",
        "assert max(lab.f(1), 2)",
        "assert type(lab.f(1)) is int",
        "expect.close(np.asarray(lab.f(1)), 1)",
        "assert round(lab.f(1)) == 1",
        "assert '%d' % lab.f(1)",
        "assert sorted([lab.f(1), 1])",
    ],
)
def test_no_expectation_is_met_by_an_object(result, body):
    found = result(OBJECT, body)
    assert found.verdict in ("failed", "error")
    assert found.earned == 0


# -- outside, and used wrongly ------------------------------------------------------------------------


def test_outside_a_check():
    with pytest.raises(RuntimeError, match="expect works inside a check"):
        expect.close(1, 2)
    with pytest.raises(RuntimeError, match="expect works inside a check"):
        expect.matches(None)


def test_the_list_of_expectations_is_exact():
    names = "assertions band between close dtype finite gradient matches no_warnings not_aliased output"
    assert sorted(expect.__all__) == [*names.split(), "raises", "shape", "shows", "that", "unchanged"]
    assert all(callable(getattr(expect, name)) for name in expect.__all__)
