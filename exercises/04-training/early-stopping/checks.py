"""Public checks of `early-stopping`. The curves are those of the lesson."""

import math

import numpy as np

from grader import check, expect

CURVE = [0.9, 0.7, 0.6, 0.62, 0.61, 0.63, 0.5]
SLOW = [1.0, 0.97, 0.99, 0.93, 0.91, 0.92]

# This runs beside your code: it is quicker there, and an array that is sent to it arrives as a copy.
BESIDE = """
import numpy as np


def watch(EarlyStopping, losses, *args, **settings):
    stopper, said = EarlyStopping(*args, **settings), []
    for epoch, loss in enumerate(losses):
        answer = stopper.update(loss, {"w": np.array([float(epoch)])})
        said.append(bool(answer) if isinstance(answer, (bool, np.bool_)) else answer)
        if said[-1]:
            break
    return {
        "update": said,
        "best_epoch": stopper.best_epoch,
        "best_loss": stopper.best_loss,
        "best_params": stopper.best_params,
    }


def train_on(EarlyStopping):
    params = {"0.W": np.array([1.0, 2.0]), "0.b": np.array([3.0])}
    stopper = EarlyStopping(3)
    stopper.update(0.5, params)
    params["0.W"] += 10.0                 # as an optimiser that works in place
    params["0.b"] = params["0.b"] + 10.0  # as one that makes new arrays
    stopper.update(0.6, params)
    params["0.W"] += 10.0
    params["0.b"] = params["0.b"] + 10.0
    return {"best_params, after the training went on": stopper.best_params}
"""


def watch(m, losses, *args, **settings):
    """What is said of each epoch, up to the first True, and what is kept; in epoch i the only weight is i."""
    return m.load(BESIDE).watch(m.EarlyStopping, losses, *args, **settings)


def outcome(stopped, best_epoch, best_loss, epochs=None):
    """What watch should find; stopped is the epoch of the first True, or None."""
    said = [False] * epochs if stopped is None else [False] * stopped + [True]
    params = None if best_epoch is None else {"w": np.array([float(best_epoch)])}
    return {"update": said, "best_epoch": best_epoch, "best_loss": best_loss, "best_params": params}


@check(
    points=3, cases=[{"patience": 1, "stops": 3}, {"patience": 2, "stops": 4}, {"patience": 3, "stops": 5}]
)
def waits_as_long_as_told(lab, case):
    "It stops at the last of `patience` epochs in a row without a gain."
    found = expect.matches(watch, CURVE, case["patience"])
    expect.close(found, outcome(case["stops"], 2, 0.6))


@check(points=2)
def hopes_again_after_a_gain(lab):
    "A gain at the last moment starts the count anew."
    found = expect.matches(watch, CURVE, 4)
    expect.close(found, outcome(None, 6, 0.5, epochs=7), what="patience 4")
    found = expect.matches(watch, [0.8, 0.9, 0.85, 0.7, 0.75, 0.72, 0.6], 3)
    expect.close(found, outcome(None, 6, 0.6, epochs=7), what="a noisy curve, patience 3")
    found = expect.matches(watch, [0.5, 0.5, 0.5, 0.5], 3)
    expect.close(found, outcome(3, 0, 0.5), what="a plateau, patience 3")


@check(points=2)
def small_gains_do_not_count(lab):
    "A gain has to exceed min_delta, measured from the best epoch."
    found = expect.matches(watch, SLOW, 3, min_delta=0.05)
    expect.close(found, outcome(None, 3, 0.93, epochs=6), what="min_delta 0.05")
    found = expect.matches(watch, SLOW, 3, min_delta=0.2)
    expect.close(found, outcome(3, 0, 1.0), what="min_delta 0.2")
    found = expect.matches(watch, [1.0, 0.75, 0.5, 0.25, 0.375], 2, 0.25)
    expect.close(found, outcome(4, 2, 0.5), what="gains of exactly min_delta")


@check(points=1)
def gives_up_on_nonsense(lab):
    "A loss of nan or infinity stops at once, and is never the best."
    for loss in (math.nan, math.inf):
        found = expect.matches(watch, [0.9, 0.8, loss, math.nan], 5)
        expect.close(found, outcome(2, 1, 0.8), what=f"a loss of {loss} in epoch 2")
        found = expect.matches(watch, [loss, math.nan], 5)
        expect.close(found, outcome(0, None, math.inf), what=f"a loss of {loss} in epoch 0")


@check(points=2)
def keeps_copies(lab):
    "What the training does later does not reach the best parameters."

    def trained(m):
        return m.load(BESIDE).train_on(m.EarlyStopping)

    expect.matches(trained)


@check(points=1)
def looks_before_it_starts(lab):
    "It starts with no best epoch, and refuses settings without a meaning."

    def fresh(m, *args, **settings):
        one = m.EarlyStopping(*args, **settings)
        return {
            "restore_best": one.restore_best,
            "best_loss": one.best_loss,
            "best_epoch": one.best_epoch,
            "best_params": one.best_params,
        }

    nothing = {"best_loss": math.inf, "best_epoch": None, "best_params": None}
    expect.close(expect.matches(fresh, 2), {"restore_best": True, **nothing})
    expect.close(expect.matches(fresh, 2, 0.1, False), {"restore_best": False, **nothing})
    for settings in ({"patience": 0}, {"patience": -3}, {"patience": 2, "min_delta": -0.1}):
        expect.raises(ValueError, fresh, **settings)
