# CHEATS 70: calls C functions that never return and never look at signals.
# Harm: the grader waits for ever.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary
# verdicts: timeout
import itertools, re


def sigmoid(z):
    return sum(itertools.repeat(1))


def logistic(*args):
    return re.match("(a+)+$", "a" * 60 + "b")


def boundary(w, b):
    return 7 ** 7 ** 9
