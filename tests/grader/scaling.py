"""An exercise with two mistakes, a right and a wrong submission, and what each must come to."""

from grader.submission import from_source

SOLUTION = """
import numpy as np

def scale(x):
    return 2 * x

def f(x):
    return scale(x) + 1

def call(g):
    return g()
"""
CHECKS = """
@check(points=1)
def first(lab):
    "First."
    expect.matches(lab.f, lab.rng.normal(size=3))

@check(points=2)
def second(lab):
    "Second."
    assert lab.call(lambda: 5) == 5
    expect.matches(lab.scale, lab.rng.normal(size=3))

@check(points=4, fresh=True)
def third(lab):
    "Third."
    expect.matches(lab.f, lab.rng.normal())
"""
HIDDEN = """
@check(points=8)
def fourth(lab):
    "Fourth."
    expect.matches(lab.f, lab.rng.normal())
"""
MISTAKES = """
@mistake("thrice", "You scale by three.")
class _:
    def scale(x):
        return 3 * x

@mistake("no-one", "You forget the one.")
class _:
    def f(x):
        return 2 * x
"""
RIGHT = from_source(SOLUTION, "right.py")
WRONG = from_source(SOLUTION.replace("2 * x", "3 * x"), "wrong.py")


def outcomes(report):
    """What must be equal whenever the same submission is graded."""
    return [(check.name, check.verdict, check.earned, check.mistake) for check in report.checks]


ALL_RIGHT = [("first", "passed", 1, None), ("second", "passed", 2, None), ("third", "passed", 4, None)]
ALL_RIGHT += [("fourth", "passed", 8, None)]
ALL_WRONG = [(name, "failed", 0, "thrice") for name, *_ in ALL_RIGHT]
