"""Hidden checks of `schedules`: the same claims on random numbers, and what follows from them."""

import numpy as np

from grader import check, expect

# Beside your code, so that long scripts cost one message.
SCRIPTS = """
def rates(exp_decay, cases):
    return [exp_decay(*case) for case in cases]


def averages(EMA, decay, values, steps):
    average, found = EMA(decay), []
    for params, step in zip(values, steps):
        average.update(params) if step is None else average.update(params, step=step)
        found.append(average.apply(params))
    return found


def interleaved(EMA, values):
    one, other = EMA(0.5), EMA(0.25)
    for params in values:
        one.update(params)
        other.update({name: -w for name, w in params.items()})
    return one.apply(values[0]), other.apply(values[1]), one.restore(), other.restore()


def swapped_between(EMA, values):
    average = EMA(0.5)
    found = []
    for params in values:
        average.update(params)
        average.apply(params)
        found.append(average.restore())
    return found, average.apply(values[0]), average.restore()
"""


def script(name, of):
    """The scenario that runs one of the functions above with a name of the module."""

    def scenario(m, *args):
        return m.load(SCRIPTS)[name](m[of], *args)

    return scenario


def network(rng):
    """Random parameters."""
    return {"0.W": rng.normal(size=(3, 5)), "0.b": rng.normal(size=5), "1.gamma": rng.normal(size=(5, 2))}


@check(points=2)
def rates_at_random(lab):
    "Rates are right at random steps, smooth and in stairs."
    cases = []
    for staircase in (False, True):
        for _ in range(20):
            every = int(lab.rng.integers(1, 50))
            lr0, rate = (float(number) for number in lab.rng.uniform(0.1, 1.5, size=2))
            cases.append((int(lab.rng.integers(0, 4 * every)), lr0, every, rate, staircase))
        cases += [
            (every * n + d, 0.3, every, 0.7, staircase)
            for every in (7, 49)
            for n in (1, 3, 29)
            for d in (-1, 0)
        ]
    expect.matches(script("rates", "exp_decay"), cases)


@check(points=1)
def smooth_unless_asked(lab):
    "Without the last argument there are no stairs, and the start is lr0 itself."
    expect.matches(lab.exp_decay, 17, 0.3, 40, 0.2)
    expect.close(lab.exp_decay(0, 0.3, 40, 0.2), 0.3, what="the rate at step 0")


@check(points=2)
def averages_of_networks(lab):
    "Ten updates of several arrays agree with the formula."
    values = [network(lab.rng) for _ in range(10)]
    expect.matches(script("averages", "EMA"), float(lab.rng.uniform(0.6, 0.9)), values, [None] * 10)


@check(points=1)
def warms_up(lab):
    "With the number of the step, the decay rises to its limit."
    values = [network(lab.rng) for _ in range(8)]
    expect.matches(script("averages", "EMA"), 0.6, values, [0, 1, 2, 5, 12, 13, 14, 1000])
    expect.matches(script("averages", "EMA"), 0.6, values[:4], [3, None, 0, None])


@check(points=1)
def averages_know_nothing_of_each_other(lab):
    "Two averages side by side do not disturb each other."
    expect.matches(script("interleaved", "EMA"), [network(lab.rng) for _ in range(3)])


@check(points=1)
def restores_bit_for_bit(lab):
    "Swapping in and out between updates changes nothing at all."
    values = [network(lab.rng) for _ in range(3)]
    found = expect.matches(script("swapped_between", "EMA"), values)
    same = all(
        np.array_equal(back[name], params[name])
        for back, params in zip(found[0], values, strict=True)
        for name in params
    )
    expect.that(same, "restore should give back every number exactly as it was.")


@check(points=1)
def stays_in_single_precision(lab):
    "float32 in, float32 out."
    values = [{name: w.astype(np.float32) for name, w in network(lab.rng).items()} for _ in range(3)]
    expect.matches(script("averages", "EMA"), 0.7, values, [None] * 3)
    expect.matches(script("swapped_between", "EMA"), values)
