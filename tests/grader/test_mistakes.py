"""mistakes.py as text: what is read, and that each becomes a submission that makes the mistake."""

import pytest

from grader.errors import ExerciseError
from grader.mistakes import load_mistakes, mistake
from grader.submission import from_source

SOLUTION = """
from __future__ import annotations
import numpy as np

SCALE = 2.0

def helper(x):
    return SCALE * x

def f(x):
    return helper(x) + 1

class Value:
    def __init__(self, data):
        self.data = data
    def twice(self):
        return Value(2 * self.data)
"""
MISTAKES = '''
"""The known wrong answers."""
from solution import f, helper
from solution import Value as Right

BASE = 10

def shared(x):
    return BASE * x

@mistake("plus-ten", "You add ten.")
class _:
    "Documented."
    def f(x):
        return shared(x) / x + helper(x)

@mistake("helper-wrong", "Your helper is wrong.")
class _:
    def helper(x):
        return -x

@mistake("keeps", "Your twice changes nothing.")
class _:
    class Value(Right):
        def twice(self):
            return Value(self.data)

@mistake("constant", "SCALE is three.")
class _:
    SCALE = 3.0

    def helper(x):
        return SCALE * x
'''
CHECKS = """
@check()
def computes_f(lab):
    "f."
    expect.matches(lab.f, 4.0)

@check()
def computes_helper(lab):
    "helper."
    expect.matches(lab.helper, 4.0)

@check()
def doubles(lab):
    "Value."
    expect.matches(lambda m: m.Value(3.0).twice().data)
"""


@pytest.fixture
def exercise(tiny):
    return tiny(solution=SOLUTION, mistakes=MISTAKES, checks=CHECKS)


def test_what_is_read(exercise):
    mistakes = load_mistakes(exercise)
    assert [(m.name, m.sentence) for m in mistakes] == [
        ("plus-ten", "You add ten."),
        ("helper-wrong", "Your helper is wrong."),
        ("keeps", "Your twice changes nothing."),
        ("constant", "SCALE is three."),
    ]
    assert [m.overrides for m in mistakes] == [["f"], ["helper"], ["Value"], ["SCALE", "helper"]]
    lines = (exercise.folder / "mistakes.py").read_text().splitlines()
    assert all("class" in lines[m.line - 1] or "mistake" in lines[m.line - 1] for m in mistakes)


@pytest.mark.parametrize(
    ("name", "caught"),
    [
        ("plus-ten", {"computes_f"}),
        ("helper-wrong", {"computes_f", "computes_helper"}),  # it reaches f, which calls it
        ("keeps", {"doubles"}),
        ("constant", {"computes_f", "computes_helper"}),
    ],
)
def test_a_submission_that_makes_the_mistake(grader, exercise, name, caught):
    [found] = [m for m in load_mistakes(exercise) if m.name == name]
    report = grader.grade(exercise, from_source(found.as_submission()))
    failed = {check.name: check for check in report.checks if check.verdict != "passed"}
    assert set(failed) == caught
    assert {check.mistake for check in failed.values()} == {name}


def test_the_reference_itself_makes_none(grader, exercise):
    assert grader.grade(exercise, from_source(exercise.text("solution.py"))).full_marks


def test_without_mistakes_or_solution_there_are_none(tiny):
    assert load_mistakes(tiny()) == []
    exercise = tiny(mistakes=MISTAKES)
    exercise.solution.unlink()
    assert load_mistakes(exercise) == []


GOOD = '@mistake("a", "A.")\nclass _:\n    def f(x):\n        return x\n\n'
BROKEN = {
    "a syntax error": ("class (:\n", 2, "not Python: invalid syntax"),
    "a computed sentence": (
        '@mistake("b", "B" + "!")\nclass _:\n    def f(x):\n        return x\n',
        2,
        "two literals",
    ),
    "a variable": (
        'NAME = "b"\n@mistake(NAME, "B.")\nclass _:\n    def f(x):\n        return x\n',
        3,
        "two literals",
    ),
    "an f-string": ('@mistake("b", f"{1}")\nclass _:\n    def f(x):\n        return x\n', 2, "two literals"),
    "one argument": ('@mistake("b")\nclass _:\n    def f(x):\n        return x\n', 2, "two literals"),
    "three arguments": (
        '@mistake("b", "B.", "C.")\nclass _:\n    def f(x):\n        return x\n',
        2,
        "two literals",
    ),
    "numbers": ("@mistake(1, 2)\nclass _:\n    def f(x):\n        return x\n", 2, "two strings"),
    "nothing in it": (
        '@mistake("b", "B.")\nclass _:\n    "Nothing."\n',
        3,
        "the mistake 'b' defines nothing",
    ),
    "two of one name": (GOOD + GOOD, 8, "two mistakes are called 'a'"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_mistakes_are_said_with_file_and_line(tiny, kind):
    source, line, what = BROKEN[kind]
    exercise = tiny(mistakes=source)
    with pytest.raises(ExerciseError, match=what) as caught:
        load_mistakes(exercise)
    assert caught.value.path == exercise.folder / "mistakes.py"
    assert caught.value.line in range(line - 1, line + 1) or kind == "two of one name"
    assert "\n" not in str(caught.value)


def test_nothing_in_the_file_runs_when_it_is_read(tiny, tmp_path):
    exercise = tiny(mistakes=f"open({str(tmp_path / 'ran')!r}, 'w')\n" + GOOD)
    assert [m.name for m in load_mistakes(exercise)] == ["a"]
    assert not (tmp_path / "ran").exists()


def test_a_mistake_that_cannot_be_loaded_is_the_author_s(grader, tiny):
    exercise = tiny(
        checks='@check()\ndef a(lab):\n    "A."\n    expect.matches(lab.f, 1)\n',
        mistakes='@mistake("b", "B.")\nclass _:\n    def f(x, y=oops):\n        return x\n',
    )
    with pytest.raises(ExerciseError, match="the mistake 'b' cannot be loaded: NameError") as caught:
        grader.grade(exercise, from_source("def f(x):\n    return 5\n"))
    assert caught.value.path == exercise.folder / "mistakes.py"
    assert caught.value.line in (2, 3)


def test_the_decorator_leaves_the_class_alone():
    class Anything:
        pass

    assert mistake("name", "Sentence.")(Anything) is Anything
