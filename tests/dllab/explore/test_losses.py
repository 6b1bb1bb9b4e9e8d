"""Losses of the margin: the lesson's numbers, slopes, and which lie above the stairs."""

import math

import numpy as np
import pytest

from dllab.explore.losses import HIGH, LOW, Explorer
from dllab.explore.margins import LOSSES

GRID = np.linspace(LOW, HIGH, 701)


def choose(m, loss):
    figure = Explorer()
    for field, text in zip(figure.fields, (str(m), loss), strict=True):
        assert field.type(text) == ""
    return figure


@pytest.mark.parametrize("name", LOSSES)
def test_slopes_agree_with_finite_differences(name):
    m = (
        np.array([-800.0, -5, -1.3, 0.2, 0.9, 1.1, 3, 800])
        if name != "exponential"
        else np.array([-5, 0.2, 9.0])
    )
    value, slope = LOSSES[name]
    measured = (value(m + 1e-5) - value(m - 1e-5)) / 2e-5
    np.testing.assert_allclose(slope(m), measured, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("zero-one", [1, 1, 0, 0]),
        ("hinge", [2, 1, 0.5, 0]),
        ("exponential", [2.7183, 1, 0.6065, 0.1353]),
        ("logistic", [1.8946, 1, 0.6839, 0.1831]),
        ("squared", [2, 0.5, 0.125, 0.5]),
    ],
)
def test_the_numbers_of_the_lesson(name, values):
    assert LOSSES[name].value(np.array([-1.0, 0, 0.5, 2])) == pytest.approx(values, abs=5e-5)


def test_all_but_the_squared_one_lie_above_the_stairs():
    stairs = LOSSES["zero-one"].value(GRID)
    above = {name: bool((loss.value(GRID) >= stairs).all()) for name, loss in LOSSES.items()}
    assert above == {"zero-one": True, "hinge": True, "exponential": True, "logistic": True, "squared": False}


def test_the_kink_of_the_hinge_has_a_subgradient():
    assert -1 <= choose(1, "hinge").slope <= 0


def test_the_squared_loss_pulls_back_what_is_too_right():
    figure = choose(4, "squared")
    assert (figure.values["squared"], figure.slope) == (4.5, 3)
    assert "Squared: slope 3. Too right: it costs as much as m = −2" in figure.says()
    assert choose(-2, "squared").values["squared"] == 4.5


def test_it_says_all_losses_and_the_chosen_ones_slope():
    said = Explorer().says()
    assert "m = −1, wrong: zero-one 1, hinge 2, exponential 2.718, logistic 1.895, squared 2." in said
    assert "Hinge: slope −1." in said
    assert "Satisfied" in choose(1, "hinge").says()
    assert "undecided, which counts as wrong" in choose(0, "hinge").says()
    assert "m = −5 costs 148.4" in choose(0, "exponential").says()
    assert round(math.exp(5), 1) == 148.4


def test_the_chosen_loss_is_the_line():
    lines = {name: choose(0, name).picture(60, 14).plain.split("\n") for name in LOSSES}
    floor = {name: line[10][-2] not in " -ehlq" for name, line in lines.items()}
    assert floor == {name: name != "squared" for name in LOSSES}
    assert "⠒" <= lines["squared"][1][-2] <= "⣿" or "⠁" <= lines["squared"][2][-2] <= "⣿"


def test_the_picture_tells_the_losses_by_letters():
    figure = choose(2, "hinge")
    drawn = figure.picture(60, 14).plain
    assert all(sign in drawn.rsplit("\n", 1)[0] for sign in "elq-:o")
    assert drawn.rsplit("\n", 1)[1] == "⠒⠒ hinge  - zero-one  e exponential  l logistic  q squared"
    figure.actions[0].run()
    assert "⠒⠒ exponential  - zero-one  h hinge" in figure.picture(60, 14).plain
    figure.actions[1].run()
    assert figure.says().startswith("m = 0,")
