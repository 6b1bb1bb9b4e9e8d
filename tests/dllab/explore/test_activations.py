"""Six activations and their slopes: what the lesson says of them."""

import numpy as np
import pytest

from dllab.explore.activations import LIMIT, Explorer
from dllab.explore.elementwise import FUNCTIONS


def choose(function, z):
    figure = Explorer()
    for field, text in zip(figure.fields, (str(z), function), strict=True):
        assert field.type(text) == ""
    return figure


@pytest.mark.parametrize("name", FUNCTIONS)
def test_slopes_agree_with_finite_differences(name):
    z = np.array([-30.0, -2.0, -0.3, 0.4, 1.7, 40.0])
    measured = (FUNCTIONS[name].apply(z + 1e-6) - FUNCTIONS[name].apply(z - 1e-6)) / 2e-6
    np.testing.assert_allclose(FUNCTIONS[name].slope(z), measured, atol=1e-8)


@pytest.mark.parametrize(
    ("name", "values", "slopes"),
    [
        ("linear", [-2, 0, 1], [1, 1, 1]),
        ("sigmoid", [0.1192, 0.5, 0.7311], [0.1966, 0.25, 0.105]),
        ("tanh", [-0.964, 0, 0.7616], [0.42, 1, 0.0707]),
        ("relu", [0, 0, 1], [0, 0, 1]),
        ("gaussian", [0.1353, 1, 0.6065], [0.6065, 0, -0.2707]),
        ("step", [0, 0, 1], [0, 0, 0]),
    ],
)
def test_the_numbers_of_the_lesson(name, values, slopes):
    """Values at −2, 0 and 1, slopes at −1, 0 and 2."""
    assert [choose(name, z).a for z in (-2, 0, 1)] == pytest.approx(values, abs=5e-5)
    assert [choose(name, z).slope for z in (-1, 0, 2)] == pytest.approx(slopes, abs=5e-5)


def test_the_slope_of_sigmoid_is_a_quarter_at_most():
    slopes = FUNCTIONS["sigmoid"].slope(np.linspace(-LIMIT, LIMIT, 4801))
    assert slopes.max() == FUNCTIONS["sigmoid"].slope(np.zeros(1)) == 0.25
    said = choose("sigmoid", 0).says()
    assert "sigmoid(0) = 0.5. Slope: a·(1 − a) = 0.25; ten layers with this slope leave 9.537e−07" in said
    assert "σ′ ≤ 1/4" in said


@pytest.mark.parametrize(
    ("name", "z", "part"),
    [
        ("relu", 0, "At the kink any slope from 0 to 1"),
        ("relu", -0.25, "Shut"),
        ("relu", 0.25, "Open"),
        ("tanh", 2, "1 − a² = 0.07065"),
        ("gaussian", -1, "Slope: −z·a = 0.6065"),
        ("step", -1, "Slope: 0; ten"),
        ("linear", 3, "linear(3) = 3. Slope: 1; ten layers with this slope leave 1 of"),
    ],
)
def test_what_it_says(name, z, part):
    assert part in choose(name, z).says()


def test_the_picture_marks_z_on_both_curves():
    lines = choose("sigmoid", 3).picture(60, 12).plain.split("\n")[:-1]
    [o], [x] = ([line.index(sign) for line in lines if sign in line] for sign in "ox")
    assert o == x == round(3 + 3 / 4 * 54)
    assert lines[1].startswith("1┤") or lines[2].startswith("1┤")


def test_keys_choose_the_next_function_and_go_to_zero():
    figure = Explorer()
    for action in figure.actions:
        action.run()
    assert figure.says().startswith("tanh(0) = 0.")
