import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_course import EXERCISE, RIGHT, write_exercise

from dllab import targets
from grader.course import load_course
from grader.errors import ExerciseError, UsageError


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("double.py", "double"),
        ("Double.py", "double"),
        ("double.ipynb", "double"),
        ("double-v2.py", "double"),
        ("double (1).py", "double"),
        ("double_final_FINAL.py", "double"),
        ("double.old-1.py", "double"),
        ("double-open.py", "double-open"),
        ("double_open.py", "double-open"),
        ("double_open_2.py", "double-open"),
        ("twice.py", "double"),
        ("anna-double.py", "double"),
        ("anna_double_open_final.py", "double-open"),
        ("double-twice.py", "double"),
    ],
)
def test_a_files_name_says_the_exercise(course, name, id):
    assert targets.by_name(course, Path("somewhere") / name).id == id


@pytest.mark.parametrize(
    ("name", "advice"), [("doubel.py", "--exercise double "), ("homework.py", "--exercise ID ")]
)
def test_or_the_message_says_what_to_type(course, name, advice):
    with pytest.raises(UsageError) as caught:
        targets.by_name(course, Path(name))
    assert str(caught.value).startswith(f"{name}: ")
    assert advice in str(caught.value)


@given(
    st.text(alphabet=st.characters(exclude_characters="/\0"), min_size=1).filter(
        lambda name: name not in (".", "..")
    )
)
def test_no_name_is_too_odd(name):
    course = load_course(Path(__file__).resolve().parents[2])
    try:
        targets.by_name(course, Path(name))
    except UsageError as error:
        assert name in str(error)


def test_an_id_means_the_file_in_the_workspace(course, workspace, started):
    path = started("double", RIGHT)
    assert targets.resolve(course, workspace, "double") == (path, course.exercise("double"))
    assert targets.resolve(course, workspace, None) == (path, course.exercise("double"))


def test_an_id_wins_over_a_folder_of_that_name(course, workspace, started, tmp_path, monkeypatch):
    path = started("double", RIGHT)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "double").mkdir()
    assert targets.resolve(course, workspace, "double").path == path


@pytest.mark.parametrize("given", ["double.py", "./double", "folder/double-v2"])
def test_what_looks_like_a_path_is_one(course, workspace, given, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path(given).parent.mkdir(exist_ok=True)
    Path(given).touch()
    assert targets.resolve(course, workspace, given) == (Path(given), course.exercise("double"))


def test_a_file_without_suffix_is_found_where_it_lies(course, workspace, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "double-mine").touch()
    assert targets.resolve(course, workspace, "double-mine").path == Path("double-mine")


@pytest.mark.parametrize(
    ("given", "what"), [("nosuch.py", "nosuch.py: no such file"), (".", ". is a folder")]
)
def test_what_is_no_file_is_told_so_first(course, workspace, given, what, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=f"^{re.escape(what)}"):
        targets.resolve(course, workspace, given)


def test_two_exercises_in_a_name_are_named(tmp_path, mini):
    (mini / "exercises/01-numbers/track.yaml").write_text("title: N\nexercises: [double-open, double, halve]")
    halve = EXERCISE.replace("id: double", "id: halve").replace("renamed_from: [twice]", "")
    write_exercise(mini / "exercises/01-numbers/halve", halve)
    with pytest.raises(UsageError, match="double-open and halve"):
        targets.by_name(load_course(mini), Path("halve_double_open.py"))


def test_the_exercise_can_be_said(course, workspace, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("homework.py").touch()
    target = targets.resolve(course, workspace, "homework.py", "double-open")
    assert target == (Path("homework.py"), course.exercise("double-open"))


def test_what_was_not_started_is_told_how(course, workspace):
    with pytest.raises(UsageError, match="dllab start double"):
        targets.resolve(course, workspace, "double")


def test_a_broken_exercise_is_named_by_its_file(mini, workspace):
    (mini / "exercises/01-numbers/double/exercise.yaml").write_text("id: double\ntitel: Doubling\n")
    with pytest.raises(ExerciseError, match=r"exercise\.yaml:2: .*titel"):
        targets.by_name(load_course(mini), Path("double-v2.py"))
