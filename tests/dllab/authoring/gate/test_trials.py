"""The rules that grade: each finds the one thing that is wrong, at its file and line."""

import ast

import pytest

from dllab.authoring.gate.hollow import ANSWERS, hollow_submissions

SECOND = """\
def mean(x):
    total = 0.0
    for number in x:
        total += number
    return total / len(x)
"""
DEF = "    return float(x.sum() / len(x))\n"


def test_the_tiny_exercise_passes_with_all_its_mistakes_proved(bench):
    outcome = bench.outcome(seeds=3)
    assert (outcome.exercise, outcome.problems, outcome.mistakes_proved) == ("mean", [], 3)
    assert outcome.seconds > 0


def test_second_solutions_earn_everything_too(bench):
    second = bench.solution.with_name("mean.loops.py")
    bench.write(second, SECOND)
    assert bench.problems(seeds=2) == []
    bench.write(second, SECOND.replace("len(x)", "7"))
    [problem] = bench.problems(seeds=2)
    assert problem.startswith(
        f"{second}:1: this second solution does not earn the_worked_number on seed gate-0"
    )


def test_second_solutions_obey_the_rules(bench):
    second = bench.solution.with_name("mean.library.py")
    bench.write(second, "import numpy as np\n\n\ndef mean(x):\n    return float(np.average(x))\n")
    assert f"{second}:5: uses numpy.average, which the exercise forbids" in bench.problems()


# --- the solution ----------------------------------------------------------------------------------


def test_a_solution_that_fails_a_check(bench):
    bench.replace(
        "checks.py", "expect.matches(lab.mean, np.array([1.0, 2.0, 6.0]))", "expect.that(False, 'No.')"
    )
    problem = "checks.py:9: the solution does not earn the_worked_number on seed gate-0: failed: No."
    assert problem in bench.problems()


def test_what_is_said_of_the_solution_is_not_called_yours(bench):
    bench.replace(
        "checks.py",
        "    expect.matches(lab.mean",
        "    expect.close(4.0, lab.mean(np.ones(3)))\n    expect.matches(lab.mean",
    )
    [problem] = [problem for problem in bench.problems() if "the solution" in problem]
    assert problem.startswith(
        "checks.py:9: the solution does not earn the_worked_number on seed gate-0: failed"
    )
    assert "the solution's is 4" in problem and "yours" not in problem


def test_a_solution_that_fails_on_some_seeds(bench):
    bench.replace("hidden.py", "    expect", "    expect.that(lab.rng.random() < 0.5, 'Tails.')\n    expect")
    [problem] = [problem for problem in bench.problems(seeds=6) if "solution" in problem]
    assert problem.startswith("hidden.py:8: the solution does not earn random_numbers on seed gate-")
    assert problem.endswith("failed: Tails.")


def test_checks_that_depend_on_their_order(bench):
    bench.replace("solution.py", DEF, "    seen.append(1)\n    assert len(seen) < 2 or len(x) == 7\n" + DEF)
    bench.replace("solution.py", "def mean", "seen = []\n\n\ndef mean")
    problems = [problem for problem in bench.problems(seeds=4) if "the solution" in problem]
    assert len(problems) == 1
    assert problems[0].startswith("checks.py:9: the solution does not earn the_worked_number on seed gate-")
    assert ", checks in another order: " in problems[0]


def test_a_check_that_is_itself_broken(bench):
    bench.replace("hidden.py", "lab.rng.normal(size=7)", "lab.rgn")
    bench.replace("hidden.py", "expect.matches(lab", "expect.matsches(lab")
    problems = bench.problems()
    assert problems
    assert problems[0].startswith("hidden.py:")


# --- what must not pass ----------------------------------------------------------------------------


def test_an_empty_file_must_earn_nothing(bench):
    bench.replace("checks.py", "expect.matches(lab.mean, np.array([1.0, 2.0, 6.0]))", "pass")
    problems = bench.problems()
    assert "checks.py:6: an empty file passes the_worked_number" in problems


def test_a_starter_that_earns_full_marks(bench):
    bench.replace("starter.py", 'raise NotImplementedError("mean: start with the sum of x")', DEF.strip())
    assert bench.problems() == ["starter.py:1: the starter earns full marks"]


def test_a_starter_that_says_nothing(bench):
    bench.replace("exercise.yaml", "[mean]", "[average]")
    for file in ("starter.py", "solution.py", "mistakes.py"):
        bench.replace(file, "def mean", "def average")
    for file in ("checks.py", "hidden.py"):
        bench.replace(file, "lab.mean", "lab.average")
    bench.replace("lesson.md", "mean(np", "average(np")
    bench.replace("starter.py", "mean: start with the sum of x", "average: start with the sum of x")
    assert bench.problems() == []
    bench.replace("starter.py", 'raise NotImplementedError("average: start with the sum of x")', "1 / 0")
    bench.replace("starter.py", '"""The mean."""', '"""The mean."""\n\nx = 1 / 0')
    [problem] = bench.problems()
    assert problem == "starter.py:1: the starter cannot be loaded: ZeroDivisionError: division by zero"


def test_a_starter_that_crashes(bench):
    bench.replace("starter.py", "    raise", "    import os\n    os._exit(0)\n    raise")
    problems = bench.problems()
    assert "checks.py:6: the starter ends the_worked_number with the verdict crashed" in problems


# --- mistakes --------------------------------------------------------------------------------------


def test_a_mistake_that_is_not_caught(bench):
    bench.replace("mistakes.py", "float(np.median(x))", "float(np.sum(x) / len(x))")
    assert bench.problems() == [
        "mistakes.py:19: the mistake 'median' is not caught: it earns full marks on seed gate-0; "
        "it is right, or no check looks at what it does wrong"
    ]


def test_two_mistakes_that_look_alike(bench):
    bench.replace("mistakes.py", "float(np.median(x))", "float(np.sum(x))")
    assert bench.problems() == [
        "mistakes.py:19: the mistakes 'sum-only' and 'median' give the same answer in the_worked_number "
        "on seed gate-0: choose inputs that separate them, or keep one"
    ]
    assert bench.outcome().mistakes_proved == 1


def test_a_mistake_that_is_taken_for_another(bench):
    bench.replace(
        "hidden.py",
        "expect.matches(lab.mean, lab.rng.normal(size=7))",
        "x = lab.rng.normal(size=7)\n    right = lab.reference.mean(x)\n"
        "    expect.close(lab.mean(x), right, mistakes={'median': right * 7})",
    )
    problems = bench.problems()
    assert (
        "mistakes.py:7: the mistake 'sum-only' is taken for 'median' by random_numbers on seed gate-0"
        in problems
    )
    assert bench.outcome().mistakes_proved < 3


def test_a_mistake_that_only_some_seeds_catch(bench):
    bench.replace(
        "mistakes.py", "float(np.median(x))", "float(x.sum() / len(x)) + (x[0] > 0 and len(x) == 7)"
    )
    [problem] = bench.problems(seeds=8)
    assert problem.startswith(
        "mistakes.py:19: the mistake 'median' is not caught: it earns full marks on seed"
    )


def test_a_mistake_without_a_name_of_its_own(bench):
    bench.replace(
        "checks.py",
        "expect.matches(lab.mean, np.array([1.0, 2.0, 6.0]))",
        "expect.that(lab.mean(np.ones(2)) == 1, 'Ones have the mean 1.')",
    )
    bench.replace(
        "hidden.py",
        "expect.matches(lab.mean, lab.rng.normal(size=7))",
        "expect.that(lab.mean(lab.rng.normal(size=7)) == 9, 'Odd.') if False else None",
    )
    problems = bench.problems()
    assert (
        "mistakes.py:7: the mistake 'sum-only' fails the_worked_number without its name on seed gate-0: "
        "failed: Ones have the mean 1."
    ) in problems


def test_a_mistake_that_cannot_run(bench):
    bench.replace("mistakes.py", "np.median(x)", "no_such(x)")
    [problem] = bench.problems()
    assert problem.startswith("mistakes.py:19: ")
    assert "NameError: name 'no_such' is not defined" in problem


# --- every check can fail --------------------------------------------------------------------------


def test_a_check_that_cannot_fail(bench):
    bench.replace("hidden.py", "expect.matches(lab.mean, ", "lab.mean(")
    assert bench.problems() == [
        "hidden.py:5: random_numbers cannot fail: no mistake and no empty answer fails it"
    ]


def test_a_check_that_only_hollow_answers_fail(bench):
    check = "expect.that(isinstance(lab.mean(lab.rng.normal(size=7)), float), 'A mean is a float.')"
    bench.replace("hidden.py", "expect.matches(lab.mean, lab.rng.normal(size=7))", check)
    assert bench.problems() == []


def test_hollow_submissions_keep_nothing_of_a_class_but_its_constructor(bench):
    bench.replace("exercise.yaml", "provides: [mean]", "provides: [mean, Mean, SIZE]")
    text = "SIZE = 3\n\n\nclass Mean:\n    def __init__(self):\n        self.sum = 5\n\n"
    text += "    def get(self):\n        return 7\n\n\n"
    bench.replace("solution.py", "def mean", text + "def mean")
    found = []
    for submission in hollow_submissions(bench.course().exercise("mean")):
        namespace = {}
        exec(compile(ast.parse(submission), "hollow", "exec"), namespace)
        assert "x.sum()" in submission
        made = namespace["Mean"]()
        found.append((namespace["mean"](x=4), namespace["SIZE"], made and (made.sum, made.get())))
    assert len(found) == 2 * len(ANSWERS)
    assert found[0] == (None, None, (5, None))
    assert found[1][:2] == (4, None)
    assert found[2] == (0.0, 0.0, (5, 0.0))
    assert found[3:] == [(None, None, None), (4, None, None), (0.0, 0.0, 0.0)]


def test_a_class_needs_more_than_its_constructor(bench):
    """The constructor alone may satisfy a check only if replacing it makes the check fail."""
    bench.replace("exercise.yaml", "provides: [mean]", "provides: [mean, Box]")
    box = 'class Box:\n    """A box."""\n\n    def __init__(self, x):\n        """x: float."""\n'
    box += "        {body}\n\n\n"
    bench.replace("solution.py", "def mean", box.format(body="self.x = x") + "def mean")
    bench.replace(
        "starter.py", "def mean", box.format(body="raise NotImplementedError('Box: keep x')") + "def mean"
    )
    bench.replace("hidden.py", "    expect", "    expect.close(lab.Box(3.0).x, 3.0)\n    expect")
    assert bench.problems() == []


@pytest.mark.parametrize("jobs", [1])
def test_zero_checks_are_an_error(bench, jobs):
    bench.replace("checks.py", "@check(points=1)", "")
    bench.replace("hidden.py", "@check(points=2)", "")
    outcome = bench.outcome()
    assert [bench._short(problem) for problem in outcome.problems] == [
        "checks.py: no checks: define a function with @check()"
    ]
    assert outcome.mistakes_proved == 0
