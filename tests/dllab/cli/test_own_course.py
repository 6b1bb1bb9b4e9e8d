"""A course outside the repository that includes exercises of the built-in one: all commands work on both."""

from pathlib import Path

import pytest
from small_course import RIGHT, SQUARED, write_exercise

SHIPPED = Path(__file__).resolve().parents[3]
UNIT = "02-neuron/logistic-unit"
COURSE = """\
title: A course of our own
summary: Two exercises.
tracks: [02-neuron, 01-numbers]
include: [02-neuron/logistic-unit]
policy:
  deadlines: {02-neuron: 2026-03-31T23:59:00Z}
"""
DEEPER = "id: deeper\ntitle: Deeper\nsummary: More.\nkind: numpy\nprovides: [double]\nuses: [logistic-unit]\n"


@pytest.fixture
def own(tmp_path):
    """The root of that course."""
    root = tmp_path / "own course"
    write_exercise(root / "exercises" / "01-numbers" / "double")
    (root / "exercises" / "01-numbers" / "track.yaml").write_text("title: Numbers\nexercises: [double]\n")
    (root / "course.yaml").write_text(COURSE)
    return root


@pytest.fixture
def dllab(dllab, own):
    """The command, with that course."""
    return lambda *arguments, **options: dllab(*arguments, env={"DLLAB_COURSE": str(own)}, **options)


def test_a_class_is_graded_in_both(dllab, tmp_path):
    solution = (SHIPPED / "solutions" / f"{UNIT}.py").read_text()
    texts = {
        ("anna", "logistic-unit"): solution,
        ("anna", "double"): RIGHT,
        ("ben", "logistic-unit"): solution.replace("np.exp(-", "np.exp(+"),
        ("ben", "double"): SQUARED,
    }
    assert texts["ben", "logistic-unit"] != solution
    for (student, id), text in texts.items():
        path = tmp_path / "submissions" / student / f"{id}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    done = dllab("class", "grade", tmp_path / "submissions", "--out", tmp_path / "results", "--jobs", 1)
    assert done.status == 0
    book = dllab("class", "gradebook", tmp_path / "results", "--json").json
    assert [one["id"] for one in book["exercises"]] == ["logistic-unit", "double"]
    scores = {
        who["student"]: {id: one["score"] for id, one in who["grades"].items()} for who in book["students"]
    }
    assert scores["anna"]["double"] == 5
    assert scores["anna"]["logistic-unit"] > scores["ben"]["logistic-unit"]
    assert scores["ben"]["double"] == 0
    late = [who["grades"]["logistic-unit"]["deadline"] for who in book["students"]]
    assert all(late)  # by the deadline of the included track


def test_the_list_begins_with_the_title(dllab):
    done = dllab("list")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("A course of our own\nTwo exercises.\n\nOne neuron\n")
    assert done.out.index("logistic-unit") < done.out.index("Numbers")
    assert dllab("list", "--json").json["title"] == "A course of our own"


def test_an_included_exercise_is_started_and_tested(dllab, home):
    assert "The logistic unit" in dllab("show", "logistic-unit").out
    assert dllab("start", "logistic-unit").status == 0
    (home / "logistic-unit.py").write_text((SHIPPED / "solutions" / f"{UNIT}.py").read_text())
    done = dllab("test", "logistic-unit", "--json")
    assert (done.status, done.err) == (0, "")
    done = dllab("grade", "logistic-unit", "--json")
    assert done.json["score"] == done.json["max_score"]


def test_an_own_exercise_uses_an_included_one(dllab, own, home):
    folder = own / "exercises" / "01-numbers" / "deeper"
    write_exercise(folder, DEEPER)
    (folder.parent / "track.yaml").write_text("title: Numbers\nexercises: [double, deeper]\n")
    home.mkdir()
    text = "from logistic_unit import sigmoid\ndef double(x):\n    return 4 * x * float(sigmoid(0.0))\n"
    (home / "deeper.py").write_text(text)
    report = dllab("grade", "deeper", "--json").json
    assert report["score"] == report["max_score"]
    assert report["companions"] == {"logistic_unit": "reference"}


def test_the_course_may_be_named_by_its_file(dllab, own):
    assert dllab("list", "--course", own / "course.yaml").out == dllab("list").out
    assert "no course here" in dllab("list", "--course", own / "exercises").err
