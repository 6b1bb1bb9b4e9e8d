"""lab.train: seeds, histories, repeatability, what a report says of it, and what stops it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from nets import make_exercise, network

from grader.events import TrainingStep
from grader.report import Verdict, for_learner, from_json, to_json
from grader.submission import from_source
from grader.training.run import Median, accuracy, mse

CHECKS = """
def trained(lab):
    return lab.train(lab.network(), lab.task(train=1200, test=200), epochs=3, batch_size=8)

@check()
def learns(lab):
    "The loss goes down."
    ladder.loss_goes_down(trained(lab), to=0.8)

@check(points=4)
def scores(lab):
    "It recognises digits."
    expect.band(trained(lab).accuracy, passing=0.3, solid=0.5, excellent=0.6)
"""
GOOD = network("L.Flatten()", "L.Dense(16, activation='relu')", "L.Dense(10)")


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    return make_exercise(tmp_path_factory.mktemp("course"), CHECKS)


def grade(grader, exercise, source, seed="1", **more):
    return grader.grade(exercise, from_source(source, "tiny.py"), seed=seed, **more)


@pytest.fixture(scope="module")
def report(grader, exercise):
    heard = []
    done = grade(grader, exercise, GOOD, listener=heard.append)
    return done, [event for event in heard if isinstance(event, TrainingStep)]


def test_learns(report):
    done, _ = report
    assert [check.verdict for check in done.checks] == [Verdict.PASSED] * 2, done.checks


def test_one_training_serves_both_checks(report):
    (training,) = report[0].training
    assert training.check == "learns"
    assert training.data == "digits"
    assert not training.synthetic
    assert len({run.seed for run in training.runs}) == 3
    assert all(len(run.history["val_loss"]) == 3 for run in training.runs)
    assert training.budget.samples == 3 * 1080
    assert training.budget.steps == 3 * 135
    assert training.budget.parameters == 64 * 16 + 16 + 160 + 10
    assert training.budget.macs == 3 * (64 * 16 + 160) * 3 * 1080
    assert training.metrics.keys() == {"accuracy"}


def test_steps_are_heard(report):
    _, steps = report
    assert {step.run for step in steps} == {1, 2, 3}
    assert {step.device for step in steps} == {report[0].training[0].device}
    assert all(step.step <= step.steps == 405 for step in steps)
    assert all(math.isfinite(step.numbers["loss"]) for step in steps)


def test_the_same_seed_gives_the_same_numbers(report, grader, exercise):
    again = grade(grader, exercise, GOOD)
    histories = [[run.history for run in one.training[0].runs] for one in (report[0], again)]
    assert histories[0] == histories[1]
    other = grade(grader, exercise, GOOD, seed="2", only=["learns"])
    assert [run.history for run in other.training[0].runs] != histories[0]


def test_a_learner_does_not_see_seeds(report):
    told = for_learner(report[0])
    assert {run.seed for run in told.training[0].runs} == {0}
    assert from_json(to_json(report[0])) == report[0]


def test_what_cannot_learn(grader, exercise):
    source = GOOD.replace("L.Flatten()", "L.Flatten(), L.Rescaling(1e-7)")
    done = grade(grader, exercise, source, only=["learns"])
    assert done.checks[0].verdict == Verdict.FAILED
    assert "should fall to 0.8" in done.checks[0].message


def test_a_loss_that_is_nan(grader, exercise):
    source = GOOD.replace("L.Dense(10)", "L.Dense(10, bias_initializer=keras.initializers.Constant(3e38))")
    source = source.replace("L.Flatten()", "L.Flatten(), L.Rescaling(3e38)")
    done = grade(grader, exercise, source)
    assert {check.verdict for check in done.checks} == {Verdict.FAILED}
    assert done.score == 0
    assert from_json(to_json(done)) == done


def test_a_training_that_takes_too_long(grader, tmp_path):
    slow = make_exercise(tmp_path, CHECKS.replace("epochs=3", "epochs=100000"), seconds=4.0)
    done = grade(grader, slow, GOOD, only=["learns"])
    assert done.checks[0].verdict == Verdict.TIMEOUT
    assert "longer than 4 s" in done.checks[0].message


def test_a_band_gives_linear_credit(grader, tmp_path):
    checks = """
from grader.training.run import Median

@check(points=4, cases=[0])
def between(lab, case):
    "Halfway."
    expect.band(Median([0.4, 0.45, 0.1]), passing=0.3, solid=0.5, excellent=0.6)

@check(points=4)
def below(lab):
    "Not there."
    expect.band(Median([0.2, 0.1, 0.3]), passing=0.3, solid=0.5, excellent=0.6)

@check(points=4)
def smaller_is_better(lab):
    "Small enough."
    expect.band(0.015, passing=0.02, solid=0.018, excellent=0.016, what="the error")
"""
    done = grade(grader, make_exercise(tmp_path, checks), GOOD)
    between, below, smaller = done.checks
    assert (between.verdict, between.earned) == (Verdict.PASSED, 2.5)
    assert "1 of 3 trainings collapsed" in between.message
    assert not between.full_marks
    assert (below.verdict, below.earned) == (Verdict.FAILED, 0)
    assert "at least 0.3; yours is 0.2 (the middle of 0.2, 0.1, 0.3)" in below.message
    assert (smaller.verdict, smaller.earned) == (Verdict.PASSED, 4)


def test_metrics():
    outputs = np.array([[0.1, 0.9], [0.8, 0.2], [np.nan, 1.0]])
    assert accuracy(outputs, np.array([1, 1, 1])) == pytest.approx(1 / 3)
    assert mse(np.array([[1.0], [3.0]]), np.array([0.0, 1.0])) == 2.5
    assert mse(np.array([[np.nan]]), np.array([0.0])) == math.inf
    assert Median([3.0, 1.0, 2.0]) == 2
    assert Median([3.0, 1.0, 2.0]).values == [3.0, 1.0, 2.0]


def test_mixed_precision_only_when_asked(grader, tmp_path):
    checks = """
@check(cases=[False, True])
def learns(lab, mixed):
    "The loss goes down."
    task = lab.task(train=1200, test=200)
    run = lab.train(lab.network(), task, epochs=2, batch_size=8, seeds=1, mixed_precision=mixed)
    ladder.loss_goes_down(run, to=0.9)
"""
    done = grade(grader, make_exercise(tmp_path, checks), GOOD)
    assert [check.message for check in done.checks] == [""]
    plain, mixed = done.training
    assert (plain.mixed_precision, mixed.mixed_precision) == (False, True)
    assert plain.runs[0].seed == mixed.runs[0].seed
    assert plain.runs[0].history != mixed.runs[0].history


def test_what_was_answered_before_is_not_asked_again(grader, tmp_path):
    exercise = make_exercise(tmp_path, CHECKS)
    heard = []
    first = grade(grader, exercise, GOOD, seed="recall")
    again = grade(grader, exercise, f"# Another file.\n{GOOD}", seed="recall", listener=heard.append)
    assert not [event for event in heard if isinstance(event, TrainingStep)]
    assert again.training == first.training
    assert again.environment == first.environment
    other = GOOD.replace("Dense(16", "Dense(15")
    grade(grader, exercise, other, seed="recall", listener=heard.append)
    assert [event for event in heard if isinstance(event, TrainingStep)]
