# CHEATS 71: sleeps instead of working, so that no processor time passes.
# Harm: the grader waits as long.
# checks: squashes_the_worked_numbers, rates_the_teams, finds_the_boundary
# verdicts: timeout
import select, signal, time


def sigmoid(z):
    time.sleep(1e6)


def logistic(*args):
    select.select([], [], [])


def boundary(w, b):
    signal.pause()
