"""author import: the real command on real notebooks, and on everything that is none."""

import json
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[1] / "authoring" / "notebooks"
DESCENT = NOTEBOOKS / "nbgrader" / "descent.ipynb"
NEURONS = NOTEBOOKS / "otter" / "neurons.ipynb"


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def descent():
    """A notebook with one question."""
    cells = [
        ("markdown", "# Twice", {}),
        ("code", "### BEGIN SOLUTION\ndef f(x):\n    return 2 * x\n### END SOLUTION", {"solution": True}),
        ("code", "assert f(2) == 4", {"grade": True, "points": 2, "grade_id": "doubles"}),
    ]
    made = [
        {"cell_type": kind, "source": source, "metadata": {"nbgrader": marks} if marks else {}}
        for kind, source, marks in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_two_notebooks_begin_a_course_and_can_be_graded(dllab, tmp_path):
    course = tmp_path / "mine"
    done = dllab("author", "import", DESCENT, NEURONS, "--course", course)
    assert done.status == 0, done.err
    assert "descent · 15 points in 10 checks, 4 of them hidden" in done.out
    assert "neurons · 10.5 points in 10 checks, 5 of them hidden" in done.out
    assert f"dllab author check descent --course {course}" in done.out
    assert "dllab: descent, cell 22: graded by hand (2 points): not carried over" in done.err
    folder = course / "exercises" / "01-imported"
    assert "cell 22: graded by hand" in (folder / "descent" / "import.md").read_text()
    assert sorted(path.name for path in (folder / "neurons").iterdir()) == [
        *("checks.py", "exercise.yaml", "hidden.py", "import.md", "lesson.md", "mistakes.py", "starter.py")
    ]
    graded = dllab(
        *("grade", NOTEBOOKS / "otter" / "submissions" / "unsure.ipynb", "-e", "neurons", "--json"),
        *("--course", course),
    )
    assert (graded.json["score"], graded.json["max_score"]) == (6.0, 10.5)


def test_one_notebook_into_a_course(dllab, tmp_path, mini, descent):
    path = tmp_path / "Home work.ipynb"
    path.write_text(descent)
    done = dllab("author", "import", path, "--track", "07-more", "--id", "two-fold", "--json")
    [told] = done.json["exercises"]
    assert (told["id"], told["points"], told["checks"], told["hidden"], told["remarks"]) == (
        "two-fold",
        2,
        1,
        0,
        [],
    )
    assert told["folder"] == str(mini / "exercises" / "07-more" / "two-fold")
    assert "exercises: [two-fold]" in (mini / "exercises" / "07-more" / "track.yaml").read_text()
    before = files(mini)
    again = dllab("author", "import", path, "--id", "two-fold")
    assert again.is_refusal and "the id two-fold is taken" in again.err
    assert files(mini) == before


def test_the_name_is_the_id(dllab, tmp_path, mini, descent):
    path = tmp_path / "Home work.ipynb"
    path.write_text(descent)
    assert "home-work · 2 points in 1 check\n" in dllab("author", "import", path).out


def test_the_course_that_everybody_has_is_not_meant(dllab, tmp_path, descent):
    path = tmp_path / "a.ipynb"
    path.write_text(descent)
    done = dllab("author", "import", path, env={"DLLAB_COURSE": ""})
    assert done.is_refusal and "which course is it for?" in done.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "NOTEBOOK"),
        (("missing.ipynb",), "missing.ipynb cannot be read: No such file or directory"),
        (("text.ipynb",), "text.ipynb is not a Jupyter notebook"),
        (("plain.ipynb",), "no cell is marked by nbgrader, and none begins a question of otter's"),
        (("a.ipynb", "b.ipynb", "--id", "x"), "--id names one exercise"),
        (("a.ipynb", "--id", "X Y"), "'X Y' is no id"),
        (("a.ipynb", "--track", "X Y"), "'X Y' is no track"),
        (("a.ipynb", "--course", "text.ipynb"), "is a file: a course is a folder"),
    ],
)
def test_refusals(arguments, message, dllab, tmp_path, mini, descent):
    (tmp_path / "text.ipynb").write_text("x = 1")
    plain = {"cells": [{"cell_type": "code", "source": "x = 1"}], "nbformat": 4}
    (tmp_path / "plain.ipynb").write_text(json.dumps(plain))
    (tmp_path / "a.ipynb").write_text(descent)
    before = files(mini)
    done = dllab("author", "import", *arguments)
    assert done.is_refusal and message in done.err.replace("\n", " ")
    assert files(mini) == before
