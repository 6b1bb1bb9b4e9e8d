"""What is left of a gradient: against finite differences, and what is known of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dllab.explore import deep
from dllab.explore.bars import log_bars
from dllab.explore.vanishing import Explorer, verdict


def ratio(activation, start, depth=10, width=64, seed=0):
    """The norm in the first layer by that in the last."""
    norms = deep.arrives(depth, activation, start, width, seed).norms
    return norms[0] / norms[-1]


@pytest.mark.parametrize("activation", deep.ACTIVATIONS)
def test_gradients_agree_with_finite_differences(activation):
    rng = np.random.default_rng(3)
    network = deep.draw(3, 0.7, 5, rng)
    act = deep.ACTIVATIONS[activation]
    gradients, _ = deep.backward(network, act)
    step = 1e-6
    for layer, z in enumerate(deep.forward(network, act)[0]):
        for at in [(0, 0), (4, 2), (31, 4)]:
            nudge = np.zeros_like(z)
            nudge[at] = step
            measured = (loss(network, act, layer, z + nudge) - loss(network, act, layer, z - nudge)) / (
                2 * step
            )
            assert gradients[layer][at] == pytest.approx(measured, rel=1e-5, abs=1e-8)


def loss(network, act, layer, z):
    """What the upstream gradient is the gradient of, from one layer's pre-activations on."""
    out = act.apply(z)
    for weights in network.weights[layer + 1 :]:
        out = act.apply(out @ weights)
    return (network.upstream * out).sum()


@pytest.mark.parametrize("activation", deep.ACTIVATIONS)
def test_slopes_agree_with_finite_differences(activation):
    z = np.array([-30.0, -2.0, -0.3, 0.4, 1.7, 40.0])
    act = deep.ACTIVATIONS[activation]
    measured = (act.apply(z + 1e-6) - act.apply(z - 1e-6)) / 2e-6
    np.testing.assert_allclose(act.slope(z), measured, atol=1e-8)


@pytest.mark.parametrize(
    ("activation", "start", "low", "high"),
    [
        ("logistic", "Xavier", 1.3e-6, 3e-6),  # the course's bounds, from 200 draws
        ("logistic", "He", 1.8e-5, 4.5e-5),
        ("ReLU", "He", 0.5, 2.2),
        ("ReLU", "Xavier", 0.02, 0.1),
        ("tanh", "Xavier", 0.1, 1.5),
        ("logistic", "small", 0, 1e-14),
        ("tanh", "small", 0, 1e-8),
        ("tanh", "large", 10, 1e9),
        ("ReLU", "large", 1e5, 1e10),
    ],
)
def test_known_facts(activation, start, low, high):
    for seed in range(5):
        assert low <= ratio(activation, start, seed=seed) <= high


def test_the_slope_of_a_logistic_unit_is_a_quarter_at_most():
    for start in deep.DEVIATIONS:
        assert 0 < deep.arrives(10, "logistic", start, 16, 0).slope <= 0.25


def test_a_seed_is_a_draw():
    once = deep.arrives(10, "tanh", "He", 16, 5).norms
    deep.arrives.cache_clear()
    np.testing.assert_array_equal(deep.arrives(10, "tanh", "He", 16, 5).norms, once)
    assert not np.array_equal(deep.arrives(10, "tanh", "He", 16, 6).norms, once)


def test_a_new_draw_is_another_one_and_reproducible():
    figures = Explorer(), Explorer()
    first = figures[0].says()
    for figure in figures:
        figure.actions[0].run()
    assert figures[0].says() == figures[1].says() != first


def choose(depth, activation, start, width="64"):
    figure = Explorer()
    for field, text in zip(figure.fields, (str(depth), activation, start, width), strict=True):
        assert field.type(text) == ""
    return figure


def test_it_says_vanishes_with_numbers():
    said = choose(10, "logistic", "Xavier").says()
    assert "vanishes (less than 1/10 is left), times 0.2336 a layer" in said
    assert "(1/4)^10 = 9.537e−07" in said


def test_it_says_keeps_and_explodes():
    assert "keeps its size (within a factor of 10)" in choose(50, "ReLU", "He").says()
    assert "explodes (more than 10 times as much)" in choose(20, "tanh", "large").says()
    assert [verdict(ratio).split()[0] for ratio in (0.099, 0.1, 10, 10.1)] == [
        "vanishes",
        "keeps",
        "keeps",
        "explodes",
    ]


def test_one_layer_has_nothing_to_compare():
    assert choose(1, "tanh", "He").says().startswith("One layer: the gradient's norm is ")


def test_a_network_of_shut_units_is_said_to_be_one():
    figure = choose(50, "ReLU", "small", "4")
    while figure.backward.norms[0] > 0:
        figure.actions[0].run()
    assert "it is gone" in figure.says()
    assert "1e" in figure.picture(60, 10).plain


def test_the_depth_is_a_whole_number():
    figure = Explorer()
    assert figure.fields[0].type("3.6") == ""
    assert figure.fields[0].shown == "4"


@settings(deadline=None)
@given(
    st.integers(1, 50),
    st.sampled_from(list(deep.ACTIVATIONS)),
    st.sampled_from(list(deep.DEVIATIONS)),
    st.sampled_from(["4", "16"]),
    st.integers(60, 140),
    st.integers(10, 40),
)
def test_the_picture_fits(depth, activation, start, units, width, height):
    figure = choose(depth, activation, start, units)
    text = figure.picture(width, height)
    lines = text.plain.split("\n")
    assert text == figure.picture(width, height)
    assert len(lines) == height
    assert max(map(len, lines)) <= width
    assert lines[1][6] in "│┤"
    assert lines[-1].split()[0] == "1"
    assert "nan" not in figure.says()


def test_bars_are_as_high_as_their_logarithms():
    lines = log_bars([1e-3, 1e-2, 1e-1, 0], 60, 10).plain.split("\n")
    columns = [7 + 13 * n for n in range(4)]
    heights = [sum((line[at] == "█") + (line[at] == "▄") / 2 for line in lines) for at in columns]
    assert heights == [0.5, 2.5, 5.5, 0]
    assert [line[:7].strip() for line in lines if "┤" in line] == ["1e−1┤", "1e−2┤", "1e−3┤"]
