"""Weak checks are warned of, at their file and line; good ones, and those that are meant so, are not."""

import textwrap

import pytest

from dllab.authoring.weak import weaknesses
from grader.checks import load_checks
from grader.report import CheckResult, Verdict

GOOD = """
    @check(points=9)
    def agrees(lab):
        "f agrees on random numbers."
        expect.matches(lab.f, lab.rng.normal(size=(2, 3)))
"""
SQUARE = """
    def f(x):
        return x * x
"""
COMPARE = "compare with the reference as well (expect.matches, on inputs from lab.rng)"
ZEROS, ONES = "zeros in the right shape", "ones in the right shape"
SHAPES = "one number in place of an array, the first row in place of all or one axis too many"


@pytest.fixture
def warned(tiny, grader):
    """A function that makes an exercise and gives its warnings, without paths.

    warned("what a hidden check does", …): that check begins in line 2; what is left over goes to `tiny`.
    """

    def warnings(body="", meant="", graded=(), **keys):
        check = '@check()\ndef probe(lab):\n    "It works."\n' + textwrap.indent(
            textwrap.dedent(body), "    "
        )
        exercise = tiny(**{"solution": SQUARE, "checks": GOOD, "hidden": check if body else "", **keys})
        if meant:
            (exercise.folder / "mutants.yaml").write_text(meant)
        found = weaknesses.warnings(exercise, load_checks(exercise), grader, graded)
        return [one.replace(f"{exercise.folder}/", "") for one in found]

    return warnings


# --- wrong answers that pass -----------------------------------------------------------------------

PROPERTIES = [
    "expect.matches(lab.f, lab.rng.normal(size=7))",
    "expect.unchanged(lab.f, lab.rng.normal(size=7))",
    "expect.not_aliased(lab.f, lab.rng.normal(size=7))",
    "x = np.ones(3)\nlab.f(x)\nexpect.close(x, np.ones(3))",  # it looks at the argument
    "expect.close(lab.f(np.zeros(3)), np.zeros(3))",  # zeros are right here
    "expect.close(lab.f(np.array([0.0, 1.0])), np.array([0.0, 1.0]))",  # and here the first argument
    "expect.raises(TypeError, lab.f, 'text')",
    "expect.that(isinstance(lab.f(2.0), float), 'A float was expected.')",
]


@pytest.mark.parametrize("body", PROPERTIES)
def test_nothing_is_weak_about(warned, body):
    assert warned(body) == []


@pytest.mark.parametrize(
    ("body", "answers"),
    [
        ("x = lab.rng.normal(size=3)\nexpect.close(lab.f(2 * x), 4 * lab.f(x))", ZEROS),
        (
            "x = 2 + lab.rng.uniform(size=3)\nexpect.close(lab.f(-x), lab.f(x))",
            f"None, {ZEROS} or {ONES}",
        ),
        ("expect.between(lab.f(lab.rng.uniform(0.1, 0.9)), 0.001, 1)", f"{ONES} or the first argument"),
        ("x = lab.rng.normal(size=3)\nexpect.close(lab.f(x), lab.f(x))", f"None, {ZEROS}, {ONES}"),
        ("x = lab.rng.normal(size=3)\nexpect.that(np.allclose(lab.f(2 * x), 4 * lab.f(x)), 'No.')", ZEROS),
        (
            "def backward(m, upstream, x):\n    return 2 * upstream * m.f(x) / x\n"
            "expect.gradient(lambda m, x: m.f(x), backward, {'x': np.arange(1.0, 4.0)}, own=True)",
            ZEROS,
        ),
    ],
)
def test_a_constant(warned, body, answers):
    [warning] = warned(body)
    assert warning.startswith(f"hidden.py:2: probe passes for {answers}")
    assert warning.endswith(f": {COMPARE}")


def test_the_second_argument(warned):
    [warning] = warned(
        "expect.close(lab.f(0.1, 5.0), 5.0, atol=0.1)",
        solution="def f(x, y):\n    return x * x + y\n",
        checks=GOOD.replace("lab.f, ", "lab.f, 2.0, "),
    )
    assert warning == f"hidden.py:2: probe passes for the second argument: {COMPARE}"


@pytest.mark.parametrize(
    ("comparison", "how"),
    [
        ("np.allclose(lab.f(x), x * x)", "allclose"),
        ("np.isclose(lab.f(x), x * x).all()", "isclose"),
        ("(abs(lab.f(x) - x * x) < 1e-6).all()", "a difference"),
        ("np.max(np.abs(lab.f(x) - x * x)) < 1e-6", "a difference"),
        ("np.linalg.norm(lab.f(x) - x * x) < 1e-6", "a difference"),
    ],
)
def test_what_broadcasts(warned, comparison, how):
    [warning] = warned(
        f"x = np.full((4, 1), lab.rng.normal())\nexpect.that({comparison}, 'Not the squares.')"
    )
    assert warning == (
        f"hidden.py:2: probe passes for {SHAPES}: {how} broadcasts; "
        "expect.close and expect.matches look at shapes, too"
    )


@pytest.mark.parametrize("imported", ["same", "same as alike"])
def test_helpers_are_looked_at_too(warned, imported):
    helper = "\n    def same(a, b):\n        expect.close(a, b)\n"
    hidden = f"""
        from checks import {imported}
        @check()
        def probe(lab):
            "It works."
            x = lab.rng.normal(size=3)
            {imported.split()[-1]}(lab.f(2 * x), 4 * lab.f(x))
    """
    [warning] = warned(checks=GOOD + helper, hidden=hidden)
    assert warning == f"hidden.py:4: probe passes for {ZEROS}: {COMPARE}"


@pytest.mark.parametrize("frame", ["if True:", "def make(lab=None):", "for _ in [1]:"])
def test_checks_may_be_defined_anywhere(warned, frame):
    check = f"""
    {frame}
        @check()
        def probe(lab):
            "It works."
            x = lab.rng.normal(size=3)
            expect.close(lab.f(2 * x), 4 * lab.f(x))
    """
    call = "\n    make()\n" if "make" in frame else ""
    assert warned(hidden=check.rstrip() + call) == [f"hidden.py:4: probe passes for {ZEROS}: {COMPARE}"]


def test_checks_without_a_definition_of_their_own(warned):
    check = """
    def work(lab):
        "It works."
        x = lab.rng.normal(size=3)
        expect.close(lab.f(2 * x), 4 * lab.f(x))
    work.__name__ = "probe"
    check()(work)
    """
    assert warned(hidden=check) == [f"hidden.py:3: probe passes for {ZEROS}: {COMPARE}"]


@pytest.mark.parametrize(
    "source",
    [
        "exec('@check()\\ndef probe(lab):\\n  \"It works.\"\\n  expect.matches(lab.f, lab.rng.random())')",
        "@check()\ndef probe(lab):\n    'It learns.'\n    expect.that(lab.train(lab.f, 0, 1), 'No.')",
        "@check()\ndef probe(lab):\n    'It works.'\n    expect.close(lab.f(2.0), 5.0)",
    ],
    ids=["unreadable", "a network", "the solution fails"],
)
def test_what_cannot_be_tried_is_not_weak(warned, source):
    assert warned(checks=source) == []


def test_what_the_exercise_forbids_is_allowed_to_cheats(warned):
    body = "x = lab.rng.normal(size=3)\nexpect.close(lab.f(2 * x), 4 * lab.f(x))"
    assert len(warned(body, forbid=["numpy.zeros_like", "numpy.allclose", "hashlib"])) == 1


def test_checks_that_swallow_exceptions(warned):
    body = "try:\n    answer = lab.f(3.0)\nexcept Exception:\n    return\nexpect.close(answer, 9.0)"
    [warning] = warned(body)
    assert (
        warning
        == f"hidden.py:2: probe passes for a ValueError whatever is asked: let exceptions through, {COMPARE}"
    )


def test_checks_that_break_on_a_wrong_answer(warned):
    [warning] = warned("if lab.f(3.0) != 9:\n    expect.that(False, no_such_name)")
    assert warning.startswith("hidden.py:6: the check probe is broken: NameError: name 'no_such_name'")


# --- points ------------------------------------------------------------------------------------------


def test_a_cheat_that_earns_much(warned):
    body = "expect.that(isinstance(lab.f(lab.rng.normal(size=3)), np.ndarray), 'An array was expected.')"
    assert warned(body, checks=GOOD.replace("9", "2")) == []
    found = warned(body, checks=GOOD.replace("9", "1.99"))
    assert found[0] == (
        f"exercise.yaml:6: the cheat `zeros` ({ZEROS}) earns 1 of 2.99 points, by probe: "
        "let checks that compare values have more of them"
    )
    assert len(found) == len({warning.partition(" earns")[0] for warning in found}) == 5


def test_public_examples_in_a_table(warned):
    public = GOOD.replace(
        "expect.matches(lab.f, lab.rng.normal(size=(2, 3)))", "expect.close(lab.f(3.0), 9.0)"
    )
    [hidden, total] = sorted(warned("expect.close(lab.f(3.0), 9.0, rtol=1e-3)", checks=public), reverse=True)
    assert hidden == (
        "hidden.py:2: probe asks nothing that public checks do not ask: draw its inputs from lab.rng"
    )
    assert total == (
        "exercise.yaml:6: the cheat `table` (the public examples' answers) earns 10 of 10 points: "
        "let checks with inputs from lab.rng have more of them"
    )


def test_a_hidden_check_that_repeats_a_public_one(warned):
    hidden = GOOD.replace("agrees(lab)", "again(lab)").replace("f agrees", "f also agrees")
    assert warned(hidden=hidden) == [
        "hidden.py:3: again asks the same as the public agrees: ask for something else"
    ]
    assert warned(hidden=hidden.replace("(2, 3)", "(3, 2)")) == []


# --- leaks -------------------------------------------------------------------------------------------

LEAK = "learners read this: say it without"
RIGHT = "\nexpect.matches(lab.f, x)"


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("expect.that(lab.f(x)[0] >= 0, f'It is negative for {x[0]}.')", "x"),
        ("expect.that(lab.f(x)[0] >= 0, 'It is negative for ' + str(x))", "x"),
        ("expect.that(lab.f(x)[0] >= 0, 'It is negative for %s.' % x)", "x"),
        ("expect.that(lab.f(x)[0] >= 0, 'It is negative for {}.'.format(x))", "x"),
        ("expect.close(lab.f(x), x * x, what=f'the squares of {x}')", "x"),
        ("y = lab.f(x).sum()\nexpect.that(y >= 0, f'The sum is {y:.3f}.')", "y"),
        (
            "for scale in (0.5, 2.5): expect.close(lab.f(scale * x), (scale * x)**2, what=f'{scale} x')",
            "scale",
        ),
    ],
)
def test_hidden_messages_that_show_their_data(warned, statement, names):
    [warning] = warned(f"x = lab.rng.normal(size=3)\n{statement}{RIGHT}")
    line = 6 + statement.count("\n")
    assert warning == f"hidden.py:{line}: probe puts {names} into a message; {LEAK}"


def test_helpers_that_show_what_they_are_given(warned):
    hidden = """
        def positive(value, which):
            expect.that(value >= 0, f"{which} is {value}.")
        @check()
        def probe(lab):
            "It works."
            x = lab.rng.normal()
            positive(expect.matches(lab.f, x), "the square")
    """
    assert warned(hidden=hidden) == [f"hidden.py:4: probe puts value into a message; {LEAK}"]


@pytest.mark.parametrize(
    "statement",
    [
        "for name, y in zip(('one', 'two'), (x, -x)): expect.close(lab.f(y), y * y, what=f'f of {name}')",
        "for name, y in {'one': x, 'two': -x}.items(): expect.close(lab.f(y), y * y, what=f'f of {name}')",
        "for i, y in enumerate(x): expect.close(lab.f(y), y * y, what=f'number {i}')",
        "for s, how in ((0.5, 'low'), (2.5, 'high')): expect.close(lab.f(x + s), (x + s)**2, what=f'{how}')",
        "expect.that(lab.f(x).shape == x.shape, f'The shape should be {x.shape}, of {len(x)} numbers.')",
        "expect.that(lab.f(x)[0] >= 0, 'A square is never negative.')",
    ],
)
def test_hidden_messages_that_show_names_and_sizes(warned, statement):
    assert warned(f"x = lab.rng.normal(size=3)\n{statement}{RIGHT}") == []


def test_public_messages_may_show_everything(warned):
    checks = (
        GOOD
        + "        x = lab.rng.normal()\n        expect.that(lab.f(x) >= 0, f'It is negative for {x}.')\n"
    )
    assert warned(checks=checks) == []


def test_bounds_that_come_from_the_inputs(warned):
    body = "x = lab.rng.uniform(1, 2)\nexpect.between(lab.f(x), x * x - 0.1, x * x + 0.1)" + RIGHT
    [warning] = warned(body)
    assert warning.startswith("hidden.py:2: probe told numbers that no file holds, ")
    assert warning.endswith(f"; {LEAK}")
    assert (
        warned(body.replace("x * x - 0.1, x * x + 0.1", "0.25, 4.5")) == []
    )  # those can be read in hidden.py


def test_what_other_submissions_were_told(warned):
    told = CheckResult("probe", "It works.", "hidden", 1, 0, Verdict.FAILED, "For 0.7313 it should be more.")
    body = "expect.matches(lab.f, lab.rng.normal())"
    assert warned(body, graded=[told]) == [
        f"hidden.py:2: probe told numbers that no file holds, 0.7313; {LEAK}"
    ]
    assert warned(body, graded=[told], solution=SQUARE + "    # 0.7313\n") == []


# --- what is meant so --------------------------------------------------------------------------------

SCALES = "x = lab.rng.normal(size=3)\nexpect.close(lab.f(2 * x), 4 * lab.f(x))"


def test_what_is_meant(warned):
    assert (
        warned(SCALES, meant="meant:\n  probe: it is about scales; the numbers are asked by agrees\n") == []
    )
    typed = "expect.that(isinstance(lab.f(2.0), float), 'A float was expected.')"
    found = warned(typed, checks=GOOD.replace("9", "1"))
    assert len(found) == 3
    explained = "".join(f"  {name}: because\n" for name in ("zeros", "ones", "echo"))
    assert warned(typed, checks=GOOD.replace("9", "1"), meant=f"meant:\n{explained}") == []


def test_what_is_meant_and_not_found(warned):
    good = "expect.matches(lab.f, lab.rng.normal(size=7))"
    assert warned(good, meant="survivors: {}\nmeant:\n  probe: because\n") == [
        "mutants.yaml:3: nothing is found weak about 'probe': take it out"
    ]
    found = warned(SCALES, meant="meant:\n  prove: because\n")
    assert "mutants.yaml:2: nothing is found weak about 'prove': did you mean 'probe'?" in found


def test_a_file_that_cannot_be_read(warned):
    [warning] = warned(SCALES, meant="meant: [probe]\n")
    assert warning.startswith("mutants.yaml:1: ")


# --- in the gate ---------------------------------------------------------------------------------------


def test_the_gate_warns(bench):
    assert bench.outcome().warnings == []
    body = "x = lab.rng.normal(size=7)\n    expect.close(lab.mean(2 * x), 2 * lab.mean(x))"
    bench.replace("hidden.py", "expect.matches(lab.mean, lab.rng.normal(size=7))", body)
    outcome = bench.outcome()
    assert outcome.problems == []
    assert (
        f"{bench.folder}/hidden.py:5: random_numbers passes for {ZEROS} or the first argument: {COMPARE}"
        in outcome.warnings
    )


def test_a_broken_exercise_is_not_tried(bench):
    bench.replace("hidden.py", "    expect", "    expect.that(False, 'No.')\n    expect")
    outcome = bench.outcome()
    assert outcome.problems
    assert outcome.warnings == []
