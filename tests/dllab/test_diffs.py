from hypothesis import given
from hypothesis import strategies as st

from dllab import diffs
from dllab.diffs import blocks, without_docstrings

LINES = st.lists(st.sampled_from(["a", "b", "", "    return x"]), max_size=30).map("\n".join)


def text(*numbers):
    return "\n".join(map(str, numbers))


def test_equal_texts_have_no_differences():
    assert blocks("a\nb\n", "a\nb\n") == []
    assert blocks("a\r\nb", "a\nb\n") == []


def test_a_changed_line_stands_among_three_that_are_equal():
    first, changed, last = blocks(text(*range(20)), text(*range(9), "x", *range(10, 20)))
    assert (first.old, first.old_at, first.left_out) == (["6", "7", "8"], 7, 6)
    assert (changed.old, changed.new, changed.old_at, changed.new_at) == (["9"], ["x"], 10, 10)
    assert (last.old, last.left_out) == (["10", "11", "12"], 0)
    assert [block.same for block in (first, changed, last)] == [True, False, True]


def test_what_is_left_out_between_two_changes_is_counted():
    found = blocks(text(*range(30)), text("x", *range(1, 29), "y"))
    assert [block.left_out for block in found] == [0, 0, 22, 0]
    assert [block.new for block in found] == [["x"], ["1", "2", "3"], ["26", "27", "28"], ["y"]]


def test_a_single_line_is_not_left_out_for_a_word_about_it():
    found = blocks(text(*range(9)), text("x", *range(1, 8), "y"))
    assert [len(block.old) for block in found] == [1, 7, 1]


def test_all_lines_where_they_are_wanted():
    found = blocks(text(*range(30)), text("x", *range(1, 30)), context=None)
    assert [len(block.old) for block in found] == [1, 29]


@given(LINES, LINES, st.sampled_from([None, 0, 1, 3]))
def test_either_text_can_be_had_back(old, new, context):
    found = blocks(old, new, context)
    if old.splitlines() == new.splitlines():
        assert found == []
        return
    for lines, at, side in ((old.splitlines(), "old_at", "old"), (new.splitlines(), "new_at", "new")):
        for block in found:
            begin = getattr(block, at) - 1
            assert getattr(block, side) == lines[begin : begin + len(getattr(block, side))]
    shown = sum(len(block.old) for block in found) + sum(block.left_out for block in found)
    trailing = len(old.splitlines()) - shown
    assert trailing >= 0
    if context is None:
        assert trailing == 0


def test_endless_texts_are_compared_as_one_piece(monkeypatch):
    monkeypatch.setattr(diffs, "MOST_LINES", 5)
    found = blocks(text(*range(10)), text(0, 1, "x", 3, "y", *range(5, 10)), context=1)
    assert [(block.old, block.new) for block in found if not block.same] == [
        (["2", "3", "4"], ["x", "3", "y"])
    ]


def test_docstrings_go_with_the_empty_lines_behind_them():
    source = '"""Module.\n\nMore.\n"""\n\nimport os\n\n\ndef f(x):\n    """Twice."""\n    return 2 * x\n'
    assert without_docstrings(source) == "import os\n\n\ndef f(x):\n    return 2 * x\n"


def test_a_docstring_that_is_all_there_is_stays():
    source = 'class Error(Exception):\n    """Its name says it."""\n'
    assert without_docstrings(source) == source


def test_a_docstring_that_shares_its_line_stays():
    source = 'def f(x): "Twice."; return 2 * x\n'
    assert without_docstrings(source) == source


def test_what_is_no_program_stays_as_it_is():
    for source in ("def f(:\n", '"""never closed', "\0"):
        assert without_docstrings(source) == source
