"""What was handed in, whatever folders and files are called."""

import os

import pytest

from grader.batch.plan import require_apart, scan
from grader.batch.store import Store
from grader.course import load_course
from grader.errors import UsageError
from grader.submission import read

SOURCE = "def logistic(x, w, b):\n    return x\n"


@pytest.fixture
def submissions(tmp_path):
    folder = tmp_path / "submissions"
    folder.mkdir()
    return folder


def hand_in(submissions, student, name="logistic-unit.py", source=SOURCE):
    path = submissions / student / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(source)
    return path


def why(plan):
    return {refused.path.name: refused.why for refused in plan.refused}


def test_a_file_a_student_and_exercise(submissions, course):
    path = hand_in(submissions, "anna")
    (found,) = scan(submissions, course).hand_ins
    assert (found.student, found.exercise.id, found.path) == ("anna", "logistic-unit", path)
    assert found.time == path.stat().st_mtime


@pytest.mark.parametrize("name", ["anna müller", "-rf", "new\nline", "a;b", "'; drop", "𝒳", b"\xff\xfe"])
def test_names_are_data(submissions, course, name):
    name = os.fsdecode(name)
    hand_in(submissions, name)
    assert [one.student for one in scan(submissions, course).hand_ins] == [name]


@pytest.mark.parametrize("name", ["logistic_unit.py", "Logistic-Unit.py"])
def test_other_spellings(submissions, course, name):
    hand_in(submissions, "anna", name)
    assert [one.exercise.id for one in scan(submissions, course).hand_ins] == ["logistic-unit"]


def test_what_is_not_understood_is_said_with_the_nearest_name(submissions, course):
    hand_in(submissions, "anna", "logistic-unt.py")
    hand_in(submissions, "anna", "notes.txt")
    hand_in(submissions, "anna", "zzz.py")
    found = why(scan(submissions, course))
    assert found["logistic-unt.py"].endswith("should it be logistic-unit.py?")
    assert "neither a .py nor an .ipynb" in found["notes.txt"]
    assert found["zzz.py"] == "its name is no exercise's"


def test_one_name_in_many_spellings_is_not_graded_many_times(submissions, course):
    for number in range(9):
        hand_in(submissions, "eve", f"{'LOGISTIC'[:number]}{'logistic'[number:]}-unit.py", f"# {number}\n")
    hand_in(submissions, "eve", "softmax.py")
    hand_in(submissions, "anna")
    plan = scan(submissions, course)
    assert sum(one.exercise.id == "logistic-unit" for one in plan.hand_ins if one.student == "eve") == 4
    assert {(one.student, one.exercise.id) for one in plan.hand_ins} > {
        ("anna", "logistic-unit"),
        ("eve", "softmax"),
    }
    assert [one.why for one in plan.refused] == [
        "4 other files are for logistic-unit, and no more are graded: keep one"
    ] * 5


def test_a_flood_is_bounded_and_said(submissions, course, monkeypatch):
    monkeypatch.setattr("grader.batch.plan.MOST", 5)
    for number in range(9):
        hand_in(submissions, "eve", f"{number}.py")
    hand_in(submissions, "zoe")
    plan = scan(submissions, course)
    assert [one.student for one in plan.hand_ins] == ["zoe"]
    assert why(plan)["eve"] == "only the first 5 of its 9 files are looked at"
    assert len(plan.refused) == 6


def test_links_lead_nowhere(submissions, course, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "logistic-unit.py").write_text(SOURCE)
    (submissions / "linked").symlink_to(outside)
    hand_in(submissions, "anna", "softmax.py")
    (submissions / "anna" / "logistic-unit.py").symlink_to(outside / "logistic-unit.py")
    plan = scan(submissions, course)
    assert [one.exercise.id for one in plan.hand_ins] == ["softmax"]
    assert "symbolic link" in why(plan)["linked"]
    assert "logistic-unit.py" in why(plan)


def test_a_file_among_the_students_is_refused_by_name(submissions, course):
    (submissions / "readme.txt").write_text("hello")
    assert "no folder" in why(scan(submissions, course))["readme.txt"]


def test_hidden_ones_do_not_count_and_folders_are_named(submissions, course):
    hand_in(submissions, ".git", "config.txt")
    hand_in(submissions, ".anna")
    hand_in(submissions, "anna", ".logistic-unit.py.swp")
    (submissions / ".collected.jsonl").write_text("")
    (submissions / ".link").symlink_to(submissions / ".anna")
    plan = scan(submissions, course)
    assert plan.hand_ins == []
    assert {one.path.name: one.stray for one in plan.refused} == {".git": True, ".anna": False}
    assert scan(submissions, course, students=["anna"]).refused == []


def test_some_exercises_and_students(submissions, course):
    for student in ("anna", "ben"):
        hand_in(submissions, student)
        hand_in(submissions, student, "softmax.py")
    found = scan(submissions, course, exercises=["softmax"], students=["ben"]).hand_ins
    assert [(one.student, one.exercise.id) for one in found] == [("ben", "softmax")]


def test_a_student_who_is_not_there(submissions, course):
    hand_in(submissions, "anna")
    with pytest.raises(UsageError, match="'anna'"):
        scan(submissions, course, students=["ana"])


def test_an_exercise_that_is_not_there(submissions, course):
    with pytest.raises(UsageError, match="softmax"):
        scan(submissions, course, exercises=["softmaxx"])


def test_no_folder(tmp_path, course):
    with pytest.raises(UsageError, match="cannot be read"):
        scan(tmp_path / "nothing", course)


def test_what_cannot_be_read_is_refused(submissions, course):
    hand_in(submissions, "anna", source="a\0b")
    os.mkfifo(submissions / "anna" / "softmax.py")
    found = why(scan(submissions, course))
    assert set(found) == {"logistic-unit.py", "softmax.py"}


def test_what_is_refused_says_whether_it_may_be_work(submissions, course):
    hand_in(submissions, "anna", "logistic-unt.py")
    hand_in(submissions, "anna", "softmax.py", "# caf\xe9\n" + "a\0")
    hand_in(submissions, "anna", "notes.txt")
    (submissions / "readme.txt").write_text("")
    stray = {refused.path.name: refused.stray for refused in scan(submissions, course).refused}
    expected = {"logistic-unt.py": False, "softmax.py": False, "notes.txt": True, "readme.txt": True}
    assert stray == expected


@pytest.mark.parametrize("name", ["softmax.txt", "Softmax.py.txt"])
def test_code_with_the_ending_of_a_text_may_be_work(submissions, course, name):
    hand_in(submissions, "anna", name)
    (refused,) = scan(submissions, course).refused
    assert (refused.stray, refused.why.partition(": ")[2]) == (False, "should it be softmax.py?")


def test_code_among_the_students_may_be_work(submissions, course):
    (submissions / "softmax.py").write_text("")
    (refused,) = scan(submissions, course).refused
    assert not refused.stray


def test_a_reason_does_not_name_the_file_once_more(submissions, course):
    path = hand_in(submissions, "anna", "softmax.py")
    path.write_bytes(b"ok = 1\n\xff\n")
    hand_in(submissions, "ben", "softmax.py", "a\0")
    found = [refused.why for refused in scan(submissions, course).refused]
    assert found[0].startswith("line 2: not text")
    assert found[1].startswith("is not text")


def test_a_broken_exercise_is_named(submissions, tiny):
    exercise = tiny()
    (exercise.folder / "exercise.yaml").write_text("id: tiny\n")
    hand_in(submissions, "anna", "tiny.py")
    (refused,) = scan(submissions, load_course(exercise.folder.parents[2])).refused
    assert refused.why.startswith("its exercise is broken: ")
    assert "exercise.yaml" in refused.why


def test_a_folder_that_is_replaced_meanwhile_is_not_followed(submissions, tmp_path):
    hand_in(submissions, "anna", source="mine = 1\n")
    hand_in(submissions, "ben", source="secret = 1\n")
    folder = os.open(submissions / "anna", os.O_RDONLY)
    (submissions / "anna").rename(tmp_path / "aside")
    (submissions / "anna").symlink_to(submissions / "ben")
    assert read(submissions / "anna" / "logistic-unit.py", folder).source == "mine = 1\n"
    os.close(folder)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("a", "b", True),
        ("a", "ab", True),
        ("a", "a", False),
        ("a", "a/b", False),
        ("a/b", "a", False),
        ("a", "b/../a/c", False),
    ],
)
def test_results_and_submissions_lie_apart(tmp_path, one, other, apart):
    if apart:
        require_apart(tmp_path / one, tmp_path / other)
    else:
        with pytest.raises(UsageError, match="lie in each other"):
            require_apart(tmp_path / one, tmp_path / other)


def test_results_where_submissions_should_be(tmp_path):
    with Store(tmp_path / "results"):
        (tmp_path / "results" / "batch.json").touch()  # made with the first outcome
    with pytest.raises(UsageError, match="have the two folders changed places"):
        require_apart(tmp_path / "results", tmp_path / "submissions")


def test_links_do_not_bring_them_together(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    with pytest.raises(UsageError):
        require_apart(tmp_path / "a", tmp_path / "link" / "results")
