"""What hidden.py takes from checks.py: the exercise's own, by name, and nothing that is run twice."""

import pytest

from grader.checks import load_checks
from grader.errors import ExerciseError

PUBLIC = """
SIZES = (1, 2)

def doubled(m, x):
    return 2 * m.f(x)

class Spy:
    seen = {0}

@check(cases=SIZES)
def on_sizes(lab, case):
    "It works on sizes."
    expect.matches(doubled, case)
"""

HIDDEN = """
from checks import SIZES, Spy, doubled

@check(cases=SIZES)
def on_random_numbers(lab, case):
    "It works on random numbers."
    from checks import doubled as inside
    expect.that(inside is doubled, "The helper is there within functions, too.")
    expect.that(Spy.seen == {0}, "The class came along.")
    expect.matches(doubled, float(lab.rng.normal(case)))
"""


def broken(exercise):
    with pytest.raises(ExerciseError) as caught:
        load_checks(exercise)
    return caught.value


def test_each_is_collected_once_and_runs(graded):
    report = graded("def f(x):\n    return x\n", PUBLIC, hidden=HIDDEN)
    assert [(one.name, one.visibility, one.verdict) for one in report.checks] == [
        ("on_sizes", "public", "passed"),
        ("on_random_numbers", "hidden", "passed"),
    ]


def test_each_exercise_has_its_own(tiny):
    titles = [
        load_checks(
            tiny(
                checks=PUBLIC + f'TITLE = "It is number {number}."\n',
                hidden="def make():\n    def a(lab):\n        pass\n    from checks import TITLE\n"
                "    a.__doc__ = TITLE\n    check()(a)\nmake()\n",
            )
        )[1].title
        for number in (1, 2, 3)
    ]
    assert titles == ["It is number 1.", "It is number 2.", "It is number 3."]


def test_public_checks_alone_do_not_read_the_hidden_ones(tiny):
    exercise = tiny(checks=PUBLIC, hidden="from checks import nothing_of_the_kind\n")
    assert [one.name for one in load_checks(exercise, public_only=True)] == ["on_sizes"]
    (exercise.folder / "hidden.py").unlink()
    assert [one.name for one in load_checks(exercise)] == ["on_sizes"]


def test_a_helper_that_breaks_is_said_where_the_hidden_check_called_it(graded):
    with pytest.raises(ExerciseError) as caught:
        graded(
            "def f(x):\n    return x\n",
            PUBLIC + "def lost(m):\n    return no_such_name\n",
            hidden='from checks import lost\n@check()\ndef a(lab):\n    "A."\n    lost(lab)\n',
        )
    assert (caught.value.path.name, caught.value.line) == ("hidden.py", 6)
    assert "the check a is broken: NameError: name 'no_such_name' is not defined" in caught.value.message


BROKEN = {
    "a name that is not there": (
        "from checks import (\n    SIZES,\n    dobled,\n)\n",
        4,
        "checks.py does not define 'dobled': did you mean 'doubled'?",
    ),
    "a name like no other": ("from checks import zebra\n", 2, "checks.py does not define 'zebra'"),
    "such a name within a function": (
        "def f():\n    from checks import doubbled as x\n",
        3,
        "did you mean 'doubled'?",
    ),
    "a check": (
        "from checks import on_sizes\n",
        2,
        "the check 'on_sizes' cannot be imported: it is run as a public one",
    ),
    "all of it": ("from checks import *\n", 2, "say which names: `from checks import NAME, …`"),
    "the module": ("import numpy, checks\n", 2, "say which names: `from checks import NAME, …`"),
    "from a package": ("from .checks import SIZES\n", 2, "say which names: `from checks import NAME, …`"),
    "the solution": ("from solution import f\n", 2, "use lab.reference in checks"),
    "a syntax error": ("x = 1\ndef a(:\n", 3, "not Python: "),
    "what it takes, wrongly": ("from checks import SIZES\nx = SIZES[9]\n", 3, "IndexError: "),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_imports_are_said_with_the_line_in_hidden(tiny, kind):
    source, line, what = BROKEN[kind]
    exercise = tiny(checks=PUBLIC, hidden=source)
    error = broken(exercise)
    assert (error.path, error.line) == (exercise.folder / "hidden.py", line)
    assert what in error.message


@pytest.mark.parametrize(
    ("module", "what"),
    [
        ("checks", "only hidden.py imports from checks.py"),
        ("hidden", "what both files use belongs into checks.py"),
    ],
)
def test_public_checks_import_from_neither(tiny, module, what):
    error = broken(tiny(checks=f"\nfrom {module} import a\n"))
    assert (error.path.name, error.line) == ("checks.py", 3)
    assert what in error.message
