"""Charts: what is drawn where, on any terminal, and what numbers stand beside it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dllab import plot
from dllab.plot import Axis, Series

UNIT = Axis(0, 1, [(0, "0"), (1, "1")])


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    """One that has Braille."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def lines(*series, x=UNIT, y=UNIT, width=30, height=10):
    return plot.chart(series, x, y, width, height).plain.split("\n")


def inside(drawn):
    """What is within the frame."""
    return [line[2:-1] for line in drawn[1:-2]]


def test_a_chart_has_the_size_asked_for_and_its_numbers():
    drawn = lines(Series([(0, 0), (1, 1)]))
    assert [len(line) for line in drawn] == [30] * 10
    assert drawn[1].startswith("1┤")
    assert drawn[-3].startswith("0┤")
    assert drawn[-1].split() == ["0", "1"]
    assert plot.canvas(UNIT, 30, 10) == (len(inside(drawn)[0]), len(inside(drawn)))


def test_points_stand_where_they_belong_and_the_last_series_on_top():
    corners = Series([(0, 0), (1, 1)], marker="o", joined=False)
    canvas = inside(lines(corners, Series([(1, 1)], marker="x", joined=False)))
    assert canvas[0].strip() == "x"
    assert canvas[0].endswith("x")
    assert canvas[-1].strip() == "o"
    assert canvas[-1].startswith("o")


def test_a_line_joins_its_points():
    joined = inside(lines(Series([(0, 0.5), (1, 0.5)], marker="#")))
    assert any(set(line) == {"#"} for line in joined)


def test_what_is_not_finite_is_left_out():
    series = Series([(0, math.nan), (math.inf, 0), (0.5, 0.5)], marker="o", joined=False)
    assert "".join(inside(lines(series))).count("o") == 1


def test_a_curve_that_runs_away_is_cut_off_on_its_way():
    canvas = inside(lines(Series([(0, 0), (0.5, 1e300), (1, 0)], marker="#")))
    assert canvas[0].strip()
    assert canvas[-1].startswith("#")
    assert canvas[-1].endswith("#")
    # A straight way up: the middle of the picture is passed at its side.
    assert canvas[len(canvas) // 2][5:-5].strip() == ""


@pytest.mark.parametrize("start", [(0.5, 0.5), (0.5, 2.0), (-1.0, -1.0)])
@pytest.mark.parametrize("end", [(0.5, 1e300), (-1e300, 1e300), (1e308, 0.5), (2.1, 2.1)])
def test_no_line_is_drawn_further_than_one_picture_beyond(start, end):
    near = plot._within(Series([start, end, start]), UNIT, UNIT)
    assert near[0] == start
    assert len(near) == 4
    assert all(-1 <= value <= 2 for point in near for value in point)


def test_points_outside_the_axes_are_not_drawn():
    assert "".join(inside(lines(Series([(2, 0.5), (0.5, -1)], marker="o", joined=False)))).strip() == ""


@pytest.mark.parametrize("variables", [{"TERM": "linux"}, {"TERM": "dumb"}, {"LC_ALL": "C"}])
def test_a_terminal_without_braille_gets_stars(monkeypatch, variables):
    series = Series([(0, 0), (1, 1)], name="curve")
    assert "⠒" in plot.legend([series]).plain
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    drawn = "".join(inside(lines(series)))
    assert set(drawn) == {"*", " "}
    assert plot.legend([series]).plain == "* curve"


def test_axes_have_the_terminals_own_ink():
    styles = {str(span.style) for span in plot.chart([], UNIT, UNIT, 30, 10).spans}
    assert styles <= {"none"}
    drawn = plot.chart([Series([(0, 0), (1, 1)], "default")], UNIT, UNIT, 30, 10)
    assert {str(span.style) for span in drawn.spans} <= {"none"}


def test_the_legend_names_what_has_a_name():
    series = [Series([], name="net"), Series([]), Series([], "green", "o", joined=False, name="data")]
    assert plot.legend(series).plain == "⠒⠒ net  o data"


@pytest.mark.parametrize(
    ("low", "high", "most", "labels"),
    [
        (0, 1, 5, ["0", "0.5", "1"]),
        (-3, 3, 7, ["−3", "−2", "−1", "0", "1", "2", "3"]),
        (90, 310, 5, ["100", "200", "300"]),
        (-0.05, 0.05, 3, ["−0.05", "0", "0.05"]),
    ],
)
def test_round_numbers_on_an_axis(low, high, most, labels):
    assert [label for _, label in plot.axis(low, high, most).ticks] == labels


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 12))
def test_an_axis_has_as_many_numbers_as_asked_for_at_the_most(low, span, most):
    found = plot.axis(low, low + span, most)
    assert len(found.ticks) <= most
    assert all(low - 1e-6 * span <= at <= low + span * (1 + 1e-6) for at, _ in found.ticks)


NUMBERS = st.floats() | st.floats(-2, 2)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(NUMBERS, NUMBERS), max_size=30),
    st.booleans(),
    st.integers(12, 90),
    st.integers(5, 30),
)
def test_whatever_the_points_are_the_chart_is_drawn(points, joined, width, height):
    drawn = lines(Series(points, joined=joined), width=width, height=height)
    assert [len(line) for line in drawn] == [width] * height
