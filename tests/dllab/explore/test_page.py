"""What all figures have in common: fields, the page of the lab, and the plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dllab.explore import FIGURES, Choice, Number, Page, as_text, figure
from dllab.explore.page import fields

SHARED = {"up", "down", "left", "right", "shift+left", "shift+right", "pageup", "pagedown", "enter", "tab"}
LETTERS = {"e", "j", "k", "q"}  # the editor, down, up, back

every_figure = pytest.mark.parametrize("name", FIGURES)


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def texts(lines):
    return [line.plain for line in lines]


def test_a_number_turns_within_its_limits():
    number = Number("w", 0.1, 0.1, -0.2, 0.35)
    number.turn(2)
    assert number.value == pytest.approx(0.3)
    number.turn(10)
    assert number.value == 0.35
    number.turn(-100)
    assert (number.value, number.shown) == (-0.2, "−0.2")


def test_there_is_no_minus_before_a_zero():
    number = Number("w", 0.3, 0.1, -1, 1)
    number.turn(-3)
    assert number.shown == "0"
    number.set(-0.0)
    assert number.shown == "0"


def test_a_factor_multiplies():
    rate = Number("rate", 0.1, 10**0.1, 0.001, 10, factor=True)
    rate.turn(10)
    assert rate.value == pytest.approx(1)


@pytest.mark.parametrize(
    ("typed", "sentence", "value"),
    [
        ("0.25", "", 0.25),
        (" −0.5 ", "", -0.5),
        ("0,5", "", 0.5),
        ("five", "'five' is no number", 0),
        ("nan", "w lies between −1 and 1", 0),
        ("inf", "w lies between −1 and 1", 0),
        ("2", "w lies between −1 and 1", 0),
    ],
)
def test_numbers_are_typed(typed, sentence, value):
    number = Number("w", 0, 0.1, -1, 1)
    assert (number.type(typed), number.value) == (sentence, value)


def test_words_are_typed_by_how_they_begin_and_turn_round():
    choice = Choice("shape", ["bump", "sine"])
    assert (choice.type("SI"), choice.value) == ("", "sine")
    assert choice.type("cube") == "shape is one of bump, sine"
    choice.turn(1)
    assert choice.value == "bump"
    choice.turn(-3)
    assert choice.value == "sine"


def test_no_figure_of_that_name():
    with pytest.raises(KeyError):
        figure("cube")


@every_figure
def test_keys_of_a_figure_are_its_own(name):
    keys = [action.key for action in figure(name).actions]
    assert len(keys) == len(set(keys))
    assert not (SHARED | LETTERS) & set(keys)


@every_figure
@pytest.mark.parametrize("size", [(60, 10), (78, 11), (80, 14), (70, 35), (140, 40)])
def test_pictures_keep_to_their_size(name, size):
    lines = figure(name).picture(*size).split("\n")
    assert len(lines) <= size[1]
    assert max(line.cell_len for line in lines) <= size[0]


@every_figure
def test_a_page_at_80_by_24_has_room_for_the_picture(name):
    lines = texts(Page(figure(name)).lines(80, 18))
    assert len(lines) <= 18
    assert not any("the picture needs" in line for line in lines)


@pytest.mark.parametrize("name", ["logistic", "bumps", "descent"])
def test_at_80_by_24_there_is_room_for_what_to_try(name):
    made = figure(name)
    lines = texts(Page(made).lines(80, 18))
    assert lines[0].startswith(f"{made.title}. ")
    assert " ".join(lines[:2]) == f"{made.title}. {made.about}"
    assert len(lines) == 18


def test_the_picture_gives_way_on_a_small_screen():
    page = Page(figure("logistic"))
    lines = texts(page.lines(40, 9))
    assert "(the picture needs 60 columns" in "".join(lines)
    assert lines[-1].startswith("▸ w 0.02")
    assert len(lines) <= 9
    # The last that goes is what can be turned.
    assert texts(page.lines(40, 3))[-1].startswith("▸ w 0.02")
    assert texts(page.lines(40, 1)) == [lines[-1]]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 150), st.integers(1, 50))
def test_a_page_is_never_higher_than_its_room(width, height):
    assert len(Page(figure("bumps")).lines(width, height)) <= height


def test_the_chosen_field_is_marked_and_fields_go_round():
    page = Page(figure("logistic"))
    assert texts(page.lines(80, 18))[-1].startswith("▸ w 0.02")
    page.choose(1)
    assert page.field.name == "b"
    assert "▸ b −3.8" in texts(page.lines(80, 18))[-1]
    page.choose(1)
    assert page.field.name == "w"


def test_a_field_that_went_away_is_not_chosen():
    page = Page(figure("bumps"))
    page.choose(-1)
    page.figure.kind.type("ReLU")
    assert page.field is page.figure.fields[-1]
    assert len(page.lines(80, 18)) == 18


def test_a_value_of_other_length_moves_no_other_field():
    made = figure("logistic")
    before = fields(made, 80, 0)[0].plain.index("b −3.8")
    made.w.set(-0.1234)
    assert fields(made, 80, 0)[0].plain.index("b −3.8") == before


def test_the_picture_keeps_its_size_when_the_words_need_fewer_lines():
    page = Page(figure("logistic"))
    page.figure.says = lambda: "word " * 40
    assert len(page.lines(80, 20)) == 20
    page.figure.says = lambda: "word"
    short = texts(page.lines(80, 20))
    assert short[-4:-1] == ["word", "", ""]


@every_figure
def test_the_plain_text_says_it_all(name):
    made = figure(name)
    text = as_text(made, 72)
    flat = " ".join(text.split())
    assert text.startswith(f"{made.title}\n\n")
    assert made.about in flat
    assert " ".join(made.says().split()) in flat
    for field in made.fields:
        assert f"{field.name} {field.shown}" in flat
    assert all(len(line) <= 72 for line in text.split("\n"))
    assert "\x1b" not in text
