# CHEATS 44, 59: makes int and float of its objects give other objects, text and impossible numbers.
# Harm: the grader converts for ever.
# exercise: minibatches
# checks: deals_complete_epochs, deals_each_sample_once, repeats_itself_on_request, cuts_ten_into_four_four_two
# verdicts: failed, error, refused
import sys

OPERATORS = sys.modules["grader.sandbox.guest"].OPERATORS


class Number:
    pass


OPERATORS["int"] = lambda value: Number()
OPERATORS["float"] = lambda value: "9" * 4000


def minibatches(X, y, batch_size, rng, shuffle=True, drop_last=False):
    for start in range(0, len(X), batch_size):
        yield [Number() for _ in X[start:start + batch_size]], y[start:start + batch_size]
