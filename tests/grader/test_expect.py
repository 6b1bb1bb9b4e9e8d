"""expect.matches: what passes, and the exact sentence that a learner reads where it does not."""

import pytest
from outcomes import passes, sentence, told

RIGHT = "import numpy as np\ndef f(x):\n    return 2 * x\n"


VALUES = {
    "x * 2": None,
    "x * 3": "`f`: expected 4, yours is 6.",
    "str(x)": "`f`: expected a number, yours is a string ('2').",
    "None": "`f`: expected a number, yours is None.",
    "True": "`f`: expected a number, yours is a boolean (True).",
    "[x * 2]": "`f`: expected a number, yours is a list.",
    "{}": "`f`: expected a number, yours is a dict.",
    "np.array([x * 2])": "`f`: expected a number, yours is an array.",
    "float('nan')": "`f`: expected 4, yours is nan.",
    "4.0": None,
    "np.float64(4)": None,
    "np.array(4.0)": None,
    "4.00001": "`f`: expected 4, yours is 4.00001.",
    "object()": "`f`: plain data was expected (a number), yours is an object of type object.",
    "(i for i in [4])": "`f`: plain data was expected (a number), yours is an object of type generator.",
    "f": "`f`: plain data was expected (a number), yours is an object of type function.",
    "np.array([4, None])": (
        "`f`: plain data was expected (a number), yours is an object of type array of dtype object."
    ),
}


@pytest.mark.parametrize("value", VALUES)
def test_matches_a_number(result, value):
    found = result(
        f"import numpy as np\ndef f(x):\n    return {value}\n", "expect.matches(lab.f, 2)", solution=RIGHT
    )
    if VALUES[value] is None:
        assert passes(found)
    else:
        assert sentence(found) == VALUES[value]


ARRAYS = {
    "2 * x": None,
    "2 * x[:1]": "`f`: expected shape (2, 3), yours is (1, 3).\nThe size is off by one.",
    "2 * x.T": "`f`: expected shape (2, 3), yours is (3, 2).\nIt is the expected array transposed.",
    "2 * x.ravel()": "`f`: expected shape (2, 3), yours is (6,).\nThe numbers are right, the shape is not.",
    "(2 * x).tolist()": "`f`: expected an array, yours is a list.",
    "(2 * x).astype('f4')": "`f`: the values are right, but the dtype should be float64, yours is float32.",
    "(2 * x).astype(int)": "`f`: the values are right, but the dtype should be float64, yours is int64.",
    "3 * x": (
        "`f`: 5 of 6 entries differ. The worst is at [1, 2]: expected 10, yours is 15.\n"
        "Your values are the expected ones times 1.5."
    ),
    "2 * x + (x == 3)": "`f`: 1 of 6 entries differ. The worst is at [1, 0]: expected 6, yours is 7.",
    "2 * x / (x != 3)": (
        "`f`: 1 of 6 entries differ. The worst is at [1, 0]: expected 6, yours is inf.\n"
        "1 of your 6 entries is infinite."
    ),
}


@pytest.mark.parametrize("value", ARRAYS)
def test_matches_an_array(result, value):
    found = result(
        f"import numpy as np\ndef f(x):\n    return {value}\n",
        "expect.matches(lab.f, np.arange(6.0).reshape(2, 3))",
        solution=RIGHT,
    )
    if ARRAYS[value] is None:
        assert passes(found)
    else:
        assert sentence(found).startswith(ARRAYS[value])


def test_a_mismatch_is_shown_side_by_side(result):
    body = "expect.matches(lab.f, np.arange(6.0).reshape(2, 3))"
    found = result(
        "def f(x):\n    y = 2 * x\n    y[1, 0] = float('nan')\n    return y\n", body, solution=RIGHT
    )
    assert found.difference.expected == [[0, 2, 4], [6, 8, 10]]
    assert found.difference.yours == [[0, 2, 4], ["nan", 8, 10]]
    hidden = result("def f(x):\n    return x\n", body, where="hidden", solution=RIGHT)
    assert hidden.difference is None


def test_matches_inside_containers(result):
    solution = "def f(x):\n    return x, {'loss': 2 * x, 'parts': [x, 1]}\n"
    for wrong, what in {
        "x, {'loss': 3 * x, 'parts': [x, 1]}": "expected 4, yours is 6.",
        "x, {'loss': 2 * x, 'parts': [x]}": "expected 2 items, yours has 1.",
        "x, {'loss': 2 * x, 'part': 1}": "expected the keys ['loss', 'parts'], yours are ['loss', 'part'].",
        "(x,)": "expected 2 items, yours has 1.",
    }.items():
        found = result(f"def f(x):\n    return {wrong}\n", "expect.matches(lab.f, 2)", solution=solution)
        assert sentence(found).endswith(what)
        assert sentence(found).startswith("`f`")


def test_matches_with_its_own_tolerance(result):
    near = "def f(x):\n    return 2 * x + 0.05\n"
    assert passes(result(near, "expect.matches(lab.f, 2.0, atol=0.1)", solution=RIGHT))
    assert passes(result(near, "expect.matches(lab.f, 2.0, rtol=0.1)", solution=RIGHT))
    assert sentence(result(near, "expect.matches(lab.f, 2.0, atol=0.01)", solution=RIGHT))


def test_matches_strictly(result):
    source = "import numpy as np\ndef f(x):\n    return np.float64(2 * x)\n"
    assert passes(result(source, "expect.matches(lab.f, 2.0)", solution=RIGHT))
    found = result(source, "expect.matches(lab.f, 2.0, strict=True)", solution=RIGHT)
    assert sentence(found).startswith("`f`: expected ")


def test_matches_passes_keyword_arguments_on(result):
    solution = "def f(x, w=1, b=0):\n    return w * x + b\n"
    body = "expect.matches(lab.f, 2, w=3, b=1)"
    assert passes(result(solution, body, solution=solution))
    assert sentence(result("def f(x, w=1, b=0):\n    return w * x\n", body, solution=solution)) == (
        "`f`: expected 7, yours is 6."
    )


def test_matches_returns_the_learner_s_value(result):
    body = "assert expect.matches(lab.f, 2.0) == 4.0"
    assert passes(result(RIGHT, body, solution=RIGHT))


def test_learners_get_arguments_of_their_own(result):
    body = """
        x = np.arange(3.0)
        expect.matches(lab.f, x)
        assert x.tolist() == [0, 1, 2]
        """
    assert passes(
        result(
            "def f(x):\n    x *= 2\n    return x\n", body, solution="def f(x):\n    x *= 2\n    return x\n"
        )
    )


def test_matches_an_exception_of_the_reference(result):
    solution = "def f(x):\n    raise ValueError('bad x')\n"
    body = "expect.matches(lab.f, 1)"
    assert passes(result("def f(x):\n    raise ValueError\n", body, solution=solution))
    found = result("def f(x):\n    return 5\n", body, solution=solution)
    assert sentence(found) == "`f` should raise ValueError for this input; yours returned a value."
    other = result("def f(x):\n    raise KeyError('k')\n", body, solution=solution)
    assert other.verdict == "error"
    assert told(other) == "`f` raised KeyError: 'k' (line 2: raise KeyError('k'))."


def test_a_name_that_is_not_there(result):
    assert sentence(result("x = 1\n", "expect.matches(lab.f, 1)")) == "Your file does not define `f`."
    assert sentence(result("x = 1\n", "lab.f(1)")) == "Your file does not define `f`."
    assert sentence(result("f = 1\n", "expect.matches(lab.f, 1)"))


CALLS = {
    "expect.matches(lab.f, 2)": "f(2)",
    "expect.matches(lab.f, 2.5, rtol=1e-3)": "f(2.5)",
    "expect.matches(lab.f, np.array([1.0, 2.0]))": "f([1., 2.])",
    "expect.matches(lab.f, x=2)": "f(x=2)",
    "expect.matches(lab.f, np.array([[1, 2], [3, 4]]))": "f([[1, 2], [3, 4]])",
    "expect.matches(lab.f, np.float64(0.1))": "f(0.1)",
    "expect.raises(ValueError, lab.f, 'text')": "f('text')",
    "expect.matches(lab.f, x=np.zeros(3))": "f(x=[0., 0., 0.])",
}


@pytest.mark.parametrize("body", CALLS)
def test_a_public_failure_ends_with_the_call(result, body):
    source = "def f(x):\n    return 'wrong'\n"
    solution = RIGHT if "raises" not in body else "def f(x):\n    raise ValueError\n"
    assert result(source, body, solution=solution).message.split("\n")[-1] == f"The call: {CALLS[body]}"
    hidden = result(source, body, solution=solution, where="hidden")
    assert sentence(hidden)
    assert "The call" not in hidden.message


@pytest.mark.parametrize(
    "argument", ["np.zeros((300, 300))", "'x' * 10_000", "[1] * 10_000", "{n: n for n in range(900)}"]
)
def test_a_call_with_large_arguments_stays_short(result, argument):
    found = result("def f(x):\n    return None\n", f"expect.matches(lab.f, {argument})")
    assert sentence(found)
    assert len(found.message) < 1000
    assert found.message.count("\n") < 12


# -- scenarios ----------------------------------------------------------------------------------------

ACCUMULATOR = """
class Total:
    def __init__(self, start):
        self.value = start
    def add(self, x):
        self.value += x
        return self
"""
SCENARIO = """
def adds(m, xs):
    total = m.Total(1.0)
    for x in xs:
        total = total.add(x)
    return total.value

expect.matches(adds, [1.0, 2.0])
"""


def test_a_scenario_over_a_class_of_the_learner_s_own(result):
    assert passes(result(ACCUMULATOR, SCENARIO, solution=ACCUMULATOR))
    wrong = ACCUMULATOR.replace("+= x", "= x")
    assert sentence(result(wrong, SCENARIO, solution=ACCUMULATOR)) == "`Total`: expected 4, yours is 2."


def test_a_scenario_that_raises(result):
    found = result(ACCUMULATOR.replace("self.value += x", "self.valu += x"), SCENARIO, solution=ACCUMULATOR)
    assert found.verdict == "error"
    assert found.message == (
        "`Total` raised AttributeError: 'Total' object has no attribute 'valu' (line 6: self.valu += x)."
    )


def test_a_scenario_names_the_part_that_differs(result):
    body = """
        def parts(m):
            return {"the sum": m.f(1), "the rest": [m.f(2), m.f(3)]}
        expect.matches(parts)
        """
    wrong = "def f(x):\n    return 2 * x + (x == 3)\n"
    assert "expected 6, yours is 7." in sentence(result(wrong, body, solution=RIGHT))
    assert "the rest" in sentence(result(wrong, body, solution=RIGHT))


def test_a_scenario_may_load_helpers(result):
    body = """
        def loop(m, n):
            helper = m.load("def run(f, n):\\n    for _ in range(n):\\n        n = f(n)\\n    return n\\n")
            return helper.run(m.f, n)
        expect.matches(loop, 3)
        """
    assert passes(result(RIGHT, body, solution=RIGHT))
    assert "expected 24, yours is 81." in sentence(
        result("def f(x):\n    return 3 * x\n", body, solution=RIGHT)
    )


def test_generators_and_kept_generators(result):
    solution = "def f(rng):\n    return rng.random(3)\n"
    body = """
        rng = lab.generator()
        expect.matches(lab.f, rng)
        expect.matches(lab.f, rng)

        def twice(m):
            kept = m.keep(np.random.default_rng(1))
            return m.f(kept), m.f(kept)
        first, second = expect.matches(twice)
        assert (first != second).all()
        """
    assert passes(result(solution, body, solution=solution))
    assert sentence(result("def f(rng):\n    return rng.random(4)[1:]\n", body, solution=solution))


def test_a_stub_in_a_scenario(result):
    solution = "def f(rng):\n    return rng.random() + rng.random()\n"
    body = """
        class Spy:
            def __init__(self):
                self.calls = 0
            def random(self):
                self.calls += 1
                return float(self.calls)
        def uses(m):
            return m.f(m.stub(Spy(), methods=("random",)))
        assert expect.matches(uses) == 3.0
        """
    assert passes(result(solution, body, solution=solution))
    assert sentence(result("def f(rng):\n    return rng.random()\n", body, solution=solution)) == (
        "`f`: expected 3, yours is 1."
    )
