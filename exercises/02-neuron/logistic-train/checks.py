"""Public checks of the unit that learns."""

import numpy as np

from grader import check, expect
from grader.datasets import tables

X = np.array([[-1.5], [-0.5], [0.5], [1.5]])
Y = np.array([0, 1, 1, 1])


def parts(m, *args):
    """What nll returned, by name."""
    loss, dw, db = three(m.nll(*args), "nll", "(loss, dw, db)")
    return {"loss": loss, "dw": dw, "db": db}


def fitted(m, *args):
    """What fit_logistic returned, by name."""
    w, b, history = three(m.fit_logistic(*args), "fit_logistic", "(w, b, history)")
    return {"w": w, "b": b, "history": history}


def three(answer, name, what):
    """The answer, which must be three things: any other thing of length three would be taken apart in silence."""
    triple = isinstance(answer, (tuple, list)) and len(answer) == 3
    expect.that(triple, f"`{name}` should return three things in a tuple, {what}.")
    return answer


@check(points=2)
def pays_the_lessons_loss(lab):
    "nll gives the lesson's 0.6931, -0.375 and -0.25, and its other losses."
    found = expect.matches(parts, X, Y, np.zeros(1), 0.0)
    expect.close(found, {"loss": 0.6931471806, "dw": np.array([-0.375]), "db": -0.25})
    for z, loss in ((-4.0, 4.0181499279), (-2.0, 2.1269280110), (2.0, 0.1269280110)):
        found = expect.matches(parts, np.ones((1, 1)), np.array([1]), np.array([z]), 0.0)
        expect.close(found["loss"], loss, what=f"the loss of label 1 at z = {z}")


@check(points=1)
def agrees_with_small_steps(lab):
    "dw and db are the slopes that small steps of w and b find."
    samples = {"X": lab.rng.normal(size=(5, 3)), "y": np.array([1, 0, 0, 1, 1])}
    w, b = lab.rng.normal(size=3), float(lab.rng.normal())
    expect.gradient(loss_of, slopes_of, {**samples, "w": w, "b": b}, wrt=["w", "b"], upstream=False)


@check(points=2)
def stays_finite_when_sure(lab):
    "At logits of ±1000 all is right and finite, and nothing is warned."
    X, y = np.array([[-1000.0], [1000.0], [1000.0], [0.5]]), np.array([1, 0, 1, 0])
    found = expect.matches(parts, X, y, np.ones(1), 0.0)
    expect.close(found["loss"], 500.2435192460, what="the loss")
    expect.no_warnings(lab.nll, X, y, np.ones(1), 0.0)


@check(points=2)
def takes_the_lessons_steps(lab):
    "Two steps of fit_logistic give the lesson's w, b and history."
    found = expect.matches(fitted, X, Y, 1.0, 2)
    expect.close(found["history"], [0.6931471806, 0.5192042041], what="the history")
    expect.close(found["w"], np.array([0.6371930876]), what="w")
    expect.close(found["b"], 0.4403925741, what="b")


@check(points=1)
def begins_at_zero(lab):
    "No steps leave w and b at 0; the first loss of any training is ln 2."
    found = expect.matches(fitted, np.ones((3, 2)), np.array([1, 0, 1]), 0.5, 0)
    expect.close(found, {"w": np.zeros(2), "b": 0.0, "history": []})
    samples = lab.rng.normal(size=(6, 2))
    found = expect.matches(fitted, samples, np.array([0, 1, 1, 1, 0, 1]), 0.3, 4)
    expect.close(found["history"][0], 0.6931471806, what="the first loss")


@check(points=2)
def tells_winners_from_losers(lab):
    "After 60 steps, new teams are judged as well as by the reference."
    runs, won = season(lab.rng, 300)
    new_runs, new_won = season(lab.rng, 300)
    hits = hits_after(fitted(lab, runs, won, 1.0, 60), new_runs, new_won)
    right = hits_after(fitted(lab.reference, runs, won, 1.0, 60), new_runs, new_won)
    enough = hits >= right - 0.01
    expect.that(enough, f"Of the new teams {right:.1%} can be judged right; yours judges {hits:.1%}.")


def season(rng, count):
    """Standardised home runs (N, 1) of invented teams, and whether they won more than half: (N,) 0 or 1."""
    drawn = tables.home_runs(rng, count)
    return (drawn.x[:, None] - 190) / 35, drawn.y["winning"]


def hits_after(unit, runs, won):
    """The share of teams on the right side of the unit's boundary."""
    return float(np.mean((runs @ unit["w"] + unit["b"] > 0) == won))


def loss_of(m, X, y, w, b):
    return parts(m, X, y, w, b)["loss"]


def slopes_of(m, X, y, w, b):
    found = parts(m, X, y, w, b)
    return found["dw"], found["db"]
