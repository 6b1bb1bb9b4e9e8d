"""Cheats answer what they say, and note what it was worth; a recording is as good as the solution."""

import ast
import textwrap

import numpy as np
import pytest

from dllab.authoring.weak import cheats
from dllab.authoring.weak.cheats import CHEATS, Taken, as_submission, questions, table, taken
from grader.submission import from_source

SOLUTION = """
    from typing import NamedTuple
    import numpy as np

    class Pair(NamedTuple):
        sum: float
        text: str

    def f(x, scale=1.0):
        return scale * outer(x) * x

    def outer(x):
        return np.outer(x, x).sum()

    def pair(x):
        return Pair(float(x.sum()), "sum")

    def clear(x):
        x *= 0

    def halves(x):
        yield from (f(x), x / 2)

    def refuse(x):
        raise ValueError(x)

    class Counter:
        def __init__(self):
            self.total = 0

        def add(self, x):
            self.total += x
            return self.total
"""
PROVIDES = ["f", "pair", "clear", "halves", "refuse", "Counter", "SIZE"]
CHECKS = """
    @check()
    def all_of_it(lab):
        "Everything works."
        x = np.array([1.0, 2.0])
        expect.matches(lab.f, x, scale=3.0)
        expect.that(lab.pair(x).sum == 3, "No sum.")
        expect.close(list(lab.halves(x))[1], x / 2)
        expect.raises(ValueError, lab.refuse, x)
        def cleared(m):
            y = m.keep(x)
            m.clear(y)
            counter = m.Counter()
            return counter.add(2), counter.add(3)
        expect.matches(cleared)
        expect.that(lab.load(BESIDE).cleared(lab.clear, x), "It is not cleared.")

    BESIDE = "def cleared(clear, x):\\n    clear(x)\\n    return bool((x == 0).all())"
"""


@pytest.fixture
def exercise(tiny):
    return tiny(solution=SOLUTION, checks=CHECKS, provides=PROVIDES)


@pytest.fixture
def namespace(exercise, capsys):
    """A function that runs a cheat's submission here; what it prints is read by `noted`."""

    def run(cheat):
        names = {"__name__": "submission"}
        exec(compile(ast.parse(as_submission(exercise, cheat)), "cheat", "exec"), names)
        return names

    run.noted = lambda: capsys.readouterr().out.replace("\n", "")
    return run


def test_a_recording_is_the_solution(exercise, grader):
    submission = from_source(cheats.recording(exercise), "tiny.py")
    report = grader.grade(exercise, submission, seed="1")
    assert [check.message for check in report.checks] == [""]
    assert len(questions(report.checks)) == 7  # the counter's second question finds another total


def test_a_table_knows_what_was_recorded(exercise, grader):
    def results(cheat):
        submission = from_source(as_submission(exercise, cheat), "tiny.py")
        return grader.grade(exercise, submission, seed="1").checks

    known = questions(grader.grade(exercise, from_source(cheats.recording(exercise), "tiny.py")).checks)
    [knowing] = results(table(known))
    assert taken(knowing) == Taken(passed=True, wrong=False, touched=False, right=True)
    [ignorant] = results(table(set()))
    assert not taken(ignorant).passed


X = np.array([[1.0, 2.0], [3.0, 4.0]])
RIGHT = 100.0 * X  # of f: the sum of all products


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("none", None),
        ("zeros", np.zeros((2, 2))),
        ("ones", np.ones((2, 2))),
        ("echo", X),
        ("second", 1.0),
        ("mean", np.float64(250.0)),
        ("row", RIGHT[:1]),
        ("axis", RIGHT[None]),
    ],
)
def test_answers(namespace, name, answer):
    [cheat] = [cheat for cheat in CHEATS if cheat.name == name]
    found = namespace(cheat)["f"](X.copy(), 1.0)
    assert type(found) is type(answer)
    np.testing.assert_array_equal(found, answer)
    assert namespace.noted() == "~0-"


def test_the_answer_to_an_earlier_question(namespace):
    f = namespace(cheats.STALE)["f"]
    np.testing.assert_array_equal(f(X), RIGHT)
    np.testing.assert_array_equal(f(2 * X), RIGHT)
    np.testing.assert_array_equal(f(np.ones(3)), 9 * np.ones(3))  # another shape
    assert namespace.noted() == "~0+~0-~0+"


def test_parts_of_an_answer(namespace):
    names = namespace(cheats.ZEROS)
    assert names["pair"](np.ones(2)) == (0.0, "sum")
    assert names["pair"](np.zeros(2)) == (0.0, "sum")
    assert [item.tolist() for item in names["halves"](np.ones(2))] == [[0, 0], [0, 0]]
    assert names["refuse"](1.0) is None
    assert names["Counter"]().add(2) == 0
    assert namespace.noted() == "~1-~1+~3-~3-~4-~5-"


def test_what_is_done_to_arguments_is_not_done(namespace):
    x = np.ones(2)
    assert namespace(cheats.NOTHING)["clear"](x) is None
    assert x.tolist() == [1, 1]
    assert namespace.noted() == "~2-"


def test_every_call_may_raise(namespace):
    names = namespace(cheats.RAISES)
    for name in ("f", "refuse"):
        with pytest.raises(ValueError):
            names[name](X)
    assert namespace.noted() == "~0-~4+"


def test_helpers_stay_as_they_are(namespace):
    assert namespace(cheats.NOTHING)["outer"](X) == 100
    assert namespace.noted() == ""


@pytest.mark.parametrize("cheat", CHEATS, ids=lambda cheat: cheat.name)
def test_every_cheat_fails_a_good_check(exercise, grader, cheat):
    submission = from_source(as_submission(exercise, cheat), "tiny.py")
    [result] = grader.grade(exercise, submission, seed="1").checks
    assert not taken(result).passed
    assert textwrap.shorten(result.message, 200)
