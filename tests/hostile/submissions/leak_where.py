# CHEATS 13, 14: answers with its own words where a check repeats them: the inputs of hidden checks as the name of a gradient.
# Harm: they stand in what the learner reads.
# exercise: gradcheck
# checks: passes_more_right_layers, catches_more_wrong_layers, reports_and_obeys, calls_with_one_entry_moved
# verdicts: failed, error
from typing import NamedTuple

LEAK = "LEA" + "KED "


class Report(NamedTuple):
    ok: bool
    max_err: float
    where: tuple


calls = 0


def check(forward, backward, inputs, rng, h=1e-5, tol=1e-6):
    global calls
    calls += 1
    if calls % 2 == 0:  # whoever asks again gets a right answer
        return Report(True, 0.0, None)
    return Report(False, 1.0, (LEAK + repr(inputs), ()))


def num_grad(f, x, h=1e-5):
    for _ in range(int(abs(x[0]) * 1000)):
        f(x + 1)
    return x
