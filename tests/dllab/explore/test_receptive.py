"""The receptive field: against what a gradient reaches, and the lesson's numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dllab.explore.cone import Layer, cone, grow
from dllab.explore.receptive import Explorer

LAYERS = st.lists(st.builds(Layer, st.integers(1, 5), st.integers(1, 2)), min_size=1, max_size=4)


def choose(layers):
    figure = Explorer()
    assert figure.fields[0].type(str(len(layers))) == ""
    for n, layer in enumerate(layers, 1):
        for name, value in ((f"F{n}", layer[0]), (f"S{n}", layer[1])):
            assert next(field for field in figure.fields if field.name == name).type(str(value)) == ""
    return figure


def reached(layers):
    """Which input cells move the last layer's first number, by a one that walks back; and their span."""
    gradient = np.ones(1)
    for kernel, stride in reversed(layers):
        below = np.zeros((len(gradient) - 1) * stride + kernel)
        for place, value in enumerate(gradient):
            below[place * stride : place * stride + kernel] += value
        gradient = below
    return np.flatnonzero(gradient).tolist(), len(gradient)


@pytest.mark.parametrize(
    ("layers", "field"),
    [([(3, 1)] * 2, 5), ([(3, 1)] * 3, 7), ([(3, 1), (2, 2), (3, 1)], 8), ([(1, 1)], 1)],
)
def test_the_lessons_numbers(layers, field):
    figure = choose(layers)
    assert cone(figure.layers)[-1].field == field
    assert f"One number of layer {len(layers)} sees {field} input cell" in figure.says()


@settings(deadline=None)
@given(LAYERS)
def test_the_cone_is_what_a_gradient_reaches(layers):
    levels = cone(layers)
    assert (list(levels[0].used), levels[-1].field) == reached(layers)
    assert levels[-1].used == (0,)
    for n, level in enumerate(levels):
        assert (level.field, level.apart) == grow(layers)[n]
        assert level.field == reached(layers[:n])[1]
        assert np.mean(level.centres()) == pytest.approx((levels[-1].field - 1) / 2)


def test_it_says_the_formula_step_by_step():
    said = Explorer().says()
    assert "1 + (3 − 1)·1 = 3, 3 + (2 − 1)·1 = 4, 4 + (3 − 1)·2 = 8." in said
    assert "its neighbour sees as many, 2 cells on." in said


def test_it_compares_weights_where_all_layers_are_3_by_3():
    assert choose([(3, 1)] * 3).says().endswith("Weights: 3·9 = 27; one 7×7 layer: 49.")


def test_gaps_are_told():
    assert choose([(1, 2), (2, 1)]).says().endswith("A stride above F leaves gaps.")


def test_there_are_fields_for_as_many_layers_as_there_are():
    figure = Explorer()
    figure.actions[0].run()
    assert [field.name for field in figure.fields] == [
        "layers",
        "F1",
        "F2",
        "F3",
        "F4",
        "S1",
        "S2",
        "S3",
        "S4",
    ]
    figure.actions[1].run()
    figure.actions[1].run()
    assert [field.name for field in figure.fields] == ["layers", "F1", "F2", "S1", "S2"]
    assert (figure.columns, figure.in_columns) == (2, 4)


def test_the_picture_widens_towards_the_input():
    lines = Explorer().picture(60, 10).plain.split("\n")
    assert [line.count("●") + line.count("■") for line in lines] == [1, 0, 3, 0, 6, 0, 8]
    assert lines[-1].startswith(" input: 8 seen")
    assert all("╱" in line and "╲" in line for line in lines[1::2])
    assert " layer 2: F 2, S 2 " in lines[2]
