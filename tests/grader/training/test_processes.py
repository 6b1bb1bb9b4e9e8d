"""Clean processes are asked again when they are idle, and answer as new ones do."""

from __future__ import annotations

import pytest
from nets import make_exercise, network

from grader.events import ignore
from grader.grade import Grader
from grader.submission import from_source
from grader.training.processes import Processes

CHECKS = """
@check()
def climbs(lab):
    "It climbs."
    ladder.initial_loss(lab.network(), lab.task(), expected=math.log(10))
    ladder.every_tensor_moves(lab.network(), lab.task())
    ladder.overfits_one_batch(lab.network(), lab.task())
    lab.train(lab.network(), lab.task(train=300, test=100), epochs=1, batch_size=64)

@check()
def scores(lab):
    "It recognises digits."
    run = lab.train(lab.network(), lab.task(train=600, test=200), epochs=2, batch_size=32)
    expect.band(run.accuracy, passing=0.1, solid=0.2, excellent=0.3)
"""
SOURCE = network("L.Flatten()", "L.Dense(32, activation='relu')", "L.Dropout(0.3)", "L.Dense(10)")


@pytest.fixture
def processes(grader):
    own = Processes(grader.keras, "cpu", 60.0, ignore)
    yield own
    own.close()


def histories(report):
    (training,) = (one for one in report.training if one.check == "scores")
    return [run.history for run in training.runs]


def test_what_was_asked_before_changes_no_bit(grader, tmp_path):
    exercise = make_exercise(tmp_path, CHECKS)
    submission = from_source(SOURCE, "tiny.py")
    used = grader.grade(exercise, submission, seed="1")
    with Grader(device="cpu") as another:
        new = another.grade(exercise, submission, seed="1", only=["scores"])
    assert len(histories(used)) == 3
    assert histories(used) == histories(new)


def test_an_idle_one_is_asked_again(processes):
    with processes.open(1) as first, processes.open(2) as second:
        assert second is not first
    with processes.open(3) as again:
        assert again in (first, second)


def test_precision_is_chosen_once_for_each(processes):
    with processes.open(1) as full:
        pass
    with processes.open(1, mixed_precision=True) as mixed:
        assert mixed is not full
    with processes.open(1) as again:
        assert again is full


def test_one_that_ended_is_replaced(processes):
    with processes.open(1) as first:
        pass
    first.kill()
    with processes.open(2) as second:
        assert second is not first
        second.reset(3)


def test_one_in_which_something_failed_is_not_asked_again(processes):
    with pytest.raises(ZeroDivisionError), processes.open(1) as failed:
        1 / 0  # noqa: B018
    with processes.open(2) as another:
        assert another is not failed


def test_closing_leaves_none(processes):
    with processes.open(1) as first:
        pass
    processes.close()
    with processes.open(2) as second:
        assert second is not first
