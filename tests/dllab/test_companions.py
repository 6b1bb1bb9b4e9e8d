"""Whose code an exercise builds on: the learner's own, as soon as it has passed its tests as it is."""

from pathlib import Path

import pytest

from dllab.workspace import Workspace
from grader.course import load_course
from grader.report import CheckResult, Environment, ExerciseRef, Report, Sandbox, SubmissionRef
from grader.submission import read

OWN = "class Dense: ...\n"


@pytest.fixture(scope="module")
def course():
    """The course that comes with the project, not the small one of the tests beside this."""
    return load_course(Path(__file__).resolve().parents[2])


@pytest.fixture
def workspace(tmp_path):
    home = Workspace(tmp_path / "home")
    home.root.mkdir()
    (home.root / "sequential.py").write_text(OWN)
    (home.root / "train-digits.py").write_text("import sequential\n")
    return home


def note(workspace, verdict, partial=False):
    submission = read(workspace.root / "sequential.py")
    check = CheckResult("works", "It works.", "public", 1, 1.0 if verdict == "passed" else 0.0, verdict)
    report = Report(
        ExerciseRef("sequential", "1"), SubmissionRef("sequential.py", submission.sha256), check.earned, 1,
        [check], Environment("0", Sandbox("none"), "cpu", "3", "2"), 0.1,
    )  # fmt: skip
    workspace.record(submission, report, "test", partial)


def companions(course, workspace, path=None):
    exercise = course.exercise("train-digits")
    return workspace.companions(exercise, path or workspace.file(exercise))


def test_code_that_passed_as_it_is_is_used(course, workspace):
    assert companions(course, workspace) == {}
    note(workspace, "failed")
    assert companions(course, workspace) == {}
    note(workspace, "passed", partial=True)
    assert companions(course, workspace) == {}
    note(workspace, "passed")
    assert companions(course, workspace) == {"sequential": OWN}


def test_after_a_change_it_must_be_tested_again(course, workspace):
    note(workspace, "passed")
    (workspace.root / "sequential.py").write_text(OWN + "\n")
    assert companions(course, workspace) == {}


def test_somebody_else_s_file_gets_none_of_it(course, workspace, tmp_path):
    note(workspace, "passed")
    assert companions(course, workspace, tmp_path / "train-digits.py") == {}


def test_without_a_file_there_is_none(course, workspace):
    note(workspace, "passed")
    (workspace.root / "sequential.py").unlink()
    assert companions(course, workspace) == {}
    assert workspace.companions(course.exercise("dense"), workspace.root / "dense.py") == {}
