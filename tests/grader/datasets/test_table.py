"""A .csv as inputs and targets."""

from pathlib import Path

import numpy as np
import pytest

from grader.datasets.table import Columns, NoColumn, read_table
from grader.errors import ExerciseError

SEEDS = "length, width,kind\n1.5,2,rye\n3,4,oats\n\n5,6e1,rye\n"


def read(text, target="kind", **columns):
    return read_table(text, Path("seeds.csv"), Columns(target, **columns))


def test_texts_become_labels_by_their_order():
    table = read(SEEDS)
    assert table.x.tolist() == [[1.5, 2], [3, 4], [5, 60]]
    assert (table.y.tolist(), table.y.dtype) == ([1, 0, 1], np.int64)
    assert (table.names, table.is_test) == (("oats", "rye"), None)


def test_names_that_course_yaml_gives_have_its_order():
    assert read(SEEDS, classes=("rye", "oats", "wheat")).y.tolist() == [0, 1, 0]
    assert read("x,y\n1,10\n2,9\n", target="y", classes=("9", "10")).y.tolist() == [1, 0]
    assert read("x,y\n1,1\n2,0\n", target="y", classes=("no", "yes")).y.tolist() == [1, 0]


def test_numbers_stay_numbers():
    whole, broken = read("x,y\n1,2\n3,-4\n", target="y"), read("x,y\n1,2.5\n3,4\n", target="y")
    assert (whole.y.tolist(), whole.y.dtype) == ([2, -4], np.int64)
    assert (broken.y.tolist(), broken.y.dtype) == ([2.5, 4], np.float64)


def test_columns_may_be_chosen():
    text = "id,x,half,y\nA7,1,train,2\nB8,3,test,4\n"
    table = read(text, target="y", inputs=("x",), split="half")
    assert table.x.tolist() == [[1], [3]]
    assert table.is_test.tolist() == [False, True]


def test_quotes_and_other_lines_ends():
    table = read('"a, b",kind\r\n"1","a ""b"", c"\r\n2,d\r\n')
    assert table.x.tolist() == [[1], [2]]
    assert table.names == ('a "b", c', "d")


@pytest.mark.parametrize(
    ("text", "columns", "line", "sentence"),
    [
        ("x,kind\n1,a\n2,b,c\n", {}, 3, "3 columns, where the first line has 2"),
        ("x,kind\n1,a\n\n\n2\n", {}, 5, "1 columns, where the first line has 2"),
        ("", {}, 1, "the file is empty: begin with a line of the columns' names"),
        ("x,kind\n", {}, 1, "no rows below the names of the columns"),
        ("x;kind\n1;a\n", {}, 1, "put commas between the columns, not semicolons or tabs"),
        ("x,x,kind\n1,1,a\n", {}, 1, "the column 'x' is there twice"),
        ("x,,kind\n1,1,a\n", {}, 1, "column 2 has no name"),
        (
            "x,kind\n1,a\nsome,b\n",
            {},
            3,
            "the column 'x' holds 'some', which is no number: mend or",
        ),
        ("x,kind\n1,a\n ,b\n", {}, 3, "the column 'x' is empty: mend or leave out the row"),
        ("x,kind\n1,a\nnan,b\n", {}, 3, "the column 'x' holds nan: leave out the row"),
        ("x,kind\n1,2\n1,inf\n", {}, 3, "the column 'kind' holds inf: leave out the row"),
        ("x,kind\n1,a\n1,\n", {}, 3, "the column 'kind' is empty: leave out the row"),
        (
            "x,kind\n1,rye\n1,rey\n",
            {"classes": ("oats", "rye")},
            3,
            "'rey' is none of the classes",
        ),
        (
            "x,h,kind\n1,train,a\n1,tset,b\n",
            {"split": "h"},
            3,
            "the column 'h' holds 'tset': write",
        ),
        ('x,kind\n1,a\n"2,b\n', {}, 3, "not a .csv: unexpected end of data"),
        ('"x,\ny",kind\n1,a\n1\n', {}, 4, "1 columns, where the first line has 2"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, columns, line, sentence):
    with pytest.raises(ExerciseError) as caught:
        read(text, **columns)
    assert caught.value.message.startswith(sentence)
    assert (str(caught.value.path), caught.value.line) == ("seeds.csv", line)


@pytest.mark.parametrize(
    ("text", "columns", "key", "sentence"),
    [
        ("x,kind\n1,a\n", {"target": "kinds"}, "target", "has no column 'kinds': did you mean 'kind'?"),
        ("x,kind\n1,a\n", {"split": "half"}, "split", "has no column 'half': there are x, kind"),
        ("x,kind\n1,a\n", {"inputs": ("z",)}, "inputs", "has no column 'z': there are x, kind"),
        (
            "x,kind\n1,a\n",
            {"inputs": ("x", "kind")},
            "inputs",
            "needs columns for x beside those of target and",
        ),
        ("kind\na\n", {}, "inputs", "needs columns for x beside those of target and split"),
    ],
)
def test_columns_that_are_not_there_are_said_with_the_key(text, columns, key, sentence):
    with pytest.raises(NoColumn) as caught:
        read(text, **columns)
    assert caught.value.key == key
    assert caught.value.what.startswith(f"seeds.csv {sentence}")
