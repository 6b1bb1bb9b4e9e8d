"""Gradient descent: derivatives of the surfaces, known steps, and the learning rate from which steps grow."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dllab.explore import descent, figure
from dllab.explore.surfaces import SURFACES

VALLEY, BOWL = SURFACES[:2]
NEAR = st.floats(-2, 2)
surfaces = pytest.mark.parametrize("surface", SURFACES, ids=lambda one: one.name)


@pytest.fixture
def walk():
    return figure("descent")


def press(walk, key):
    {action.key: action.run for action in walk.actions}[key]()


@surfaces
@given(x=NEAR, y=NEAR)
def test_gradients_are_those_of_finite_differences(surface, x, y):
    h = 1e-5
    dx = (surface.value(x + h, y) - surface.value(x - h, y)) / (2 * h)
    dy = (surface.value(x, y + h) - surface.value(x, y - h)) / (2 * h)
    assert surface.gradient(x, y) == pytest.approx((dx, dy), rel=1e-4, abs=1e-4)


@surfaces
@given(x=NEAR, y=NEAR)
def test_second_derivatives_are_those_of_finite_differences(surface, x, y):
    h = 1e-5
    over_x = np.subtract(surface.gradient(x + h, y), surface.gradient(x - h, y)) / (2 * h)
    over_y = np.subtract(surface.gradient(x, y + h), surface.gradient(x, y - h)) / (2 * h)
    found = np.array(surface.hessian(x, y))
    assert found == pytest.approx(np.array([over_x, over_y]), rel=1e-4, abs=1e-3)


@surfaces
def test_minima_are_minima_the_deepest_first(surface):
    for place in surface.minima:
        assert surface.gradient(*place) == pytest.approx((0, 0), abs=1e-6)
        assert surface.curvatures(*place)[0] > 0
    depths = [surface.value(*place) for place in surface.minima]
    assert depths == sorted(depths)
    grid = surface.value(np.linspace(*surface.x, 99)[None, :], np.linspace(*surface.y, 99)[:, None])
    assert grid.min() >= depths[0] - 1e-9


def test_steps_that_are_known():
    # f = ½(x² + y²): each step multiplies by 1 − rate.
    assert descent.descend(BOWL, (2.0, -1.0), 0.25, 0, 2) == [(2, -1), (1.5, -0.75), (1.125, -0.5625)]


def test_momentum_goes_on():
    # v₁ = −0.25·2 = −0.5; v₂ = 0.5·(−0.5) − 0.25·1.5 = −0.625.
    path = descent.descend(BOWL, (2.0, 0.0), 0.25, 0.5, 2)
    assert [x for x, _ in path] == [2, 1.5, 0.875]


@given(st.floats(0.05, 0.95), st.floats(0.0, 0.9))
def test_below_the_bound_every_path_ends_in_the_valley(share, momentum):
    rate = share * descent.bound(momentum, 20)
    start = (1.0, 0.5)
    path = descent.descend(VALLEY, start, rate, momentum, 3000)
    assert VALLEY.value(*path[-1]) < 1e-3 * VALLEY.value(*start)


@given(st.floats(1.02, 3), st.floats(0.0, 0.9))
def test_above_the_bound_no_path_does(excess, momentum):
    path = descent.descend(VALLEY, (1.0, 0.5), excess * descent.bound(momentum, 20), momentum, 3000)
    assert descent.is_lost(path[-1])


def test_at_the_bound_it_swings_for_ever():
    path = descent.descend(VALLEY, (0.0, 0.5), descent.bound(0, 20), 0, 101)
    assert path[-1] == pytest.approx((0, -0.5))


@given(NEAR, NEAR, st.floats(0.001, 10), st.floats(0, 0.95))
def test_a_lost_path_ends_and_others_are_as_long_as_asked_for(x, y, rate, momentum):
    for surface in SURFACES:
        path = descent.descend(surface, (x, y), rate, momentum, 50)
        assert all(not descent.is_lost(point) for point in path[:-1])
        assert len(path) == 51 or descent.is_lost(path[-1])
        assert all(math.isfinite(value) for point in path[:-1] for value in point)


@surfaces
def test_bands_follow_the_loss(surface):
    dark = descent.bands(surface, 60, 12)
    assert 0.2 < len(dark) / (60 * 12) < 0.8


def test_bands_of_a_symmetric_valley_are_symmetric():
    dark = descent.bands(VALLEY, 60, 12)
    mirrored = {(round(-x, 9), round(-y, 9)) for x, y in dark}
    assert mirrored == {(round(x, 9), round(y, 9)) for x, y in dark}


def test_it_begins_swinging_across_the_valley(walk):
    assert walk.says() == (
        "12 steps took the loss from 6.98 to 0.4637. The rate is below 2/λ = 0.1 (λ = 20): "
        "a step leaves 0.9206 of the way along the valley, −0.5887 across it."
    )


def test_turning_the_rate_redraws_the_path_that_was_walked(walk):
    walk.rate.turn(1)
    assert "12 steps" in walk.says()
    assert "The rate is 2/λ = 0.1 (λ = 20): it swings for ever." in walk.says()
    walk.rate.turn(1)
    assert (
        "above 2/λ = 0.1 (λ = 20): each step lands higher on the other side, and the steps grow"
        in walk.says()
    )


def test_momentum_raises_the_bound(walk):
    walk.momentum.set(0.5)
    walk.rate.set(0.14)
    assert "below 2(1 + momentum)/λ = 0.15 (λ = 20)" in walk.says()


def test_a_path_that_is_lost_says_so_and_goes_no_further(walk):
    walk.rate.set(10)
    press(walk, "s")
    said = walk.says()
    assert said.startswith("Lost after 3 steps: the loss went from 6.98 to infinity")
    press(walk, "s")
    assert walk.says() == said
    walk.rate.set(0.01)
    assert walk.says().startswith("12 steps")


def test_steps_and_back_to_the_start(walk):
    press(walk, "0")
    assert walk.says().startswith("Loss 6.98 at the start: press Space.")
    press(walk, "space")
    assert walk.says().startswith("1 step took")
    press(walk, "s")
    assert walk.says().startswith("11 steps took")


def test_another_surface_begins_anew_within_its_limits(walk):
    walk.surface.type("two")
    assert walk.says().startswith("Loss 2.024 at the start")
    assert (walk.x.low, walk.x.high) == (-2, 2)
    for _ in range(3):
        press(walk, "s")
    assert "near the lesser minimum" in walk.says()
    walk.momentum.set(0.9)
    assert "near the deepest point" in walk.says()


def test_the_picture_is_read_without_colours(walk):
    rows = walk.picture(80, 20).plain.split("\n")
    canvas = "\n".join(rows[1:-3])
    assert [canvas.count(mark) for mark in "Sx@"] == [1, 1, 1]
    assert canvas.count("o") >= 5
    assert rows[-1] == ". bands of equal loss  x least loss  o steps  S start  @ now"
