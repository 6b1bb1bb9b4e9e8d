"""The line that is there while it trains, on a pseudo-terminal."""

import time

import pytest

from dllab.cli import live
from dllab.cli.live import Line
from grader.events import CheckDone, CheckStarted, Note, Started, TrainingStep
from grader.report import CheckResult, Verdict

CHECK = CheckStarted("learns", "Learns the digits")
DONE = CheckDone(CheckResult("a", "A", "public", 1, 1, Verdict.PASSED))


def a_step(run=1, step=1, **changes):
    facts = {
        "check": "learns",
        "data": "glyphs",
        "runs": 3,
        "epoch": 3,
        "epochs": 5,
        "steps": 100,
        "device": "cpu:0",
        "numbers": {"accuracy": 0.88, "loss": 0.412},
    }
    return TrainingStep(**{**facts, "run": run, "step": step, **changes})


@pytest.fixture
def every_step(monkeypatch):
    """All steps are drawn, however fast they come."""
    monkeypatch.setattr(live, "REDRAW", 0.0)


@pytest.fixture
def line(screen):
    """A function that makes a line on the last of four checks, and what reads it: state by state."""

    def start(**terminal):
        read = screen(**terminal)
        line = Line()
        for event in (Started("x", list("abcd")), DONE, DONE, DONE, CHECK):
            line(event)
        return line, lambda: read().split("\r\x1b[K")[1:]

    return start


def test_where_a_training_is(line, every_step):
    listener, states = line(columns=100)
    listener(a_step(run=2))
    assert states() == [
        "4/4 Learns the digits",
        "4/4 Learns the digits · glyphs · seed 2/3 · epoch 3/5 · loss 0.412 · accuracy 0.880",
    ]


def test_a_narrow_terminal_cuts_the_title_not_the_numbers(line, every_step):
    listener, states = line(columns=80)
    listener(a_step(run=2))
    assert states()[-1] == "4/4 Learns the d… · glyphs · seed 2/3 · epoch 3/5 · loss 0.412 · accuracy 0.880"


def test_a_loss_that_is_no_number_is_shown(line, every_step):
    listener, states = line()
    listener(a_step(numbers={"loss": "nan"}))
    assert states()[-1].endswith(" · loss nan")


@pytest.mark.parametrize(
    ("loss", "shown"), [(0.05, "0.050"), (0.5, "0.500"), (0.00123456, "0.00123"), (12345.6, "1.23e+04")]
)
def test_numbers_keep_their_width_where_they_can(line, every_step, loss, shown):
    listener, states = line()
    listener(a_step(numbers={"loss": loss}))
    assert states()[-1].endswith(f" · loss {shown}")


def test_validation_is_left_to_the_report(line, every_step):
    listener, states = line()
    listener(a_step(numbers={"val_loss": 3.0, "loss": 1.0}))
    assert states()[-1].endswith("epoch 3/5 · loss 1.000")


def test_it_follows_one_seed_to_its_end(line, every_step):
    listener, states = line(columns=100)
    states()
    for step in (1, 2, 3):
        listener(a_step(run=1, step=step))
        listener(a_step(run=2, step=step))
    assert all("seed 1/3" in state for state in states())
    listener(a_step(run=1, step=100))
    listener(a_step(run=2, step=4))
    listener(a_step(run=3, step=1))
    assert ["seed 1/3" in state for state in states()] == [True, False]


def test_the_next_check_follows_its_own_training(line, every_step):
    listener, states = line(columns=100)
    listener(a_step(run=1))
    listener(CHECK)
    listener(a_step(run=2))
    assert "seed 2/3" in states()[-1]


def test_at_most_ten_states_a_second(line):
    listener, states = line()
    states()
    begun = time.monotonic()
    for step in range(200):
        listener(a_step(step=step))
    assert 1 <= len(states()) <= 1 + (time.monotonic() - begun) / live.REDRAW


def test_a_note_is_a_sentence_said_once_and_the_line_comes_back(line):
    listener, states = line()
    states()
    listener(Note("the GPU is busy"))
    listener(Note("the GPU is busy"))
    assert states() == ["dllab: the GPU is busy\n", "4/4 Learns the digits"]


def test_a_note_reaches_those_without_a_terminal(capfd):
    with Line() as listener:
        listener(CHECK)
        listener(a_step())
        listener(Note("the GPU is busy"))
    assert capfd.readouterr() == ("", "dllab: the GPU is busy\n")


def test_it_is_wiped(screen):
    read = screen()
    with Line() as listener:
        listener(CHECK)
        listener(a_step())
    assert read().endswith("\r\x1b[K")
