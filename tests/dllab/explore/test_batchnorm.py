"""Batch normalisation: the lesson's numbers, and what running statistics come to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dllab.explore import channels
from dllab.explore.batchnorm import Explorer


def press(figure, key, times=1):
    for _ in range(times):
        next(action for action in figure.actions if action.key == key).run()


def put(figure, **texts):
    for name, text in texts.items():
        assert next(field for field in figure.fields if field.name == name).type(text) == ""
    return figure


def test_it_begins_with_the_lessons_batch():
    figure = Explorer()
    assert figure.x.tolist() == [[1, 10], [1, 30], [3, 10], [3, 30]]
    np.testing.assert_allclose(figure.out, [[-1, -1.5], [-1, -0.5], [3, -1.5], [3, -0.5]], atol=1e-4)
    np.testing.assert_allclose(figure.running, [[0.2, 2], [1, 10.9]])


def test_the_same_row_alone_in_test_is_the_lessons():
    figure = put(Explorer(), mode="test", rows="1")
    np.testing.assert_allclose(figure.out, [[2.6, 0.2116]], atol=1e-4)
    assert "normalised: (1 − 0.2)/√(1 + ε) = 0.8; then times γ, plus β: 2·0.8 + 1 = 2.6." in figure.says()


@given(st.integers(1, 300), st.sampled_from([2, 4, 16, 64]))
def test_a_batch_is_normalised_to_mean_0_and_variance_1(number, rows):
    x = channels.batch(number, rows)
    done = channels.normalised(x, channels.measured(x))
    np.testing.assert_allclose(done.mean(axis=0), 0, atol=1e-9)
    spread = x.var(axis=0)
    np.testing.assert_allclose(done.var(axis=0), spread / (spread + 1e-5))


@pytest.mark.parametrize("number", [0, 5])
def test_more_rows_leave_the_first_ones(number):
    np.testing.assert_array_equal(channels.batch(number, 64)[:2], channels.batch(number, 2))


def test_in_test_a_row_is_the_same_alone_and_in_company():
    figure = put(Explorer(), mode="test")
    alone, company = (put(figure, rows=rows).out[0].tolist() for rows in ("1", "64"))
    assert alone == company


def test_in_training_a_row_alone_comes_out_as_beta():
    figure = put(Explorer(), rows="1")
    press(figure, "space", 3)
    assert figure.out.tolist() == [[1, -1]]
    assert "so β comes out, whatever x was" in figure.says()


def test_running_statistics_are_what_the_formula_makes_of_all_batches():
    figure = put(Explorer(), rows="16", momentum="0.8")
    press(figure, "0")
    press(figure, "s")
    press(figure, "space", 2)
    batches = [channels.batch(number, 16) for number in range(1, 13)]
    shares = 0.2 * 0.8 ** np.arange(11, -1, -1)
    mean = sum(share * batch.mean(axis=0) for share, batch in zip(shares, batches, strict=True))
    variance = 0.8**12 + sum(share * batch.var(axis=0) for share, batch in zip(shares, batches, strict=True))
    np.testing.assert_allclose(figure.running, [mean, variance])


def test_running_means_approach_the_true_ones():
    figure = put(Explorer(), rows="64", momentum="0.9")
    press(figure, "s", 10)
    np.testing.assert_allclose(figure.running.mean, channels.MEANS, rtol=0.1)
    np.testing.assert_allclose(figure.running.variance, channels.DEVIATIONS**2, rtol=0.15)


def test_in_test_nothing_is_learnt():
    figure = put(Explorer(), mode="test")
    before = figure.running
    press(figure, "space", 4)
    assert figure.running is before
    assert "0.9 is left after 1 training step." in figure.says()


def test_the_picture_marks_what_is_in_use():
    figure = Explorer()
    assert "▸mean              2      20" in figure.picture(60, 10).plain
    put(figure, mode="test")
    drawn = figure.picture(60, 10).plain
    assert "▸running mean    0.2       2" in drawn
    assert "▸running var.      1    10.9" in drawn
    assert drawn.count("▸") == 2


def test_a_dot_walks_to_the_true_mean():
    figure = put(Explorer(), rows="64")
    places = []
    for _ in range(3):
        places.append(figure.picture(78, 10).plain.split("\n")[-1].index("●"))
        press(figure, "s")
    assert places[0] < places[1] <= places[2] + 1
