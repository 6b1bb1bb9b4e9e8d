"""What students get of a course's data sets."""

import json

import msgspec
import numpy as np
import pytest

from grader import datasets
from grader.errors import UsageError
from grader.training.task import make_task

CARD = {"title": "Mine", "source": "me", "licence": "CC0"}


@pytest.fixture
def course(tmp_path):
    """course(**keys) -> the folder of a course with the table `seeds`."""
    folder = tmp_path / "course"
    (folder / "data").mkdir(parents=True)
    rows = "".join(f"{n},{n * n},{'ab'[n % 2]}\n" for n in range(100))
    (folder / "data" / "seeds.csv").write_text("x,z,y\n" + rows)
    (folder / "data" / "card.md").write_text("# Seeds\n")
    (folder / "data" / "drawn.py").write_text(
        "def f(rng, count):\n    return rng.random(count), rng.random(count)"
    )

    def declare(**keys):
        seeds = {**CARD, "file": "data/seeds.csv", "target": "y", "card": "data/card.md", **keys}
        drawn = {**CARD, "generator": "data/drawn.py:f", "sizes": [4, 4]}
        (folder / "course.yaml").write_text(json.dumps({"datasets": {"seeds": seeds, "drawn": drawn}}))
        return folder

    return declare


def installed(folder, name, copy):
    """The course as a student has it."""
    for path, data in copy.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "course.yaml").write_text(json.dumps({"datasets": {name: msgspec.to_builtins(copy.declared)}}))
    return folder


def test_all_that_is_trained_on_and_nothing_of_the_test(course, tmp_path):
    whole = course()
    copy = datasets.for_students(whole, "seeds")
    assert sorted(copy.files) == ["data/card.md", "data/seeds-train.npz"]
    student = installed(tmp_path / "student", "seeds", copy)
    graders, students = (make_task(["seeds"], 1, course=folder) for folder in (whole, student))
    for one in ("train", "validation"):
        mine, theirs = getattr(students, one), getattr(graders, one)
        assert (mine.x.tobytes(), mine.y.tobytes()) == (theirs.x.tobytes(), theirs.y.tobytes())
    record = students.dataset.record
    assert (record.classes, record.class_names) == (2, ("a", "b"))
    assert record.sha256 == graders.dataset.record.sha256
    assert (len(graders.test.x), len(students.test.x)) == (20, 8)
    tested = {x.tobytes() for x in students.test.x}
    assert not tested & {x.tobytes() for x in graders.test.x}
    assert not tested & {x.tobytes() for x in students.train.x}
    assert datasets.verify("seeds", student).state == "right"
    assert copy.files == datasets.for_students(whole, "seeds").files


def test_where_the_test_is_public_the_file_is_given(course):
    folder = course(test_is_public=True)
    copy = datasets.for_students(folder, "seeds")
    assert copy.declared == datasets.own_of(folder)["seeds"].declared
    assert copy.files["data/seeds.csv"] == (folder / "data" / "seeds.csv").read_bytes()


def test_a_generator_is_given(course):
    folder = course()
    assert list(datasets.for_students(folder, "drawn").files) == ["data/drawn.py"]


def test_what_is_not_declared(course):
    with pytest.raises(UsageError, match="declares no data set 'digits'"):
        datasets.for_students(course(), "digits")


def test_targets_that_are_numbers_stay_so(course, tmp_path):
    whole = course(target="z", inputs=["x"], classes=0)
    copy = datasets.for_students(whole, "seeds")
    student = installed(tmp_path / "student", "seeds", copy)
    data = datasets.load("seeds", course=student)
    assert data.record.classes is None
    assert np.array_equal(data.train.y, datasets.load("seeds", course=whole).train.y)
