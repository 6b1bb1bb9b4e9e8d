"""Pooling backward: against finite differences, and the lesson's numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dllab.explore import pooling
from dllab.explore.poolback import Explorer
from dllab.explore.pooling import INPUTS, RULES


def press(figure, key, times=1):
    for _ in range(times):
        next(action for action in figure.actions if action.key == key).run()


def choose(input="lesson", window="2×2", stride="2", rule="first max"):
    figure = Explorer()
    for field, text in zip(figure.fields, (input, window, stride, rule), strict=False):
        assert field.type(text) == ""
    return figure


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from([2, 3]), st.integers(1, 3), st.sampled_from(list(RULES)))
def test_gradients_agree_with_finite_differences(seed, side, stride, rule):
    rng = np.random.default_rng(seed)
    x = rng.permutation(20).reshape(4, 5).astype(float)  # no ties
    upstream = rng.normal(size=pooling.size(x, side, stride))
    dx = pooling.backward(x, upstream, side, stride, rule)
    for at in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[at] = 1e-3
        high, low = (pooling.forward(x + sign * nudge, side, stride, rule) for sign in (1, -1))
        assert dx[at] == pytest.approx(((high - low) * upstream).sum() / 2e-3, abs=1e-9)


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("rule", ["first max", "shared max", "average"])
@pytest.mark.parametrize(("side", "stride"), [(2, 1), (2, 2), (3, 1), (3, 2)])
def test_dx_sums_to_the_errors(name, rule, side, stride):
    upstream = np.random.default_rng(1).normal(size=pooling.size(INPUTS[name], side, stride))
    dx = pooling.backward(INPUTS[name], upstream, side, stride, rule)
    assert dx.sum() == pytest.approx(upstream.sum())


def test_the_lessons_drawing():
    figure = choose()
    press(figure, "a")
    assert figure.so_far.tolist() == [[1, 0, 0, 2], [0, 0, 0, 0], [0, 3, 4, 0], [0, 0, 0, 0]]
    figure = choose(rule="average")
    press(figure, "a")
    assert figure.so_far[0].tolist() == [0.25, 0.25, 0.5, 0.5]
    assert figure.so_far[2].tolist() == [0.75, 0.75, 1, 1]
    assert "each of 4 cells gets a part, 4/4 = 1." in figure.says()
    assert pooling.forward(figure.x, 2, 2, "average").tolist() == [[13, 8], [79, 19.5]]


def test_overlapping_windows_add_up_as_in_the_lesson():
    figure = choose("map of the 7", stride="1")
    for field, error in zip(figure.fields[4:], (2, 1, 3, 5, 4, 6), strict=True):
        field.set(error)
    press(figure, "a")
    assert (figure.so_far[1, 1], figure.so_far[2, 1]) == (3, 9)
    assert figure.so_far[1, 2] + figure.so_far[2, 2] == 9
    assert "2 cells tie at 4: the first gets all of it." in figure.says()
    assert "dx sums to 21, as the errors do." in figure.says()


def test_dx_fills_window_by_window():
    figure = choose()
    assert figure.so_far.sum() == 1
    press(figure, "space")
    assert figure.so_far.sum() == 3
    press(figure, "space", 3)
    assert figure.so_far.sum() == 1
    press(figure, "space")
    press(figure, "0")
    assert "Error 1 of window 1: 20 won, and gets all of it; the other 3 get 0." in figure.says()


def test_ties_are_shared_or_counted_too_often():
    figure = choose("all alike", rule="shared max")
    assert "4 cells tie at 1: each gets 0.25." in figure.says()
    assert figure.fields[3].type("every") == ""
    press(figure, "a")
    assert "each gets 4, in full. dx sums to 40, the errors to 10" in figure.says()


def test_cells_that_several_windows_hold_are_counted():
    figure = choose("lesson", stride="1")
    assert "several" not in figure.says()
    press(figure, "space")
    assert "2 cells in several windows so far" in figure.says()


def test_there_is_an_error_for_each_window():
    figure = choose("map of the 7", "3×3", "1")
    assert [field.name for field in figure.fields[4:]] == ["e[0,0]", "e[0,1]"]
    assert (figure.columns, figure.in_columns) == (2, 2)
    figure.fields[4].set(-2.4)
    assert figure.upstream.tolist() == [[-2, 2]]


def test_the_picture_marks_the_window_everywhere():
    figure = choose("map of the 7", stride="1")
    press(figure, "space")
    lines = figure.picture(60, 10).plain.split("\n")
    assert lines[1].startswith("  3[ 7  3]−1    17[17] 4")
    assert lines[-1] == " window 2 of 6"
    assert lines[4].strip().startswith("1[2]3")


@pytest.mark.parametrize("input", range(len(INPUTS)))
@pytest.mark.parametrize("rule", range(len(RULES)))
def test_parts_of_large_errors_fit_into_sixty_columns(input, rule):
    made = Explorer()
    made.fields[0].turn(input)
    made.fields[2].turn(-1)  # windows overlap
    made.fields[3].turn(rule)
    for number, field in enumerate(made.fields[4:]):
        field.turn(-1000)
        field.turn(number % 2)
    for _ in made.fields[4:]:
        assert max(line.cell_len for line in made.picture(60, 12).split("\n")) <= 60
        press(made, "space")
