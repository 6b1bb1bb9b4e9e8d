"""How trainings are shown: curves on terminals, numbers elsewhere."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.text import Text

from dllab import histories
from dllab.cli import curves, terminal
from grader.report import Budget, SeedRun, Training

FALLING = {"accuracy": [0.5, 0.75, 0.875], "loss": [2.0, 1.0, 0.5], "val_loss": [2.5, 1.5, 1.0]}
TITLE = "build_model on glyphs (synthetic) · 3 seeds · 7,850 parameters · 13,500 samples"


def a_training(*runs, **changes):
    facts = {
        "check": "learns",
        "network": "build_model",
        "data": "glyphs",
        "synthetic": True,
        "origin": "generated",
        "data_sha256": "0123456789abcdef" * 4,
        "budget": Budget(parameters=7850, samples=13500, steps=211, macs=10**9),
        "device": "cpu:0",
        "backend": "tensorflow",
        "threads": 1,
        "metrics": {"accuracy": 0.93},
    }
    runs = [SeedRun(number, history, 1.5) for number, history in enumerate(runs or [FALLING] * 3, 7)]
    return Training(**{**facts, "runs": runs, **changes})


def shown(*trained, datasets=(), **options):
    return terminal.rendered(*curves.trainings(trained, datasets, terminal.width(), **options))


def canvas(text):
    """What is between the frames of figures, line by line."""
    return [line.rpartition("┤")[2].lstrip(" │") for line in text.splitlines() if line.endswith("│")]


def losses(*values):
    return {"loss": list(values)}


def test_a_curve_on_a_terminal(screen):
    screen(NO_COLOR="1")
    _, *title, last = shown(a_training()).replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    text = [TITLE, "  · cpu:0"]
    assert title[:2] == text
    figure = title[2:]
    assert len(figure) + 1 == 12
    assert max(map(len, figure)) == 80
    assert [line.split("┤")[0].strip() for line in figure if "┤" in line] == ["2.50", "1.83", "1.17", "0.500"]
    assert figure[-2].split() == ["1", "2", "3"]
    assert figure[-1] == "loss by epoch, the median over seeds: ⠒⠒ train  o validation"
    assert last == "test accuracy 0.930 · last epoch: loss 0.500, val_loss 1.00"


def test_markers_tell_train_from_validation_without_colours(screen):
    screen(NO_COLOR="1")
    both, alone = shown(a_training()), shown(a_training(losses(2.0, 1.0, 0.5)))
    assert ["".join(canvas(text)).count("o") for text in (both, alone)] == [3, 0]
    assert "⠤" in "".join(canvas(both))
    assert "\x1b[3" not in both
    assert "validation" not in alone


def test_colours_on_a_terminal_that_has_them(screen):
    screen()
    text = shown(a_training())
    assert "\x1b[36m" in text
    assert "\x1b[35mo" in text


@pytest.mark.parametrize(
    "kind",
    [{"TERM": "dumb"}, {"TERM": "linux"}, {"LC_ALL": "C"}, {"encoding": "ascii"}, {"columns": 39}],
)
def test_numbers_where_a_curve_cannot_be_shown(screen, kind):
    screen(**{"NO_COLOR": "1", **kind})
    text = shown(a_training())
    assert "┤" not in text
    assert "epoch   loss  val_loss  accuracy" in text


def test_numbers_in_a_file(page):
    assert shown(a_training()) == (
        f"\n{TITLE} · cpu:0\n"
        "epoch   loss  val_loss  accuracy\n"
        "    1   2.00      2.50     0.500\n"
        "    2   1.00      1.50     0.750\n"
        "    3  0.500      1.00     0.875\n"
        "test accuracy 0.930 · last epoch: loss 0.500, val_loss 1.00\n"
    )


def test_a_long_training_is_ten_rows(page):
    rows = shown(a_training(losses(*range(100, 40, -1)))).splitlines()[3:-1]
    epochs = [int(row.split()[0]) for row in rows]
    assert len(epochs) == curves.TABLE_ROWS
    assert (epochs[0], epochs[-1]) == (1, 60)
    assert [row.split()[1] for row in rows] == [histories.short(101.0 - epoch) for epoch in epochs]


def test_one_epoch_is_no_curve(screen):
    screen(NO_COLOR="1")
    assert "    1  2.00\n" in shown(a_training(losses(2.0)))


def test_a_training_that_diverged_is_told_by_its_word(screen):
    screen(NO_COLOR="1")
    text = shown(a_training(losses("nan", "nan"), metrics={"mse": "inf"}))
    assert "    2   nan\n" in text
    assert text.endswith("test mse inf · last epoch: loss nan\n")


def test_a_gap_where_it_diverged(screen):
    screen(NO_COLOR="1")
    figure = shown(a_training(losses(1.0, 2.0, "inf", 1e300, "nan"))).splitlines()
    assert [line.split("┤")[0].strip() for line in figure if "┤" in line] == ["2.00", "1.67", "1.33", "1.00"]
    assert figure[-3].split() == ["1", "2", "3", "4", "5"]


def test_the_median_over_seeds():
    one, two, three = losses(1.0, 4.0), losses(2.0, "nan"), losses(9.0)
    assert histories.by_epoch(a_training(one, two, three)) == {
        "loss": [2.0, pytest.approx(math.nan, nan_ok=True)]
    }
    assert histories.by_epoch(a_training(one, losses(3.0, "nan"), losses(2.0, 1.0))) == {"loss": [2.0, 4.0]}
    assert histories.by_epoch(a_training(one, losses(2.0, 5.0))) == {"loss": [1.5, 4.5]}


def test_the_loss_comes_first_and_validation_behind_its_own():
    names = ["val_loss", "val_accuracy", "accuracy", "loss", "mae"]
    ordered = list(histories.by_epoch(a_training({name: [1.0] for name in names})))
    assert ordered == ["loss", "val_loss", "accuracy", "val_accuracy", "mae"]


def test_each_training_has_its_own(screen):
    screen(NO_COLOR="1")
    text = shown(a_training(), a_training(network="build_other", data="digits", synthetic=False))
    assert text.count("loss by epoch") == 2
    assert "build_other on digits · 3 seeds" in text


@pytest.mark.parametrize(
    ("datasets", "sentence"),
    [
        (["glyphs"], ""),
        (["digits"], ""),
        ([], ""),
        (["mnist", "glyphs"], "data: glyphs (synthetic; mnist is not on this machine: dllab data list)"),
        (
            ["mnist", "emnist", "glyphs"],
            "data: glyphs (synthetic; mnist and emnist are not on this machine: dllab data list)",
        ),
    ],
)
def test_data_that_stands_in_for_better_data_is_named_once(page, datasets, sentence):
    text = shown(a_training(), a_training(network="other"), datasets=datasets)
    assert [line for line in text.splitlines() if line.startswith("data:")] == [sentence] * bool(sentence)


def test_data_that_other_trainings_used_is_not_missed(page):
    digits = a_training(data="digits", synthetic=False, origin="vendored")
    assert "data:" not in shown(digits, a_training(), datasets=["digits", "glyphs"])


def test_where_real_data_was_found(page):
    mnist = a_training(data="mnist", synthetic=False, origin="/srv/mnist")
    assert "data: mnist (found at /srv/mnist)\n" in shown(mnist, datasets=["mnist", "glyphs"])


def test_what_is_said_about_the_device_is_said_once(page):
    note = "the GPU is busy: trained on the CPU"
    text = shown(a_training(note=note), a_training(note=note))
    assert text.count(note) == 1
    assert text.endswith(f"\nnote: {note}\n")


def test_seeds_are_for_graders(page):
    assert "seeds 7" not in shown(a_training())
    told = shown(a_training(), details=True).splitlines()[-1]
    assert told == (
        "for learns · seeds 7, 8, 9 · 1.5, 1.5, 1.5 s · tensorflow · 1 thread · data 0123456789ab"
    )
    assert "not repeatable" in shown(a_training(deterministic=False), details=True)


def test_nothing_in_a_training_takes_hold_of_the_terminal(page):
    hostile = "\x1b[2J\x1b]52;c;AAAA\x07\r\u202e[bold red]x[/]"
    words = dict.fromkeys(("check", "network", "data", "origin", "device", "backend", "note"), hostile)
    text = shown(a_training({hostile: [1.0]}, metrics={hostile: 1.0}, **words), details=True)
    assert [ascii(one) for one in ("\x1b", "\r", "\x07", "\u202e") if one in text] == []
    assert "[bold red]x[/]" in text


CELLS = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(["nan", "inf", "-inf"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["loss", "val_loss", "accuracy"]), st.lists(CELLS, max_size=40)),
        min_size=1,
        max_size=4,
    ),
    st.integers(40, 120),
)
def test_whatever_was_measured_can_be_drawn(screen, runs, columns):
    screen(columns=columns)
    parts = list(curves.trainings([a_training(*runs)], ["glyphs"], columns))
    lines = [Text.from_ansi(line) for line in terminal.rendered(*parts).splitlines()]
    figure = [line.cell_len for line in lines if line.plain.endswith("│")]
    assert len(figure) in (0, 7)
    assert set(figure) <= {columns}
