"""Dropout: masks, their mean, and the three ways to scale."""

import numpy as np
import pytest

from dllab.explore import masks
from dllab.explore.dropout import MOST_DRAWS, Explorer
from dllab.explore.masks import SCALINGS, Dropout, X


def press(figure, key, times=1):
    for _ in range(times):
        next(action for action in figure.actions if action.key == key).run()


def choose(p, mode="train", scale="in training"):
    figure = Explorer()
    for field, text in zip(figure.fields, (str(p), mode, scale), strict=True):
        assert field.type(text) == ""
    return figure


def test_the_lessons_row():
    draws, x = np.array([0.63, 0.11, 0.35, 0.92]), np.array([2.0, 4, 6, 8])
    assert (x * Dropout(0.2, masks.TRAINING).masks(draws)).tolist() == [2.5, 0, 7.5, 10]


@pytest.mark.parametrize("p", [0, 0.2, 0.5, 0.7, 0.95])
@pytest.mark.parametrize("scale", SCALINGS)
def test_the_mean_over_many_draws_is_the_expected_one(p, scale):
    figure = choose(p, scale=scale)
    press(figure, "s", 101)
    assert len(figure.masks) == MOST_DRAWS
    expected = X if scale == "in training" else (1 - p) * X
    np.testing.assert_allclose(figure.mean, expected, rtol=0.15)
    assert (figure.masks == 0).mean() == pytest.approx(p, abs=0.01)
    same = scale != "never" or p == 0
    assert ("The same, on average" in figure.says()) == same
    assert ("Not the same" in figure.says()) == (not same)


def test_unscaled_training_is_said_to_be_a_mistake():
    said = choose(0.5, scale="never").says()
    assert "in test it gets 2 times what it was trained on" in said


def test_in_test_nothing_is_random():
    figure = choose(0.2, "test")
    before = figure.out.tolist()
    press(figure, "space", 5)
    assert figure.out.tolist() == before == X.tolist()
    assert "the same row gives the same answer" in figure.says()
    assert choose(0.2, "test", "in test").out.tolist() == pytest.approx((0.8 * X).tolist())


def test_survivors_are_counted_and_scaled():
    figure = choose(0.2)
    survivors = int((figure.out > 0).sum())
    assert f"{survivors} of 8 units speak, each times 1.25." in figure.says()
    assert figure.out[figure.out > 0].tolist() == (1.25 * X[figure.out > 0]).tolist()
    drawn = figure.picture(60, 10).plain
    assert (drawn.count("keep"), drawn.count("drop")) == (survivors, 8 - survivors)


def test_draws_add_up_and_begin_anew():
    figure = choose(0.5)
    first = figure.says()
    press(figure, "space")
    assert "2 draws" in figure.says()
    np.testing.assert_array_equal(masks.draws(2)[:1], masks.draws(1))
    press(figure, "0")
    assert figure.says() == first


def test_bars_are_as_long_as_their_sums():
    figure = choose(0.5, scale="never")
    press(figure, "s", 100)
    bars = [line.count("█") for line in figure.picture(100, 12).plain.split("\n")[-2:]]
    assert bars == [pytest.approx(bars[1] / 2, abs=2), 100 - 22]
