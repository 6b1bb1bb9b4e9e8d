"""The kernel that slides: the numbers of the lessons, and pictures that fit."""

import textwrap

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dllab.explore import panels, patches
from dllab.explore.kernels import OWN, Explorer
from dllab.explore.slide import STAGES, Slide
from dllab.pixels import Window
from grader import datasets


def press(figure, key, times=1):
    for _ in range(times):
        next(action for action in figure.actions if action.key == key).run()


def choose(image="tip of a 7", kernel="upright edge", show="feature map"):
    figure = Explorer()
    for field, text in zip(figure.fields, (image, kernel, show), strict=False):
        assert field.type(text) == ""
    return figure


def last(figure):
    return figure.stages[-1]


def test_the_tip_of_a_7_gives_the_lessons_map():
    figure = choose()
    press(figure, "a")
    assert last(figure).so_far.tolist() == [[3, 7, 3, -1], [12, 17, 4, -1], [12, 21, 4, -5]]


def test_it_begins_at_the_lessons_framed_place():
    said = Explorer().says()
    assert "At row 1, column 1: 0·−1 + 0·0 + 0·1 + 0·−1 + 3·0 + 7·1 + 0·−1 + 9·0 + 10·1 = 17." in said
    assert "Map: (5 − 3 + 1) × (6 − 3 + 1) = 3 × 4." in said
    assert Explorer().picture(76, 11).plain.split("\n")[2].split("    ")[-1].strip() == "12[17] ·  ·"


def test_its_pooled_map_is_the_lessons():
    figure = choose(show="pooled, stride 1")
    press(figure, "a")
    assert last(figure).so_far.tolist() == [[17, 17, 4], [21, 21, 4]]
    assert "(3 − 2 + 1) × (4 − 2 + 1) = 2 × 3" in figure.says()


def test_pooling_with_stride_2_drops_what_is_left_over():
    figure = choose(show="pooled, stride 2")
    assert last(figure).whole.tolist() == [[17, 4]]
    assert "⌊(3 − 2)/2 + 1⌋ × ⌊(4 − 2)/2 + 1⌋ = 1 × 2" in figure.says()


def test_relu_cuts_off_below_zero():
    figure = choose(show="ReLU")
    press(figure, "a")
    assert last(figure).so_far.min() == 0
    assert "ReLU makes it 0." in figure.says()


def test_the_smileys_map_shows_4_at_its_nose_and_mouth():
    stage = last(choose("smiley", "nose and mouth"))
    assert stage.whole.max() == stage.whole[4, 1] == 4


def test_one_pixel_draws_the_kernel_turned_by_half_a_turn():
    figure = choose("one pixel", "emboss")
    assert last(figure).whole.tolist() == [[2, 1, 0], [1, 1, -1], [0, -1, -2]]
    assert "turned by half a turn" in figure.says()


@pytest.mark.parametrize(
    ("kernel", "total"), [("sharpen", 1), ("emboss", 1), ("Laplacian", 0), ("blur", 9), ("Sobel x", 0)]
)
def test_what_a_flat_area_becomes(kernel, total):
    assert np.sum(patches.KERNELS[kernel]) == total
    said = choose(kernel=kernel).says()
    assert f"sum to {total}:" in said


def test_edge_kernels_answer_to_their_own_edges():
    upright = np.tile([0.0, 0, 0, 1, 1, 1], (6, 1))
    for name, own, other in (("upright edge", upright, upright.T), ("level edge", upright.T, upright)):
        kernel = np.array(patches.KERNELS[name])
        assert patches.correlate(own, kernel).max() == 3
        assert not patches.correlate(other, kernel).any()


@settings(deadline=None)
@given(
    st.integers(3, 9).flatmap(lambda h: st.integers(3, 9).map(lambda w: (h, w))),
    st.integers(0, 2**32 - 1),
)
def test_the_map_is_products_summed_place_by_place(shape, seed):
    rng = np.random.default_rng(seed)
    image, kernel = rng.normal(size=shape), rng.normal(size=(3, 3))
    whole = Slide(image, kernel, 0).whole
    assert whole.shape == (shape[0] - 2, shape[1] - 2)
    for place, value in enumerate(whole.flat):
        slide = Slide(image, kernel, place)
        assert slide.products.sum() == pytest.approx(value)
        assert slide.at == divmod(place, shape[1] - 2)


def test_the_images_are_the_courses():
    digits = datasets.load("digits")
    assert (np.rint(digits.train.x[26] * (16 / 255)) == patches.DIGIT).all()
    assert digits.train.y[26] == 7
    shapes = {"tip of a 7": (5, 6), "one pixel": (5, 5), "smiley": (7, 7), "digit": (8, 8)}
    shapes |= {"glyph": (14, 14), "checker": (12, 15)}
    assert {name: patches.image(name).shape for name in patches.IMAGES} == shapes
    assert patches.image("glyph").max() > 200
    assert len(np.unique(patches.image("checker"))) == 2


def test_the_map_fills_as_far_as_the_kernel_slid():
    figure = choose()
    press(figure, "0")
    assert np.isnan(last(figure).so_far).sum() == 11
    press(figure, "space")
    assert figure.slide.at == (0, 1)
    press(figure, "l")
    assert figure.slide.at == (1, 1)
    press(figure, "l", 2)
    assert figure.slide.at == (2, 3)
    assert not np.isnan(last(figure).so_far).any()
    press(figure, "space")
    assert figure.slide.at == (0, 0)


def test_a_window_is_pooled_once_all_of_it_is_there():
    figure = choose(show="pooled, stride 1")
    press(figure, "0")
    press(figure, "space", 4)
    assert np.isnan(last(figure).so_far).all()
    press(figure, "space")
    assert np.isnan(last(figure).so_far).tolist() == [[False, True, True], [True, True, True]]


def test_the_stage_goes_round():
    figure = choose()
    seen = []
    for _ in range(5):
        seen.append(last(figure).name)
        press(figure, "n")
    assert seen == ["map", "ReLU", "pooled", "pooled", "map"]


def test_another_image_is_seen_whole():
    figure = choose()
    figure.fields[0].turn(1)
    assert not np.isnan(last(figure).so_far).any()


def test_a_kernel_sets_its_entries_and_an_entry_makes_it_ones_own():
    figure = choose(kernel="Sobel x")
    entries = figure.fields[3:]
    assert [entry.value for entry in entries] == [-1, 0, 1, -2, 0, 2, -1, 0, 1]
    entries[4].turn(1)
    assert figure.fields[1].value == OWN
    assert figure.slide.kernel[1, 1] == 1
    entries[4].turn(-1)
    assert figure.fields[1].value == "Sobel x"


def test_ones_own_kernel_begins_with_the_last_one():
    figure = choose(kernel="emboss")
    assert figure.fields[1].type(OWN) == ""
    assert figure.slide.kernel.tolist() == patches.KERNELS["emboss"]


@pytest.mark.parametrize("image", patches.IMAGES)
@pytest.mark.parametrize("show", STAGES)
def test_what_it_says_fits_on_three_lines(image, show):
    for kernel in patches.KERNELS:
        assert len(textwrap.wrap(choose(image, kernel, show).says(), 78)) <= 3


@settings(deadline=None)
@given(
    st.sampled_from(patches.IMAGES),
    st.sampled_from(STAGES),
    st.lists(st.floats(-20, 20), min_size=9, max_size=9),
    st.integers(0, 200),
    st.integers(60, 140),
    st.integers(10, 40),
)
def test_the_picture_fits_and_is_the_whole_of_it(image, show, entries, steps, width, height):
    figure = choose(image, show=show)
    for field, value in zip(figure.fields[3:], entries, strict=True):
        field.set(value)
    press(figure, "0")
    press(figure, "space", steps)
    text = figure.picture(width, height)
    lines = text.plain.split("\n")
    assert text == figure.picture(width, height)
    assert len(lines) <= height
    assert max(map(len, lines)) <= width
    assert lines[0].split()[:3] == ["image", "{}×{}".format(*figure.slide.image.shape), "kernel"]
    assert lines[0].split()[-2] == last(figure).name
    assert "sum " in text.plain


@settings(deadline=None)
@given(st.integers(0, 5), st.integers(0, 6))
def test_numbers_in_a_window_are_in_brackets(top, left):
    lines = panels.numbers(np.zeros((8, 9)), window=Window(top, left, 3, 3))
    assert [line.plain for line in lines[top : top + 3]] == [" 0" * left + "[0 0 0]" + "0 " * (6 - left)] * 3
    assert len({len(line.plain) for line in lines}) == 1


def test_where_there_are_no_colours_rulers_show_the_window(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    figure = choose("glyph")
    press(figure, "0")
    press(figure, "space", 13)  # row 1, column 1
    lines = figure.picture(76, 12).plain.split("\n")
    assert lines[1][:15] == "  ▄▄▄          "
    assert [line[0] for line in lines[2:6]] == ["▄", "█", " ", " "]


@pytest.mark.parametrize(
    ("value", "text"),
    [(-45900.4, "−45900"), (-19.996, "−20"), (0.3333, "0.33"), (-0.001, "0"), (17.0, "17"), (-1.25, "−1.25")],
)
def test_numbers_are_short(value, text):
    assert panels.rounded(value) == text
