"""A training on a data set of the course's own, graded from end to end."""

import json

import numpy as np
import pytest

from grader.course import load_course
from grader.errors import ExerciseError
from grader.submission import from_source

SOFTMAX = """
import numpy as np

CONFIG = {"epochs": 12, "batch_size": 16, "optimizer": "adam", "lr": 0.05, "weight_decay": 0.0,
          "dropout": 0.0, "shuffle": True}

def prepare(X):
    return (X - 50) / 30

class Softmax:
    def __init__(self, rng):
        self.p = {"W": rng.normal(size=(2, 3)) / 2, "b": np.zeros(3)}

    def forward(self, x, train=False):
        self.x = x
        return x @ self.p["W"] + self.p["b"]

    def backward(self, dout):
        self.g = {"W": self.x.T @ dout, "b": dout.sum(0)}

    def params(self):
        return self.p

    def grads(self):
        return self.g

    def set_params(self, values):
        self.p = dict(values)

def build(rng):
    return Softmax(rng)
"""

CHECK = """
@check(points=2)
def tells_seeds_apart(lab):
    "It tells three kinds of seeds apart."
    run = lab.train_by_hand(lab.hand_network(lab.task()), lab.task(), seeds=1)
    expect.band(run.accuracy, passing=0.7, solid=0.8, excellent=0.9)
"""


@pytest.fixture
def seeds(tiny):
    """seeds(**keys) -> an exercise that trains on the course's own table of three kinds of seeds."""

    def exercise(**keys):
        root = tiny(checks=CHECK, solution=SOFTMAX, provides=["build"], datasets=["seeds"]).root
        (root / "data").mkdir()
        rng, lines = np.random.default_rng(2), ["length,width,kind"]
        for kind, (length, width) in {"rye": (20, 20), "oats": (80, 30), "wheat": (40, 90)}.items():
            lines += [f"{x:.2f},{y:.2f},{kind}" for x, y in rng.normal((length, width), 6, (60, 2))]
        (root / "data" / "seeds.csv").write_text("\n".join(lines) + "\n")
        card = {"title": "Seeds", "source": "made up", "licence": "CC0", "synthetic": True}
        declared = {**card, "file": "data/seeds.csv", "target": "kind", **keys}
        (root / "course.yaml").write_text(json.dumps({"datasets": {"seeds": declared}}))
        return load_course(root).exercise("tiny")

    return exercise


def test_it_is_trained_and_tested_on(grader, seeds):
    exercise = seeds()
    report = grader.grade(exercise, from_source(SOFTMAX, "tiny.py"), "a seed")
    assert [(check.verdict, check.earned) for check in report.checks] == [("passed", 2.0)]
    (training,) = report.training
    assert (training.data, training.synthetic, training.origin) == ("seeds", True, "vendored")
    assert training.budget.samples == 12 * 129  # of 180, 36 are for the test and 15 for validation


def test_no_guest_can_read_it(grader, seeds):
    exercise = seeds()
    looks = f"""
try:
    text = open({str(exercise.root / "data" / "seeds.csv")!r}).read()
except OSError as error:
    raise ValueError(type(error).__name__)
raise ValueError(text)
"""
    (check,) = grader.grade(exercise, from_source(SOFTMAX + looks, "tiny.py"), "a seed").checks
    assert "FileNotFoundError" in check.message or "PermissionError" in check.message
    assert "rye" not in check.message


def test_one_that_is_broken_is_nobody_elses_mistake(grader, seeds):
    with pytest.raises(ExerciseError, match=r"course\.yaml:1: seeds: there is no file data/seds\.csv: did"):
        grader.grade(seeds(file="data/seds.csv"), from_source(SOFTMAX, "tiny.py"), "a seed")


def test_other_data_is_another_version_of_the_exercise(seeds):
    exercise = seeds()
    versions = {exercise.version}
    with (exercise.root / "data" / "seeds.csv").open("a") as file:
        file.write("1,1,rye\n")
    versions.add(load_course(exercise.root).exercise("tiny").version)
    assert len(versions) == 2
