"""The logistic unit: the numbers of the lesson, derivatives by finite differences, and gradient descent."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dllab.explore import figure, logistic
from dllab.explore import unit as maths
from dllab.explore.unit import Teams

FOUR = Teams(np.array([150.0, 180.0, 210.0, 240.0]), np.array([0.0, 0.0, 1.0, 1.0]))


@pytest.fixture
def unit():
    return figure("logistic")


def test_the_boundary_is_that_of_the_lesson():
    assert maths.boundary(0.02, -3.8) == pytest.approx(190)
    assert maths.boundary(0.0, -3.8) is None


def test_a_unit_that_knows_nothing_has_the_loss_ln_2():
    assert maths.cross_entropy(0, 0, FOUR) == pytest.approx(math.log(2))


def test_the_loss_is_finite_for_any_logit():
    assert maths.cross_entropy(1e3, 0, FOUR) == pytest.approx(1e3 * (150 + 180) / 4)


@given(st.floats(-0.1, 0.1), st.floats(-10, 10))
def test_the_gradient_is_that_of_finite_differences(w, b):
    h = 1e-6
    dw = maths.cross_entropy(w + h, b, FOUR) - maths.cross_entropy(w - h, b, FOUR)
    db = maths.cross_entropy(w, b + h, FOUR) - maths.cross_entropy(w, b - h, FOUR)
    assert maths.gradient(w, b, FOUR) == pytest.approx((dw / (2 * h), db / (2 * h)), abs=1e-6)


def test_a_step_on_standardised_home_runs():
    mean, deviation = 195.0, math.sqrt(1125)
    u = (FOUR.x - mean) / deviation
    dv = float(np.mean((0.5 - FOUR.y) * u))  # from v = c = 0, where every a is 0.5
    w, b = maths.step(0, 0, FOUR, rate=0.7)
    assert (w, b) == pytest.approx((-0.7 * dv / deviation, 0.7 * dv / deviation * mean))


@given(st.floats(-0.05, 0.05), st.floats(-9, 9), st.floats(0.05, 1.0))
def test_a_step_never_makes_the_loss_greater(w, b, rate):
    # The curvature on standardised x is at most ¼·2, so every rate up to 2/½ = 4 goes down.
    assert maths.cross_entropy(*maths.step(w, b, FOUR, rate), FOUR) <= (
        maths.cross_entropy(w, b, FOUR) + 1e-12
    )


def test_who_is_told_correctly():
    assert maths.right(0.02, -3.8, FOUR) == 4
    assert maths.right(0.0, 0.0, FOUR) == 2  # a = 0.5 counts as no


def test_piles_hold_every_team_once(unit):
    piled = logistic.piles(unit.teams.x, 6.5)
    assert sum(count for _, count in piled) == len(unit.teams.x)
    places = [at for at, _ in piled]
    assert np.diff(places).min() == pytest.approx(6.5)


def test_it_begins_with_the_unit_of_the_lesson(unit):
    assert (unit.w.value, unit.b.value) == (0.02, -3.8)
    assert "σ(0.02·x − 3.8) is undecided at −b/w = 190.0 home runs; above it says" in unit.says()
    assert "277 of 400 teams" in unit.says()


def test_descent_arrives_at_the_best_there_is(unit):
    key = {action.key: action.run for action in unit.actions}
    key["0"]()
    assert f"{math.log(2):.4f}" in unit.says()
    losses = []
    for _ in range(5):
        losses.append(maths.cross_entropy(unit.w.value, unit.b.value, unit.teams))
        key["s"]()
    assert losses == sorted(losses, reverse=True)
    assert maths.gradient(unit.w.value, unit.b.value, unit.teams) == pytest.approx((0, 0), abs=1e-2)
    assert f"cross-entropy {unit.best:.4f}, at best {unit.best:.4f}" in unit.says()


def test_ten_steps_are_ten_times_one(unit):
    other = figure("logistic")
    key = {action.key: action.run for action in unit.actions}
    for _ in range(10):
        key["space"]()
    {action.key: action.run for action in other.actions}["s"]()
    assert (unit.w.value, unit.b.value) == pytest.approx((other.w.value, other.b.value))


def test_without_a_weight_there_is_no_boundary(unit):
    unit.w.set(0)
    assert "with w = 0 there is no boundary" in unit.says()
    assert ":" not in unit.picture(80, 14).plain.split("\n")[5]


def test_a_boundary_that_is_not_in_the_picture(unit):
    unit.b.set(-10)
    assert "500.0 home runs (outside)" in unit.says()
    unit.w.set(-0.02)
    assert "−500.0 home runs (outside); below it says" in unit.says().replace("-500", "−500")


def test_the_two_classes_have_markers_of_their_own(unit):
    rows = unit.picture(80, 14).plain.split("\n")
    assert "o" in rows[1]
    assert "x" not in rows[1]
    bottom = rows[-4]
    assert "x" in bottom
    assert "o" not in bottom
    assert "o winning  x losing" in rows[-1]
