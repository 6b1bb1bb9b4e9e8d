"""The author's check on data sets: what an exercise names, and what the course declares."""

import json

import pytest

from dllab.authoring.gate import declarations
from grader import datasets
from grader.course import load_course
from grader.errors import ExerciseError

SEEDS = {"title": "Seeds", "source": "me", "licence": "CC0", "file": "seeds.csv", "target": "kind"}


@pytest.fixture
def found(tiny):
    """found(["seeds"], seeds={…}) -> the problems of an exercise with these, places shortened; its course."""

    def problems(names, **sets):
        root = tiny(datasets=names).root
        (root / "seeds.csv").write_text("x,kind\n" + "1,a\n2,b\n" * 10)
        (root / "course.yaml").write_text(json.dumps({"datasets": sets}, indent=1))
        course = load_course(root)
        found = declarations.problems(course, course.exercise("tiny"))
        return [one.replace(f"{root}/", "").replace("exercises/01-tiny/tiny/", "") for one in found], root

    return problems


def test_what_is_there_is_no_problem(found):
    assert found(["mnist", "digits"])[0] == []
    _, root = found(["seeds"], seeds=SEEDS)
    hashed = {**SEEDS, "sha256": datasets.hash_of(datasets.own_of(root)["seeds"])}
    problems, root = found(["seeds", "digits"], seeds=hashed)
    assert problems == []
    assert not declarations.broken(load_course(root).exercise("tiny"))


def test_a_name_that_nobody_knows(found):
    (one,), root = found(["digits", "seed"], seeds=SEEDS)
    assert one == "exercise.yaml:11: no data set is called 'seed': did you mean seeds?"
    assert declarations.broken(load_course(root).exercise("tiny"))


def test_a_hash_that_is_missing(found):
    (one,), root = found(["seeds"], seeds=SEEDS)
    right = datasets.hash_of(datasets.own_of(root)["seeds"])
    assert one == f"course.yaml:3: seeds: its hash is missing: write `sha256: {right}`"


def test_a_file_that_is_broken(found):
    (one,), _ = found(["seeds"], seeds={**SEEDS, "target": "sort"})
    assert one == "course.yaml:8: seeds: seeds.csv has no column 'sort': there are x, kind"


def test_another_hash(found):
    (one,), _ = found(["seeds"], seeds={**SEEDS, "sha256": 64 * "0"})
    assert one.startswith("course.yaml:9: seeds: seeds.csv has the SHA-256 ")


def test_a_declaration_that_is_broken(found):
    with pytest.raises(ExerciseError, match=r"course.yaml:3: datasets: dllab has a 'rings' of its own"):
        found(["rings"], rings=SEEDS)


def test_what_no_exercise_uses_is_the_course_s_own_to_answer_for(found):
    _, root = found(["seeds"], seeds=SEEDS, weeds={**SEEDS, "target": "sort"})
    (one,) = declarations.unused(load_course(root))
    assert one == f"{root}/course.yaml:15: weeds: seeds.csv has no column 'sort': there are x, kind"
