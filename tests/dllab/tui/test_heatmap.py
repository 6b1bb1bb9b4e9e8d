"""*expected | yours*, as aligned grids with and without colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dllab.tui.widgets.heatmap import heatmap
from grader.report import Difference

FOUND = Difference([[1.0, 22.5], [3.0, "nan"]], [[1.0, 22.25], [-3.0, 0.0]], "[0:2, 0:2]")


def grounds(text):
    """The background of each character, line by line; None where it has none."""
    rows, row = [], []
    for index, character in enumerate(text.plain):
        if character == "\n":
            rows.append(row)
            row = []
            continue
        styles = [
            str(span.style)
            for span in text.spans
            if span.start <= index < span.end and " on " in str(span.style)
        ]
        row.append(styles[-1].split(" on ")[1] if styles else None)
    return [*rows, row]


def test_side_by_side_in_columns_that_correspond():
    assert heatmap(FOUND, 78, colors=False).plain.split("\n") == [
        " expected   │  yours     ",
        "  1   22.5  │   1  22.25*",
        "  3    nan  │  -3*     0*",
        "[0:2, 0:2]; * differs",
    ]


def test_or_one_above_the_other():
    lines = heatmap(FOUND, 20, colors=False).plain.split("\n")
    assert [line.strip() for line in lines[:1] + lines[4:5]] == ["expected", "yours"]
    assert len(lines) == 8


def test_the_star_is_there_with_and_without_colours():
    plain, coloured = (heatmap(FOUND, 78, colors=colors) for colors in (False, True))
    assert plain.plain.count("*") == coloured.plain.count("*") == 4  # three numbers, and the key
    assert not plain.spans
    assert coloured.plain.endswith("; * differs; dark -3, bright 22.5")


def test_equal_numbers_have_equal_colours_in_both_grids():
    text = heatmap(FOUND, 78, colors=True)
    line, row = text.plain.split("\n")[1], grounds(text)[1]
    assert row[line.index("1")] == row[line.rindex("1")] is not None
    # Of 1, 22.5, 3, 22.25, -3 and 0.
    assert len({ground for row in grounds(text) for ground in row if ground}) == 6


def test_what_is_no_number_has_no_colour():
    _, _, second, _ = grounds(heatmap(FOUND, 78, colors=True))
    line = heatmap(FOUND, 78, colors=True).plain.split("\n")[2]
    assert second[line.index("nan")] is None


def test_where_all_are_the_same_there_is_no_scale():
    text = heatmap(Difference([[1.0]], [["inf"]], ""), 78, colors=True)
    assert text.plain.endswith("\n* differs")
    assert {ground for row in grounds(text) for ground in row} == {None}


def test_least_and_greatest_are_the_ends_of_the_scale():
    found = Difference([[0.0, 5.0]], [[10.0, 5.0]], "")
    colours = {ground for row in grounds(heatmap(found, 78, colors=True)) for ground in row}
    assert {"#440154", "#fde725", "#21918c"} <= colours


def contrast(style):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    ink, ground = map(light, style.split(" on "))
    return (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)


def test_every_number_can_be_read_on_its_ground():
    found = Difference([[float(n) for n in range(101)]], [[0.0] * 101], "")
    styles = {
        str(span.style) for span in heatmap(found, 2000, colors=True).spans if " on " in str(span.style)
    }
    assert len(styles) > 90
    assert min(map(contrast, styles)) >= 4.5


CELLS = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(["nan", "inf", "-inf"])


@pytest.mark.parametrize("colors", [False, True])
@given(data=st.data())
def test_whatever_differs_can_be_drawn(colors, data):
    rows, columns = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 6))
    grid = st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    found = Difference(data.draw(grid), data.draw(grid), "")
    lines = heatmap(found, 78, colors).plain.split("\n")
    assert len(lines) in (rows + 2, 2 * rows + 4)
    body = [line for line in lines[:-1] if line]
    assert len(set(map(len, body))) == 1
