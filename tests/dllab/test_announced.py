"""What is known of public checks without running their file."""

import pytest

from dllab.announced import Known, public_checks


@pytest.mark.parametrize("id", ["logistic-unit", "train-digits", "autograd"])
def test_what_is_announced_is_what_is_reported(id):
    """The names, titles and points that the grader collects by running the file."""
    from pathlib import Path

    from grader.checks import load_checks
    from grader.course import load_course

    exercise = load_course(Path(__file__).resolve().parents[2]).exercise(id)
    collected = {
        check.name: Known(check.title, check.points, "public") for check in load_checks(exercise, True)
    }
    assert public_checks(exercise) == collected


@pytest.mark.parametrize("source", ["def broken(:\n", "x = 1\n", None])
def test_a_file_that_cannot_be_read_announces_nothing(course, source):
    exercise = course.exercise("double")
    path = exercise.folder / "checks.py"
    path.unlink() if source is None else path.write_text(source)
    assert public_checks(exercise) == {}


def test_points_that_are_computed_are_unknown(course):
    exercise = course.exercise("double")
    marks = {"a": "@check()", "b": "@check(points=1 + 1)", "c": "@check(3)"}
    functions = [f'{mark}\ndef {name}(lab):\n    "Title."\n' for name, mark in marks.items()]
    (exercise.folder / "checks.py").write_text("from grader import check\n\n\n" + "\n\n".join(functions))
    assert {name: one.points for name, one in public_checks(exercise).items()} == {
        "a": 1.0,
        "b": None,
        "c": 3.0,
    }
