"""data list, data show, data verify in a course with data sets of its own."""

import json
import re

import pytest

from grader import datasets

CARD = {"title": "Seeds of three kinds", "source": "me, 2026", "licence": "CC0"}
TABLE = {**CARD, "file": "data/seeds.csv", "target": "kind"}


@pytest.fixture
def course(mini):
    """course(seeds={…}) -> the folder of the small course, which now declares these."""
    (mini / "data").mkdir()
    rows = "".join(f"{n},{'ab'[n % 2]}\n" for n in range(20))
    (mini / "data" / "seeds.csv").write_text(f"x,kind\n{rows}")
    (mini / "data" / "seeds.md").write_text("# Seeds\n\nWeighed, not counted. \x1b[31m\n")

    def declare(**sets):
        (mini / "course.yaml").write_text(json.dumps({"datasets": sets}, indent=1))
        return mini

    return declare


def squeezed(text):
    return [" ".join(line.split()) for line in text.splitlines()]


def test_list_begins_with_the_courses_own(dllab, course):
    course(seeds=TABLE, broken={**TABLE, "target": "sort"})
    done = dllab("data", "list")
    lines = squeezed(done.out)
    assert lines[:2] == [
        "✓ seeds Seeds of three kinds 1 16/4 real, CC0",
        "✗ broken Seeds of three kinds damaged",
    ]
    assert lines[2].startswith("✓ digits")
    assert "course.yaml:15: broken: seeds.csv has no column 'sort': there are x, kind" in done.err
    found = {one["name"]: one for one in dllab("data", "list", "--json").json["datasets"]}
    assert (found["seeds"]["origin"], found["seeds"]["problem"], found["seeds"]["classes"]) == (
        "vendored",
        None,
        2,
    )
    assert "has no column 'sort'" in found["broken"]["problem"]
    assert found["digits"]["problem"] is None


def test_show_prints_the_card(dllab, course, mini):
    course(seeds={**TABLE, "card": "data/seeds.md"})
    exercise = next(mini.glob("exercises/*/*/exercise.yaml"))
    exercise.write_text(exercise.read_text() + "\ndatasets: [seeds]\n")
    done = dllab("data", "show", "seeds")
    lines = squeezed(done.out)
    assert (done.status, done.err) == (0, "")
    for line in (
        "title Seeds of three kinds",
        "x (N, 1) float64",
        "y kind, 2 classes: a, b",
        "samples 16 to train on, 4 for the test",
        "from data/seeds.csv in the course; the test split is for graders only",
        "source me, 2026",
        "sha256 none in course.yaml: dllab data verify seeds",
        f"used by {exercise.parent.name}",
        "Weighed, not counted.",
    ):
        assert line in lines
    assert "\x1b" not in done.out
    shown = dllab("data", "show", "seeds", "--json").json
    assert (shown["sizes"], shown["exercises"]) == ([16, 4], [exercise.parent.name])
    assert shown["card"].startswith("# Seeds\n")


def test_show_of_what_dllab_brings(dllab):
    lines = squeezed(dllab("data", "show", "digits").out)
    assert "y digit, 10 classes" in lines
    assert "from vendored" in lines
    done = dllab("data", "show", "digit")
    assert done.is_refusal()
    assert "did you mean digits" in done.err


def test_verify_tells_the_line_to_write(dllab, course):
    folder = course(seeds=TABLE)
    done = dllab("data", "verify", "seeds")
    assert (done.status, done.err) == (1, "")
    (hash,) = re.findall(r"^    sha256: ([0-9a-f]{64})$", done.out, re.MULTILINE)
    assert f"write under seeds ({folder}/course.yaml:3)" in " ".join(done.out.split())
    right = course(seeds={**TABLE, "sha256": hash})
    assert squeezed(dllab("data", "verify", "seeds").out) == ["seeds data/seeds.csv ✓ right"]
    (right / "data" / "seeds.csv").write_text("x,kind\n1,a\n2,b\n")
    assert f"replace line 9 of {right}/course.yaml by sha256: " in " ".join(
        dllab("data", "verify", "seeds").out.split()
    )
    done = dllab("data", "verify", "seeds", "--json")
    assert done.status == 1
    (found,) = done.json["findings"]
    assert (found["state"], found["sha256"]) == ("wrong", datasets.hash_of(datasets.own_of(right)["seeds"]))


@pytest.mark.parametrize("command", [("list",), ("show", "seeds"), ("verify", "seeds"), ("fetch", "seeds")])
def test_a_declaration_that_is_broken(dllab, course, command):
    course(seeds={**TABLE, "licens": "CC0"})
    done = dllab("data", *command)
    assert done.is_refusal()
    assert "course.yaml:9: unknown key 'licens': did you mean 'licence'?" in done.err
