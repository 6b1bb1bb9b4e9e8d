"""What a check can ask while it runs: the lab, and what it is not asked outside."""

import pytest

from grader.errors import ExerciseError
from grader.running import current
from grader.submission import from_source


def test_outside_a_check_there_is_no_lab():
    with pytest.raises(RuntimeError, match="expect works inside a check"):
        current()


def test_the_lab_is_the_submission(result):
    source = "RATE = 0.5\nclass A:\n    x = 1\ndef train(x):\n    return x\ndef has():\n    return 7\n"
    body = """
        assert lab.RATE == lab["RATE"] == 0.5
        assert lab["train"](3) == 3
        assert lab["has"]() == 7
        assert lab.has("train") and not lab.has("test")
        assert lab.A().x == 1
        assert lab.reference.f(2) == 2
        assert lab.keep([1, 2])[1] == 2
        assert lab.load("def g(f):\\n    return f(4)\\n").g(lab["train"]) == 4
        """
    found = result(source, body)
    assert (found.verdict, found.details) == ("passed", "")


def test_what_the_lab_has_itself_is_known_without_one(result):
    body = """
        from grader.running import is_of_lab
        assert [name for name in vars(lab) if not name.startswith("_") and not is_of_lab(name)] == []
        assert is_of_lab("rng") and is_of_lab("train") and not is_of_lab("f")
        """
    assert result("def f(x):\n    return x\n", body).details == ""


def test_its_generator_is_the_check_s_own(graded):
    checks = """
        @check()
        def one(lab):
            "One."
            expect.that(False, repr(lab.rng.normal()))

        @check()
        def other(lab):
            "Other."
            expect.that(False, repr(lab.rng.normal()))

        @check()
        def generators(lab):
            "Generators."
            first, second = lab.generator(), lab.generator()
            assert first.random() != second.random()
            assert lab.f(lab.generator()) != lab.f(lab.generator())
        """
    source = "def f(x):\n    return x.random()\n"
    reports = [graded(source, checks, seed=seed) for seed in ("a", "a", "b")]
    drawn = [[check.message for check in report.checks] for report in reports]
    assert drawn[0] == drawn[1]
    assert drawn[0][0] != drawn[0][1]
    assert not set(drawn[0][:2]) & set(drawn[2][:2])
    assert reports[0].checks[2].verdict == "passed"


def test_what_may_be_done_to_the_rng_only_here(result):
    found = result(
        "def f(x):\n    return x\n", "lab.rng.shuffle(np.arange(3)); lab.rng.integers(5); lab.f(1)"
    )
    assert found.verdict == "passed"


AUTHORS = {
    "a NameError": ("oops", "NameError: name 'oops' is not defined"),
    "an import of the solution": ("from solution import f", "use lab.reference in checks"),
    "an import of nothing": ("import no_such_module", "No module named 'no_such_module'"),
    "lab.rng handed over": ("lab.f(lab.rng)", "lab.rng predicts later inputs and does not cross"),
    "a name the reference lacks": ("lab.reference.g(1)", "does not define 'g'"),
    "a scenario's name the reference lacks": (
        "expect.matches(lambda m: m.only_mine(1))",
        "the reference does not define 'only_mine'",
    ),
    "a mistake that is none": (
        "expect.that(False, 'x', mistake='no-such')",
        "no mistake is called 'no-such'",
    ),
    "a NameError in a callback": ("lab.call(lambda x: oops)", "NameError: name 'oops' is not defined"),
    "a check that fails the solution too": (
        "lab.f(1).shape",
        "AttributeError: 'int' object has no attribute 'shape'",
    ),
    "a NameError in a scenario": ("expect.matches(lambda m: oops)", "NameError: name 'oops' is not defined"),
}


@pytest.mark.parametrize("kind", AUTHORS)
def test_what_is_the_author_s_fault_is_said_with_file_and_line(grader, tiny, kind):
    body, what = AUTHORS[kind]
    exercise = tiny(
        checks=f'@check()\ndef broken(lab):\n    "Broken."\n    {body}\n',
        mistakes='@mistake("m", "M.")\nclass _:\n    def f(x):\n        return 0\n',
    )
    source = "def f(x):\n    return x\ndef only_mine(x):\n    return x\ndef call(g):\n    return g(1)\n"
    with pytest.raises(ExerciseError) as caught:
        grader.grade(exercise, from_source(source))
    assert what in caught.value.message
    assert "\n" not in str(caught.value)
    assert caught.value.path in (
        exercise.folder / "checks.py",
        exercise.folder / "mistakes.py",
        exercise.solution,
    )
    if caught.value.path == exercise.folder / "checks.py":
        assert caught.value.line == 5


@pytest.mark.parametrize("broken", ["def f(x:\n", "import no_such_module\n", "1 / 0\n"])
def test_a_solution_that_does_not_load_is_the_author_s_fault(grader, tiny, broken):
    exercise = tiny(checks='@check()\ndef a(lab):\n    "A."\n    expect.matches(lab.f, 1)\n', solution=broken)
    with pytest.raises(ExerciseError, match="the solution cannot be loaded") as caught:
        grader.grade(exercise, from_source("def f(x):\n    return x\n"))
    assert caught.value.path == exercise.solution


def test_a_check_that_cannot_use_the_answer_fails_the_submission(result):
    solution = "import numpy as np\ndef f(x):\n    return np.ones(x)\n"
    found = result("def f(x):\n    return None\n", "lab.f(1).shape", solution=solution)
    assert found.verdict == "failed"
    assert found.message.startswith("`f` returned something that cannot be used as the exercise says: ")
    hidden = result("def f(x):\n    return None\n", "lab.f(1).shape", where="hidden", solution=solution)
    assert hidden.message == "`f` returned something that cannot be used as the exercise says."


def test_what_an_earlier_call_did_does_not_count(result):
    source = """
        import warnings
        def warns(x):
            warnings.warn("early")
            x += 1
        def f(x):
            return 1
        """
    body = """
        lab.warns(np.ones(1))
        expect.no_warnings(lab.f, np.ones(1))
        expect.unchanged(lab.f, np.ones(1))
        """
    assert result(source, body, solution=source).verdict == "passed"


STEALS = """
stolen = []

def steal(g):
    stolen.append(g)

def use(g):
    try:
        return stolen[0]("stolen")
    except RuntimeError as error:
        return str(error)
"""


def test_what_a_check_handed_over_is_dead_in_the_next(graded):
    checks = """
        SEEN = []

        @check()
        def first(lab):
            "First."
            lab.steal(SEEN.append)

        @check()
        def second(lab):
            "Second."
            said = lab.use(SEEN.append)
            expect.that(not SEEN, repr(SEEN))
            expect.that("a call of nothing" in said, said)
        """
    report = graded(STEALS, checks)
    assert [(check.verdict, check.message) for check in report.checks] == [("passed", "")] * 2


@pytest.mark.parametrize(
    "body", ["return g(x)", "try:\n        g(x)\n    except BaseException:\n        return x"]
)
def test_an_expectation_inside_a_callback_decides_even_if_it_is_swallowed(result, body):
    source = f"def call(g, x):\n    {body}\n"
    check = """
        def g(x):
            expect.close(x, 5, what="what g gets")
            return x
        expect.close(lab.call(g, 4), 4)
        """
    found = result(source, check)
    assert (found.verdict, found.message) == ("failed", "what g gets: expected 5, yours is 4.")
