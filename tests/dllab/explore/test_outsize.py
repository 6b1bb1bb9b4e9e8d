"""The size of a map: against counting places, and what is left over."""

from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dllab.explore.outsize import Explorer
from dllab.explore.places import Axis

AXES = st.builds(Axis, st.integers(1, 40), st.integers(1, 11), st.integers(0, 8), st.integers(1, 6))


def choose(*numbers):
    figure = Explorer()
    for field, value in zip(figure.fields, numbers, strict=True):
        assert field.type(str(value)) == ""
    return figure


@given(AXES)
def test_places_and_leftovers_are_what_counting_finds(axis):
    cells = list(range(axis.length))
    starts = list(takewhile(lambda start: start + axis.window <= len(cells), range(0, 999, axis.stride)))
    assert list(axis.starts) == starts
    reached = starts[-1] + axis.window if starts else 0
    assert list(axis.left_over) == cells[reached:]
    if starts:
        assert int(axis.size) == len(starts)
        assert (axis.size == len(starts)) == (not axis.left_over)


@pytest.mark.parametrize(
    ("numbers", "size"),
    [
        ((28, 3, 0, 1), 26),
        ((26, 2, 0, 2), 13),
        ((5, 3, 0, 1), 3),
        ((7, 3, 1, 2), 4),
        ((224, 11, 0, 4), 54.25),
    ],
)
def test_the_lessons_numbers(numbers, size):
    assert Axis(*numbers).size == size


def test_it_begins_as_the_lessons_drawing():
    figure = Explorer()
    assert figure.picture(60, 10).plain.split("\n") == [
        "     0  1  2  3  4  5  6  7  0 ",
        "  1 └──────┘",
        "  2       └──────┘",
        "  3             └──────┘",
        "  4                   └──────┘",
        " (W + 2P − F)/S + 1 = (7 + 2·1 − 3)/2 + 1 = 4",
    ]
    assert "7 + 2·1 − 3 = 6 cells: 3 steps of 2, and the place before them: 4." in figure.says()


def test_a_fraction_is_a_value_error_and_leaves_cells_over():
    figure = choose(8, 3, 1, 2)
    said = figure.says()
    assert "no multiple of 2: 4.5 places. out_size raises a ValueError; rounded down: 4 places" in said
    assert "1 cell left over" in said
    lines = figure.picture(60, 10).plain.split("\n")
    assert lines[-2].index("×") == lines[0].rindex("0")


def test_a_window_that_does_not_fit():
    said = choose(3, 11, 0, 1).says()
    assert said.startswith("A window of 11 does not fit on 3 + 2·0 = 3 cells")


@pytest.mark.parametrize("window", [1, 3, 5, 11])
def test_a_key_finds_the_padding_that_keeps_the_size(window):
    figure = choose(20, window, 0, 2)
    figure.actions[0].run()
    assert figure.axis == Axis(20, window, (window - 1) // 2, 1)
    assert "The size is kept. P = (F − 1)/2 does that." in figure.says()


def test_an_even_window_cannot_keep_it():
    figure = choose(20, 4, 1, 1)
    figure.actions[0].run()
    assert figure.axis == Axis(20, 4, 1, 1)
    assert "no equal padding keeps the size" in figure.says()


@given(AXES, st.integers(60, 150), st.integers(10, 40))
def test_brackets_stand_below_the_cells_of_the_window(axis, width, height):
    lines = choose(*axis).picture(width, height).plain.split("\n")
    brackets = [line for line in lines[1:-1] if line[1:4].strip().isdecimal() and "×" not in line]
    if not axis.starts:
        assert not brackets
        return
    assert int(brackets[0][:4]) == 1
    assert int(brackets[-1][:4]) == len(axis.starts)
    assert ("⋮" in "".join(lines)) == (len(brackets) < len(axis.starts))
    scale = (len(lines[0]) - 4) // axis.length
    for line in brackets:
        start = axis.starts[int(line[:4]) - 1]
        assert len(line) - len(line[4:].lstrip()) == 4 + start * scale
        assert len(line) == 4 + (start + axis.window) * scale - (scale > 1)
