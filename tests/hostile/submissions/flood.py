# CHEATS 75: prints without end, by print, below Python, and to the error stream.
# Harm: the grader keeps it all, or waits.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary, takes_the_slope_from_the_activation
# verdicts: flooded
import os, sys, warnings


def sigmoid(z):
    while True:
        print("x" * 1000)


def logistic(*args):
    while True:
        os.write(2, b"\xf0\x9f\x98\x80" * 1000)


def boundary(w, b):
    while True:
        sys.stderr.write("\n" * 999)


def dsigmoid(a):
    print("x" * 70000)
    return a * (1 - a)
