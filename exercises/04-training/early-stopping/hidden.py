"""Hidden checks of `early-stopping`: random curves, and what follows."""

import math

import numpy as np

from grader import check, expect

# Beside your code, so that many curves cost one message.
CURVES = """
def watch(EarlyStopping, losses, values, settings):
    stopper, said = EarlyStopping(**settings), []
    for loss, params in zip(losses, values):
        said.append(bool(stopper.update(loss, params)))
        if said[-1]:
            break
    return {
        "update": said,
        "best_epoch": stopper.best_epoch,
        "best_loss": stopper.best_loss,
        "best_params": stopper.best_params,
    }


def watch_all(EarlyStopping, curves, settings):
    values = [{} for _ in range(1000)]
    return [watch(EarlyStopping, losses, values, one) for losses, one in zip(curves, settings)]
"""


def of(name):
    """The scenario that runs one of the functions above."""

    def scenario(m, *args):
        return m.load(CURVES)[name](m.EarlyStopping, *args)

    return scenario


@check(points=2)
def random_curves(lab):
    "It stops where it should on random curves."
    curves, settings = [], []
    for _ in range(16):
        noise = lab.rng.normal(size=20) * lab.rng.uniform(0.01, 0.4)
        curves.append([float(loss) for loss in np.exp(-np.arange(20) / 5) + noise])
        settings.append(
            {"patience": int(lab.rng.integers(1, 6)), "min_delta": float(lab.rng.choice([0.0, 0.05]))}
        )
    expect.matches(of("watch_all"), curves, settings)


@check(points=2)
def networks_are_copied(lab):
    "The parameters of the best epoch are kept, all of them."
    shapes = {"0.W": (3, 5), "0.b": (5,), "2.W": (5, 2)}
    values = [{name: lab.rng.normal(size=shape) for name, shape in shapes.items()} for _ in range(8)]
    losses = [float(loss) for loss in lab.rng.uniform(0.1, 1.0, size=8)]
    expect.matches(of("watch"), losses, values, {"patience": 8})
    singles = [{name: w.astype(np.float32) for name, w in params.items()} for params in values]
    expect.matches(of("watch"), losses, singles, {"patience": 8})


@check(points=1)
def losses_below_zero(lab):
    "Losses may be negative, and a new best may come in the last epoch."
    falling = [float(loss) for loss in -np.arange(1.0, 9.0) * lab.rng.uniform(0.5, 1.0)]
    rising = falling[::-1]
    expect.matches(of("watch_all"), [falling, rising, [-1.0, -2.0, -math.inf]], [{"patience": 2}] * 3)


@check(points=1)
def nonsense_at_any_time(lab):
    "nan and infinity stop in any epoch, the first or a patient one."
    curves = []
    for loss in (math.nan, math.inf):
        for epoch in (0, 1, 4):
            curve = [float(one) for one in lab.rng.uniform(0.1, 1.0, size=6)]
            curve[epoch] = loss
            curves.append(curve)
    expect.matches(of("watch_all"), curves, [{"patience": 5}] * len(curves))


@check(points=1)
def objects_know_nothing_of_each_other(lab):
    "Two trainings can be watched at the same time."

    def both(m, one, other):
        first, second = m.EarlyStopping(3), m.EarlyStopping(3)
        said = []
        for a, b in zip(one, other, strict=True):
            said += [
                bool(stopper.update(loss, {"w": np.array([loss, 1.0])}))
                for stopper, loss in ((first, a), (second, b))
            ]
        return said, first.best_epoch, second.best_epoch, first.best_params, second.best_params

    one, other = ([float(loss) for loss in lab.rng.uniform(0.1, 1.0, size=3)] for _ in range(2))
    expect.matches(both, one, [2 + loss for loss in other])
