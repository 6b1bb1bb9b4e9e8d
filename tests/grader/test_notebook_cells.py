"""A notebook is run cell by cell: one that raises costs what it defines, and a check says which it was."""

import json

import pytest

from grader.notebook import source_of_notebook
from grader.report import Verdict
from grader.sandbox.wire import MAX_ERRORS
from grader.submission import read

CHECKS = """
@check(points=1)
def first(lab):
    "f is right."
    expect.matches(lab.f, 2)

@check(points=1)
def second(lab):
    "g is right."
    expect.matches(lab.g, 2)
"""
SOLUTION = "def f(x):\n    return x\ndef g(x):\n    return x\n"
F, G = "def f(x):\n    return x", "def g(x):\n    return x"


def write(path, *cells):
    made = [
        {"cell_type": "code", "source": cell, "metadata": {"nbgrader": marks}}
        for cell, marks in ((cell, {}) if isinstance(cell, str) else cell for cell in cells)
    ]
    path.write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


@pytest.fixture
def checks(grader, tiny, tmp_path):
    """A function that grades a notebook of these cells."""
    exercise = tiny(checks=CHECKS, solution=SOLUTION, provides=["f", "g"])

    def grade(*cells):
        return grader.grade(exercise, read(write(tmp_path / "tiny.ipynb", *cells))).checks

    return grade


def test_a_cell_that_raises_leaves_the_others(checks):
    first, second = checks("x = 1 / 0\n" + F, G, "y = x")
    assert second.verdict is Verdict.PASSED
    assert first.message == (
        "Loading tiny.ipynb raised ZeroDivisionError: division by zero (cell 1, line 1: x = 1 / 0)."
    )


def test_a_cell_that_is_no_python_leaves_the_others(checks):
    first, second = checks("pass", "\n" + F + " +", G)
    assert second.verdict is Verdict.PASSED
    assert first.message.startswith("Your file is not Python. tiny.ipynb, cell 2, line 3: invalid syntax")


def test_the_cell_to_blame_is_the_first_that_the_others_needed(checks):
    first, second = checks("import nothing_like_this", "a = nothing_like_this.a\n" + F, "b = a\n" + G)
    assert "No module named 'nothing_like_this' (cell 1, line 1" in first.message
    assert first.message == second.message


def test_a_name_that_no_cell_mentions(checks):
    _, second = checks("1 / 0", F)
    assert second.message == "Your file does not define `g`."


def test_lines_of_later_cells_are_told_by_their_cell(checks):
    first, _ = checks("'''\n\n'''", "def f(x):\n    y = x\n    return y.z", G)
    assert "(cell 2, line 3: return y.z)" in first.message


@pytest.mark.parametrize("cell", ["raise SystemExit", "import os\nos._exit(0)", "while True: pass"])
def test_what_ends_the_process_is_no_matter_of_one_cell(cell, grader, tiny, tmp_path):
    exercise = tiny(checks=CHECKS, solution=SOLUTION, provides=["f", "g"], limits={"seconds": 0.5})
    report = grader.grade(exercise, read(write(tmp_path / "tiny.ipynb", F, cell, G)))
    assert report.score == 0
    assert {check.verdict for check in report.checks} <= {Verdict.ERROR, Verdict.CRASHED, Verdict.TIMEOUT}


def test_tests_of_the_assignment_are_no_code_of_the_learners(checks):
    otter = "# Initialize Otter\nimport otter\ngrader = otter.Notebook('a.ipynb')"
    marks = {"grade": True, "solution": False, "locked": True, "points": 1, "grade_id": "t"}
    tests = ("raise SystemExit", marks)
    assert [one.verdict for one in checks(otter, F, 'grader.check("q1")', tests, G)] == [Verdict.PASSED] * 2


@pytest.mark.parametrize("source", ["import otter_like", "grader = 3", " ", "x = grader.check(1)"])
def test_only_otters_own_lines_are_taken_out(source, tmp_path):
    data = write(tmp_path / "a.ipynb", source).read_bytes()
    assert source_of_notebook("a.ipynb", data)[0] == f"{source}\n"


def test_comments_and_blank_lines_without_end_take_linear_time(tmp_path):
    source = "# grader\n" + "  \n" * 600 + "x = 1"
    data = write(tmp_path / "a.ipynb", source).read_bytes()
    assert source_of_notebook("a.ipynb", data)[0] == f"{source}\n"


def test_features_of_the_language_hold_for_the_cells_below(checks):
    annotated = "def f(x: of_no_type) -> of_no_type:\n    return x"
    first, _ = checks("from __future__ import annotations", annotated, G)
    assert first.verdict is Verdict.PASSED
    first, _ = checks(annotated, "from __future__ import annotations", G)
    assert "name 'of_no_type' is not defined (cell 1, line 1" in first.message


def test_a_guest_that_tells_of_more_errors_than_there_may_be_is_not_believed(checks):
    raising = ["1 / 0"] * (MAX_ERRORS + 1)
    first, _ = checks(*raising, F, G)
    assert first.verdict is Verdict.PASSED
    first, _ = checks("from grader.sandbox import wire\nwire.MAX_ERRORS = 1000", *raising, F, G)
    assert "the module could not be loaded" in first.message
