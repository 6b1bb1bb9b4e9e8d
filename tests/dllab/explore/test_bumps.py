"""Bumps: what units add up to, heights by least squares, and which fields there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dllab.explore import figure, stacks
from dllab.explore.elementwise import sigmoid

X = np.linspace(-5, 5, 201)


@pytest.fixture
def net():
    return figure("bumps")


def press(net, key):
    {action.key: action.run for action in net.actions}[key]()


def says(net):
    """The error that is told."""
    return float(net.says().split("(RMSE) ")[1].split(";")[0])


def names(net):
    return [field.name for field in net.fields]


def test_a_network_is_a_sum_over_its_units():
    x = np.array([-1.0, 0.0, 3.0])
    expected = 0.5 + 2 * sigmoid(4 * (x - 1)) - 3 * sigmoid(4 * (x + 2))
    assert stacks.network(x, [1, -2], [2, -3], 0.5, 4) == pytest.approx(expected)
    bent = 0.5 + 2 * np.array([0, 0, 2.0]) - 3 * np.array([1.0, 2.0, 5.0])
    assert stacks.network(x, [1, -2], [2, -3], 0.5, None).tolist() == bent.tolist()


@given(st.floats(1, 50))
def test_one_up_and_one_down_make_a_bump(steepness):
    inside, outside = stacks.network(
        np.array([0.0, -50.0]), [-6 / steepness, 6 / steepness], [1, -1], 0, steepness
    )
    assert inside > 0.99
    assert outside < 0.01


def test_the_shapes():
    assert stacks.bump(np.array([-2.1, -2, 0, 2, 2.1])).tolist() == [0, 1, 1, 1, 0]
    assert stacks.rise(np.array([0.9, 1, 5])).tolist() == [0, 1, 1]
    assert stacks.two_bumps(np.array([-4.1, -3, -1.9, 1, 2, 3.1])).tolist() == [0, 1, 0, 0.5, 0.5, 0]


@given(
    st.lists(st.floats(-4, 4), min_size=1, max_size=6, unique_by=lambda place: round(place, 1)),
    st.sampled_from([None, 2.0, 8.0]),
    st.floats(-3, 3),
)
def test_no_heights_are_better_than_the_best(places, steepness, change):
    goal = np.sin(X)
    heights, base = stacks.best(X, goal, places, steepness)
    least = stacks.rmse(stacks.network(X, places, heights, base, steepness), goal)
    assert least <= goal.std() + 1e-9
    heights[0] += change
    assert stacks.rmse(stacks.network(X, places, heights, base, steepness), goal) >= least - 1e-9


def test_least_squares_recover_a_network_of_their_own_kind():
    goal = stacks.network(X, [-1, 2], [1.5, -0.5], 0.25, 6)
    heights, base = stacks.best(X, goal, [-1, 2], 6)
    assert [*heights, base] == pytest.approx([1.5, -0.5, 0.25])


def test_it_begins_with_a_bump_of_two(net):
    assert says(net) < 0.15
    assert "Unit 1 of 2 steps up by 1 at x = −2: 1·σ(5·(x + 2))" in net.says()
    net.steepness.set(50)
    assert says(net) < 0.06


def test_new_units_add_nothing_until_they_are_turned(net):
    before = says(net)
    net.count.type("12")
    assert says(net) == before
    net.which.type("3")
    assert "adds nothing" in net.says()


def test_more_units_come_closer_to_the_sine(net):
    net.shape.type("sine")
    errors = []
    for count in ("2", "4", "6", "12"):
        net.count.type(count)
        press(net, "p")
        press(net, "f")
        errors.append(says(net))
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.03


def test_the_fields_are_those_of_the_chosen_unit(net):
    one, two = (net.units["logistic"][n].place for n in range(2))
    assert net.fields[4] is one
    press(net, "space")
    assert net.fields[4] is two
    assert "Unit 2 of 2 steps down" in net.says()


def test_a_unit_that_is_no_more_is_not_chosen(net):
    net.which.turn(1)
    net.count.type("1")
    assert net.which.value == "1"
    assert net.which.options == ["1"]
    assert net.fields[4] is net.units["logistic"][0].place


def test_relus_have_no_steepness_and_numbers_of_their_own(net):
    logistic = names(net)
    net.kind.type("ReLU")
    assert [name for name in logistic if name not in names(net)] == ["steepness"]
    net.fields[5].set(7)
    net.kind.type("logistic")
    assert net.fields[5].value == 1


def test_four_relus_make_the_bump(net):
    net.kind.type("ReLU")
    net.count.type("4")
    assert says(net) < 0.3
    assert "bends the line up by 1 at x = −3: 1·ReLU(x + 3)" in net.says()


def test_spread_units_share_the_axis(net):
    net.count.type("4")
    press(net, "p")
    assert [unit.place.value for unit in net.units["logistic"][:4]] == [-3.75, -1.25, 1.25, 3.75]


def test_the_picture_is_read_without_colours(net):
    net.shape.type("sine")
    text = net.picture(80, 14).plain
    assert text.split("\n")[-1] == ". target  + unit 1  ⠒⠒ network"
    canvas = "\n".join(text.split("\n")[:-3])
    assert {".", "+"} <= set(canvas)
