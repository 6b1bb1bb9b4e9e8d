"""Reading a course: what is wrong is said with file and line, and the rest works on."""

import pickle
from pathlib import Path

import pytest

from grader.course import load_course
from grader.errors import ExerciseError, UsageError
from grader.exercise import Exercise, load_exercise

MINIMAL = """\
id: mean
title: The mean
summary: Add and divide.
kind: numpy
provides: [mean]
"""


@pytest.fixture
def root(tmp_path):
    """A course of one track and one exercise."""
    write(tmp_path / "exercises/01-basics/track.yaml", "title: Basics\nexercises: [mean]\n")
    write(tmp_path / "exercises/01-basics/mean/exercise.yaml", MINIMAL)
    write(tmp_path / "solutions/01-basics/mean.py", "def mean(x): return sum(x) / len(x)\n")
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def exercise_yaml(root: Path) -> Path:
    return root / "exercises/01-basics/mean/exercise.yaml"


def problem_of(root: Path, text: str) -> ExerciseError:
    path = exercise_yaml(root)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExerciseError) as caught:
        load_exercise(path.parent)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_course_is_read(root):
    course = load_course(root)
    assert course.problems == []
    [exercise] = course
    assert isinstance(exercise, Exercise)
    assert (exercise.id, exercise.minutes, exercise.limits.seconds) == ("mean", 30, 5.0)
    assert exercise.solution.is_file()
    assert course.exercise("mean") is exercise


def test_an_exercise_travels_to_another_process(root):
    exercise = load_course(root).exercise("mean")
    assert pickle.loads(pickle.dumps(exercise)) == exercise


@pytest.mark.parametrize(
    ("extra", "line", "message"),
    [
        ("minute: 3\n", 6, "unknown key 'minute': did you mean 'minutes'?"),
        ("zzz: 3\n", 6, "unknown key 'zzz': known are id, title"),
        ("minutes: 9\nlimits:\n  second: 3\n", 8, "unknown key 'second': did you mean 'seconds'?"),
        ("limits:\n  seconds: 0\n", 6, "limits: seconds must be above 0 and finite"),
        ("limits:\n  seconds: .nan\n", 6, "limits: seconds must be above 0"),
        ("limits:\n  seconds: .inf\n", 6, "limits: seconds must be above 0"),
        ("limits:\n  seconds: soon\n", 7, "limits.seconds: expected a number, got a text"),
        ("minutes: long\n", 6, "minutes: expected a whole number, got a text"),
        ("minutes: true\n", 6, "minutes: expected a whole number, got yes or no"),
        ("hints:\n  - good\n  - 2\n", 8, "hints: expected a text, got a whole number"),
        ("forbid: scipy\n", 6, "forbid: expected a list, got a text"),
        ("hints:\n", 6, "hints: expected a list, got nothing"),
        ("title: Again\n", 6, "the key 'title' is given twice"),
        ("minutes: 3\nminutes: 3\n", 7, "the key 'minutes' is given twice"),
        ("1: 2\n", 1, "a key that is not text"),
        ("[a, b]: 2\n", 6, "unhashable"),
        ("hints: [\n", 7, "not YAML"),
        ("\thints: 1\n", 6, "not YAML"),
        ("hints: [2020-13-45]\n", 6, "month must be in 1..12"),
        ("hints: !!python/object:os.system {}\n", 6, "could not determine a constructor"),
        ("title: \x07\n", 6, "control characters"),
    ],
)
def test_a_bad_key_is_said_with_its_line(root, extra, line, message):
    problem = problem_of(root, MINIMAL + extra)
    assert str(problem).startswith(f"{exercise_yaml(root)}:{line}: ")
    assert message in str(problem)


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("id: mean", "id: median", 1, "id is 'median', the folder is 'mean'"),
        ("kind: numpy", "kind: torch", 4, "kind: unknown value 'torch'"),
        ("provides: [mean]", "provides: []", 5, "provides: name at least one"),
        ("title: The mean\n", "", 1, "the key 'title' is missing"),
        ("title: The mean", "title: [a]", 2, "title: expected a text, got a list"),
    ],
)
def test_a_bad_value_is_said_with_its_line(root, before, after, line, message):
    problem = problem_of(root, MINIMAL.replace(before, after))
    assert (problem.line, problem.path) == (line, exercise_yaml(root))
    assert message in problem.message


@pytest.mark.parametrize("text", ["", "null", "- a\n- b\n", "just words"])
def test_a_file_without_keys(root, text):
    assert "write `key: value` lines" in problem_of(root, text).message


def test_bytes_that_are_no_text(root):
    exercise_yaml(root).write_bytes(MINIMAL.encode() + b"# caf\xe9\n")
    [problem] = load_course(root).problems
    assert problem.line == 6
    assert "not UTF-8 text" in problem.message


def test_no_course(tmp_path):
    with pytest.raises(ExerciseError, match="no course here"):
        load_course(tmp_path)


def test_a_missing_exercise_yaml(root):
    exercise_yaml(root).unlink()
    course = load_course(root)
    assert [str(problem) for problem in course.problems] == [f"{exercise_yaml(root)}: missing file"]
    with pytest.raises(ExerciseError, match="missing file"):
        course.exercise("mean")


@pytest.mark.parametrize("id", ["median", "../01-basics/mean"])
def test_a_listed_folder_that_is_not_there(root, id):
    track = write(root / "exercises/01-basics/track.yaml", f"title: Basics\nexercises:\n  - mean\n  - {id}\n")
    [problem] = load_course(root).problems
    assert str(problem) == f"{track}:4: there is no folder {id!r} here"


def test_a_folder_that_is_not_listed(root):
    path = write(root / "exercises/01-basics/median/exercise.yaml", MINIMAL.replace("mean", "median"))
    course = load_course(root)
    assert [str(problem) for problem in course.problems] == [
        f"{path}: not listed under `exercises` in 01-basics/track.yaml"
    ]
    assert [exercise.id for exercise in course] == ["mean"]


def test_an_id_that_two_exercises_have(root):
    write(root / "exercises/02-more/track.yaml", "title: More\nexercises: [mean]\n")
    path = write(root / "exercises/02-more/mean/exercise.yaml", MINIMAL)
    [problem] = load_course(root).problems
    assert str(problem) == f"{path}:1: the id 'mean' is also that of {exercise_yaml(root)}"


def test_a_former_id_that_another_exercise_has(root):
    write(root / "exercises/02-more/track.yaml", "title: More\nexercises: [average]\n")
    text = MINIMAL.replace("id: mean", "id: average") + "renamed_from: [mean]\n"
    write(root / "exercises/02-more/average/exercise.yaml", text)
    course = load_course(root)
    [problem] = course.problems
    assert (problem.line, "'mean' is also that of" in problem.message) == (6, True)
    assert course.exercise("mean").id == "mean"


def test_a_former_id_finds_the_exercise(root):
    exercise_yaml(root).write_text(MINIMAL + "renamed_from: [average]\n")
    assert load_course(root).exercise("average").id == "mean"


def test_a_broken_track_takes_down_only_itself(root):
    track = write(root / "exercises/02-more/track.yaml", "titel: More\nexercises: [median]\n")
    write(root / "exercises/02-more/median/exercise.yaml", MINIMAL.replace("mean", "median"))
    course = load_course(root)
    assert [exercise.id for exercise in course] == ["mean"]
    with pytest.raises(ExerciseError, match=r"unknown key 'titel': did you mean 'title'") as caught:
        course.exercise("median")
    assert (caught.value.path, caught.value.line) == (track, 1)


def test_an_unknown_id_gets_the_nearest(root):
    course = load_course(root)
    with pytest.raises(UsageError, match="no exercise 'maen': did you mean mean"):
        course.exercise("maen")
    with pytest.raises(UsageError, match="see `dllab list`"):
        course.exercise("exercises")


def test_the_version_changes_with_what_decides_a_score(root):
    def version():
        return load_course(root).exercise("mean").version

    first = version()
    assert version() == first
    for name in ("exercise.yaml", "checks.py", "hidden.py", "mistakes.py"):
        before = version()
        with (exercise_yaml(root).parent / name).open("a") as file:
            file.write("# more\n")
        assert version() != before
    before = version()
    write(exercise_yaml(root).parent / "lesson.md", "# Words\n")
    assert version() == before
    write(root / "solutions/01-basics/mean.py", "def mean(x): return 0\n")
    assert version() != before


def test_texts_of_an_exercise(root):
    exercise = load_course(root).exercise("mean")
    assert exercise.text("solution.py").startswith("def mean")
    assert (exercise.has("solution.py"), exercise.has("hidden.py")) == (True, False)
    with pytest.raises(ExerciseError, match=r"hidden\.py: missing file"):
        exercise.text("hidden.py")
