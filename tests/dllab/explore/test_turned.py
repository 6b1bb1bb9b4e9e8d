"""All figures, turned at random and to their limits: every state has a picture that fits, and a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from dllab.explore import FIGURES, Page, figure

TURNS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from([-1000, -10, -1, 1, 10, 1000])), max_size=8)
KEYS = st.lists(st.integers(0, 9), max_size=6)

every_figure = pytest.mark.parametrize("name", FIGURES)


def check(made, width, height):
    """Its picture keeps to its size and is the same again; what it says has no holes."""
    picture = made.picture(width, height)
    lines = picture.split("\n")
    assert picture == made.picture(width, height)
    assert len(lines) <= height
    assert max(line.cell_len for line in lines) <= width
    said = made.says()
    # The lab compares line with line, column by column.
    assert all(cell_len(sign) == 1 for sign in picture.plain.replace("\n", "") + said + made.about)
    assert said == " ".join(said.split())
    assert said[-1] in ".?"
    assert "nan" not in said


@every_figure
@settings(deadline=None, max_examples=40)
@given(turns=TURNS, keys=KEYS, width=st.integers(60, 150), height=st.integers(10, 40))
def test_any_state_has_a_picture_that_fits(name, turns, keys, width, height):
    made = figure(name)
    for which, by in turns:
        made.fields[which % len(made.fields)].turn(by)
    for key in keys if made.actions else ():
        made.actions[key % len(made.actions)].run()
    check(made, width, height)


@every_figure
@settings(deadline=None, max_examples=40)
@given(turns=TURNS)
def test_in_any_state_a_lab_of_80_by_24_has_room_for_the_picture(name, turns):
    made = figure(name)
    page = Page(made)
    for which, by in turns:
        made.fields[which % len(made.fields)].turn(by)
        assert not any("the picture needs" in line.plain for line in page.lines(80, 17))


@every_figure
@pytest.mark.parametrize("by", [-1000, 1000])
def test_every_field_goes_to_its_limits(name, by):
    for which in range(len(figure(name).fields)):
        made = figure(name)
        made.fields[which].turn(by)
        check(made, 60, 10)
    made = figure(name)
    which = 0
    while which < len(made.fields):  # one that is turned may bring others
        made.fields[which].turn(by)
        which += 1
    check(made, 60, 10)
