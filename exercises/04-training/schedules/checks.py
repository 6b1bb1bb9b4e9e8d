"""Public checks of `schedules`. The numbers are those of the lesson."""

import numpy as np

from grader import check, expect

SMOOTH = {0: 0.8, 50: 0.5656854, 99: 0.4027822, 100: 0.4, 250: 0.1414214}
STAIRS = {0: 0.8, 70: 0.8, 99: 0.8, 100: 0.4, 199: 0.4, 200: 0.2, 250: 0.2}

# These run beside your code, because an array that is sent to it arrives as a copy.
TROUBLE = """
def change_what_came_in(EMA, first, second):
    average = EMA(0.75)
    average.update(first)
    for array in first.values():
        array *= 0
    average.update(second)
    return {"apply": average.apply(second), "the first params, set to 0 by their owner": first}


def change_what_went_out(EMA, first, second):
    average = EMA(0.75)
    average.update(first)
    for array in average.apply(second).values():
        array *= 0
    average.update(second)
    return {"apply, after the first answer was overwritten": average.apply(second)}


def change_what_was_held(EMA, first, second):
    average = EMA(0.75)
    average.update(first)
    average.apply(second)
    for array in second.values():
        array *= 0
    return {"restore": average.restore()}
"""


def averaged(m, decay, values, steps=None):
    """The averages after each update."""
    average, found = m.EMA(decay), []
    for i, params in enumerate(values):
        if steps is None:
            average.update(params)
        else:
            average.update(params, steps[i])
        found.append(average.apply(params))
    return found


def one(*numbers):
    """Dicts with one number each."""
    return [{"w": np.array([number])} for number in numbers]


@check(points=2)
def falls_smoothly(lab):
    "Every hundred steps bring the lesson's rate down by one half."
    for step, rate in SMOOTH.items():
        expect.close(
            expect.matches(lab.exp_decay, step, 0.8, 100, 0.5), rate, what=f"the rate at step {step}"
        )


@check(points=2)
def falls_in_stairs(lab):
    "As a staircase it falls at steps 100 and 200, and nowhere between."
    for step, rate in STAIRS.items():
        found = expect.matches(lab.exp_decay, step, 0.8, 100, 0.5, staircase=True)
        expect.close(found, rate, what=f"the rate at step {step}")
    for step, rate in ((136717, 0.1), (136718, 0.01)):
        found = expect.matches(lab.exp_decay, step, 0.1, 136718, 0.1, staircase=True)
        expect.close(found, rate, what=f"the rate at step {step}")


@check(points=2)
def averages_from_the_first_value(lab):
    "The average begins at the first value, and moves by the lesson's numbers."
    found = expect.matches(averaged, 0.9, one(10.0, 20.0, 0.0))
    right = [{"w": np.array([value])} for value in (10.0, 11.0, 9.9)]
    expect.close(found, right, what="the averages after three updates")


@check(points=1)
def early_steps_count_for_more(lab):
    "With the step given, the first updates keep less of the past."
    found = expect.matches(averaged, 0.5, one(10.0, 20.0, 0.0, 8.0), steps=[0, 1, 2, 100])
    right = [{"w": np.array([value])} for value in (10.0, 18.181818182, 4.545454545, 6.272727273)]
    expect.close(found, right, what="the averages after four updates")


@check(points=2)
def swaps_in_and_out(lab):
    "apply gives the averages, restore what was there before."
    a, b = (
        {"0.W": np.array([[1.0, 2.0]]), "0.b": np.array([4.0])},
        {"0.W": np.array([[5.0, 0.1]]), "0.b": np.zeros(1)},
    )

    def swap(m):
        average = m.EMA(0.75)
        average.update(a)
        average.update(b)
        there = average.apply(b)
        return {"apply": there, "restore": average.restore(), "apply, once more": average.apply(a)}

    found = expect.matches(swap)
    means = {"0.W": np.array([[2.0, 1.525]]), "0.b": np.array([3.0])}
    expect.close(found, {"apply": means, "restore": b, "apply, once more": means})


@check(points=1)
def shares_no_arrays(lab):
    "Whatever happens to your callers' arrays, the averages are safe."
    first, second = one(16.0, 32.0)

    def trouble(m, name, *args):
        return m.load(TROUBLE)[name](m.EMA, *args)

    for name in ("change_what_came_in", "change_what_went_out", "change_what_was_held"):
        expect.matches(trouble, name, first, second)
    expect.unchanged(averaged, 0.75, one(16.0, 32.0, 8.0))


@check(points=1)
def not_too_early(lab):
    "apply before update, and restore before apply, raise RuntimeError."

    def apply_at_once(m):
        return m.EMA(0.9).apply({"w": np.ones(2)})

    def restore_at_once(m):
        average = m.EMA(0.9)
        average.update({"w": np.ones(2)})
        return average.restore()

    expect.raises(RuntimeError, apply_at_once)
    expect.raises(RuntimeError, restore_at_once)
