"""Windows as rows: against loops, and what the product folds back to."""

import numpy as np
import pytest

from dllab.explore import patches
from dllab.explore.im2col import Explorer
from dllab.explore.unrolled import FILTERS, IMAGES, Unrolled


def press(figure, key, times=1):
    for _ in range(times):
        next(action for action in figure.actions if action.key == key).run()


def choose(image, window="2×2", stride="1", filter="right"):
    figure = Explorer()
    for field, text in zip(figure.fields, (image, window, stride, filter), strict=True):
        assert field.type(text) == ""
    return figure


@pytest.mark.parametrize("name", IMAGES)
@pytest.mark.parametrize("side", [2, 3])
@pytest.mark.parametrize("stride", [1, 2])
@pytest.mark.parametrize("filter", FILTERS)
def test_matrix_and_map_are_what_loops_find(name, side, stride, filter):
    image = IMAGES[name]
    unrolled = Unrolled(image, FILTERS[filter](len(image), side), stride)
    height, width = image.shape[1:]
    rows = [
        [image[c, i + m, j + q] for c in range(len(image)) for m in range(side) for q in range(side)]
        for i in range(0, height - side + 1, stride)
        for j in range(0, width - side + 1, stride)
    ]
    assert unrolled.matrix.tolist() == rows
    summed = sum(patches.correlate(*pair) for pair in zip(image, unrolled.filter, strict=True))
    np.testing.assert_array_equal(unrolled.map, summed[::stride, ::stride])
    assert unrolled.memory == len(rows) * len(rows[0]) / image.size


def test_columns_go_by_channel_then_row_then_column():
    lesson = np.array([[[1.0, 2, 3], [4, 5, 6]], [[10, 20, 30], [40, 50, 60]]])
    matrix = Unrolled(lesson, np.ones((2, 2, 2)), 1).matrix
    assert matrix.tolist() == [[1, 2, 4, 5, 10, 20, 40, 50], [2, 3, 5, 6, 20, 30, 50, 60]]


def test_it_says_row_product_and_memory():
    said = Explorer().says()
    assert "Place (1, 1) is row 4." in said
    assert "5·−1 + 6·1 + 8·−1 + 9·1 = 2." in said
    assert "9·4 = 36 numbers, the image 16: 2.25 times the memory." in said


def test_the_picture_marks_the_place_three_times():
    lines = Explorer().picture(60, 12).plain.split("\n")
    assert [line[:10].strip() for line in lines[2:4]] == ["4[5 6]1", "7[8 9]2"]
    assert "[  2]" in lines[7]
    assert "▸row 4    5  6  8  9 = 2" in lines[7]


def test_the_place_moves_round_and_its_row_stays_in_sight():
    figure = Explorer()
    press(figure, "0")
    press(figure, "b")
    assert figure.at == (2, 2)
    for n in range(9):
        press(figure, "space")
        assert f"▸row {n} " in figure.picture(60, 10).plain
        assert f"is row {n}." in figure.says()


def test_the_window_moves_by_the_stride():
    figure = choose("4×4", stride="2")
    press(figure, "space")
    lines = figure.picture(60, 10).plain.split("\n")
    assert [line[:10].strip() for line in lines[1:3]] == ["1 2[3 0]", "4 5[6 1]"]


def test_another_size_begins_anew():
    figure = choose("3×5", "3×3", "2")
    assert figure.at == (0, 0)
    assert figure.unrolled.shape == (1, 2)


def test_two_channels_have_small_windows_only():
    figure = Explorer()
    figure.fields[1].type("3×3")
    figure.fields[0].type("2 ch")
    assert figure.fields[1].value == "2×2"
    assert figure.fields[1].type("3×3") != ""
    assert " channel  0  0  0  0  1  1  1  1" in figure.picture(60, 10).plain
    figure.fields[0].turn(1)
    assert figure.fields[1].type("3×3") == ""
