"""A training under way, and trainings of a report, as text."""

import pytest

from dllab.tui.run import Run
from dllab.tui.widgets import training
from grader.events import CheckStarted, TrainingStep
from grader.report import Budget, SeedRun, Training

FALLING = {"loss": [2.0, 1.0, 0.5], "val_loss": [2.5, 1.5, 1.0], "accuracy": [0.5, 0.75, 0.875]}


def a_run(epochs=3, seeds=2, of=3, **changes):
    """Some seeds that have trained for so many of five epochs."""
    run = Run(1, "grade", ())
    run.hear(CheckStarted("learns", "Learns the digits."))
    for epoch in range(1, epochs + 1):
        for seed in range(1, seeds + 1):
            numbers = {"loss": 2 / epoch, "accuracy": 1 - 0.5 / epoch}
            numbers |= {f"val_{name}": value * 1.1 for name, value in numbers.items()}
            facts = {"check": "learns", "data": "digits", "device": "cpu:0", "numbers": numbers, **changes}
            run.hear(
                TrainingStep(run=seed, runs=of, epoch=epoch, epochs=5, step=10 * epoch, steps=50, **facts)
            )
    return run


def a_training(**changes):
    facts = {
        "check": "learns",
        "network": "build",
        "data": "glyphs",
        "synthetic": True,
        "origin": "generated",
        "data_sha256": "0" * 64,
        "runs": [SeedRun(0, FALLING, 0.0)] * 3,
        "budget": Budget(7850, 13500, 211, 10**9),
        "device": "cpu:0",
        "backend": "tensorflow",
        "threads": 1,
        "metrics": {"accuracy": 0.93},
    }
    return Training(**{**facts, **changes})


def live(run, width=78, height=14):
    return training.live(run, width, height).plain.split("\n")


@pytest.fixture(autouse=True)
def utf8(monkeypatch):
    """A terminal with Braille, whatever runs the tests."""
    for name, value in {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}.items():
        monkeypatch.setenv(name, value)


def test_where_a_training_is():
    assert live(a_run())[:4] == [
        "▸ training for: Learns the digits.",
        "digits on cpu:0 · 0 of 3 seeds done",
        "budget ████████░░░░░░░░░░░░ 40 % · 60 of 150 steps",
        "seed 1: epoch 3 of 5, step 30 of 50 · loss 0.667 · accuracy 0.833",
    ]


def test_seeds_that_are_done_are_counted_and_the_next_is_followed():
    run = a_run(epochs=4)
    run.hear(TrainingStep("learns", "digits", 1, 3, 5, 5, 50, 50, "cpu:0", {"loss": 0.1, "val_loss": 0.2}))
    lines = live(run)
    assert lines[1] == "digits on cpu:0 · 1 of 3 seeds done"
    assert lines[3].startswith("seed 2: epoch 4 of 5")


def test_when_all_seeds_are_done_it_says_so():
    lines = live(a_run(epochs=5, of=2))
    assert lines[0] == "✓ trained for: Learns the digits."
    assert lines[2] == "budget ████████████████████ 100 % · 100 of 100 steps"


def test_loss_and_metric_side_by_side_fill_what_there_is():
    lines = live(a_run())
    assert len(lines) == 14
    assert {len(line) for line in lines[4:]} == {78}
    assert lines[-1].split("  ")[0].strip() == "loss: ⠒⠒ train"
    assert lines[-1].count("o validation") == 2
    assert "accuracy: ⠒⠒ train" in lines[-1]


def test_train_and_validation_have_markers_of_their_own():
    body = "".join(live(a_run())[4:-1])
    assert body.count("o") == 6  # three epochs, twice
    assert any(0x2801 <= ord(character) <= 0x28FF for character in body)


def test_the_axis_has_room_for_the_epochs_to_come():
    assert live(a_run())[-2].split()[:2] == ["1", "2"]
    assert live(a_run())[-2].split()[-1] == "5"


def test_where_it_is_narrow_only_the_loss():
    lines = live(a_run(), width=50)
    assert lines[-1].rstrip() == "loss: ⠒⠒ train  o validation"
    assert max(map(len, lines[4:])) == 50


def test_where_there_is_no_height_only_words():
    assert len(live(a_run(), height=8)) == 4


def test_before_there_is_a_curve_it_says_when():
    assert live(a_run(epochs=1))[4:] == ["the curve begins with the second epoch"]


def test_a_loss_that_is_no_number_is_a_word_and_no_crash():
    lines = live(a_run(numbers={"loss": "nan"}))
    assert lines[3].endswith(" · loss nan")


def test_after_the_run_the_median_with_what_was_measured():
    lines = training.ended([a_training(note="the GPU is busy")], ["mnist", "glyphs"], 78).plain.split("\n")
    title = "build on glyphs (synthetic) · 3 seeds · 7,850 parameters · 13,500 samples · cpu:0"
    assert " ".join(lines[1:3]) == title  # too long for one line
    assert len(lines) == 3 + training.LINES + 1 + 3
    assert lines[-3:] == [
        "test accuracy 0.930 · last epoch: loss 0.500, val_loss 1.00",
        "glyphs (synthetic; mnist is not on this machine: dllab data list)",
        "the GPU is busy",
    ]


def test_a_training_without_a_curve_is_its_numbers():
    lines = training.ended([a_training(runs=[SeedRun(0, {"loss": [1.0]}, 0.0)])], [], 78).plain.split("\n")
    assert lines[3:] == ["test accuracy 0.930 · last epoch: loss 1.00"]


def test_names_from_elsewhere_obey_nobody():
    hostile = "\x1b[2Jx\r[bold]y[/]"
    run = a_run(data=hostile, device=hostile, numbers={hostile: 1.0, "loss": 1.0})
    text = "\n".join(live(run)) + training.ended([a_training(network=hostile, note=hostile)], [], 78).plain
    assert "\x1b" not in text and "\r" not in text
    assert "[bold]y[/]" in text
