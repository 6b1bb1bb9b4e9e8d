"""The same submissions get the same points here as from the tools that the assignments were made with."""

import json
from pathlib import Path

import pytest

from dllab.authoring.importing import run
from grader.course import load_course
from grader.submission import read

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
SOURCES = {"nbgrader": "descent", "otter": "neurons"}
BY_HAND = {"why", "q5"}  # which no machine grades


@pytest.fixture(scope="module")
def course(tmp_path_factory, grader):
    root = tmp_path_factory.mktemp("imported") / "course"
    for tool, id in SOURCES.items():
        run.run(NOTEBOOKS / tool / f"{id}.ipynb", root, "01-imported", id, grader)
    return load_course(root)


@pytest.fixture(scope="module")
def told():
    return json.loads((NOTEBOOKS / "scores.json").read_text())


@pytest.mark.parametrize("tool", SOURCES)
def test_scores_are_the_tools_own(tool, course, grader, told):
    exercise = course.exercise(SOURCES[tool])
    scores = told[tool]["scores"]
    found = {}
    for student in scores:
        submission = read(NOTEBOOKS / tool / "submissions" / f"{student}.ipynb")
        found[student] = by_question(tool, grader.grade(exercise, submission, "seed").checks)
    assert found == {student: without_zeros(one) for student, one in scores.items()}
    assert len({sum(one.values()) for one in scores.values()}) >= 5  # they are not all alike


def by_question(tool, checks):
    """Points by nbgrader's cell, or by otter's question."""
    earned = {}
    for check in checks:
        name = check.name.removesuffix("_hidden") if tool == "nbgrader" else check.name.partition("_")[0]
        earned[name] = earned.get(name, 0) + check.earned
    return without_zeros(earned)


def without_zeros(scores):
    return {name: pytest.approx(score) for name, score in scores.items() if score and name not in BY_HAND}


def test_the_exercises_are_worth_what_the_right_answers_get(course, grader, told):
    for tool, id in SOURCES.items():
        exercise = course.exercise(id)
        report = grader.grade(exercise, read(exercise.solution), "seed")
        assert report.score == report.max_score == sum(told[tool]["scores"]["right"].values())


@pytest.mark.sweep
@pytest.mark.parametrize("tool", SOURCES)
def test_the_scores_are_what_the_tools_say_today(tool, tmp_path, told, monkeypatch):
    monkeypatch.syspath_prepend(str(NOTEBOOKS))
    import make

    _, notebooks, scores = getattr(make, tool)(tmp_path)
    assert scores == told[tool]["scores"]
    for student, notebook in notebooks.items():
        kept = json.loads((NOTEBOOKS / tool / "submissions" / f"{student}.ipynb").read_text())
        assert [cell["source"] for cell in notebook["cells"]] == [cell["source"] for cell in kept["cells"]]
