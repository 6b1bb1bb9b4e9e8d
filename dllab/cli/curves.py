"""How networks trained: a curve where the terminal can show one, elsewhere numbers by epoch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from dllab import plot
from dllab.cli import terminal
from dllab.cli.histories import by_epoch, short
from dllab.cli.render import grid, unfolded
from dllab.cli.terminal import familiar, printable
from dllab.plot import Axis, Color, Series
from dllab.wording import count
from grader.report import Training

if TYPE_CHECKING:
    from rich.console import RenderableType

Points = list[tuple[int, float]]

FIGURE_ROWS = 10  # with its frame and the epochs; title and legend make it 12
TABLE_ROWS = 10

_NARROWEST = 40
_DIVERGED = 1e30
_TRAIN: tuple[str, Color] = ("⠒⠒", "cyan")
_VALIDATION: tuple[str, Color] = ("o", "magenta")


def trainings(
    trained: Sequence[Training], datasets: Sequence[str], width: int, *, details: bool = False
) -> Iterator[RenderableType]:
    """All trainings of a report: on what data, each with its curve, and what is said about the device.

    Args:
        trained: the report's.
        datasets: the exercise's, in order of preference.
        width: columns that a line may take.
        details: what graders may see, too.
    """
    data = dict.fromkeys(_data(training, trained, datasets) for training in trained)
    yield from _named("data", data, width)
    for training in trained:
        yield _lines(f"\n{_title(training)}", width, "bold")
        yield from _history(by_epoch(training), width)
        yield _lines(_summary(training), width)
        if details:
            yield _lines(_origins(training), width)
    yield from _named("note", dict.fromkeys(training.note for training in trained), width)


def _named(name: str, sentences: Iterable[str], width: int) -> Iterator[RenderableType]:
    """A block with those of the sentences that say something."""
    if text := "\n".join(f"{name}: {sentence}" for sentence in sentences if sentence):
        yield _lines(f"\n{text}", width)


def _data(training: Training, trained: Sequence[Training], datasets: Sequence[str]) -> str:
    """What is to be said about a data set: that it stands in for a better one, or where it was found."""
    name = training.data
    if training.origin not in ("vendored", "generated"):
        return f"{name} (found at {training.origin})"
    used = {one.data for one in trained}
    better = datasets[: datasets.index(name)] if name in datasets else []
    missing = [one for one in better if one not in used]
    if not missing:
        return ""
    verb = "is" if len(missing) == 1 else "are"
    absent = f"{' and '.join(missing)} {verb} not on this machine: dllab data list"
    return f"{name} ({'synthetic; ' if training.synthetic else ''}{absent})"


def _title(training: Training) -> str:
    budget, synthetic = training.budget, " (synthetic)" if training.synthetic else ""
    facts = (
        f"{training.network} on {training.data}{synthetic}",
        count(len(training.runs), "seed"),
        f"{budget.parameters:,} parameters",
        f"{budget.samples:,} samples",
        training.device,
    )
    return " · ".join(facts)


def _history(numbers: dict[str, list[float]], width: int) -> Iterator[RenderableType]:
    loss, validation = (_points(numbers.get(name, [])) for name in ("loss", "val_loss"))
    if len(loss) > 1 and width >= _NARROWEST and _can_draw():
        yield _figure(loss, validation, len(numbers["loss"]), width)
        yield _legend(bool(validation))
    elif numbers:
        yield _table(numbers, width)


def _points(values: list[float]) -> Points:
    """Epochs, from 1, and their numbers; where a training diverged there are gaps."""
    return [(epoch, value) for epoch, value in enumerate(values, 1) if abs(value) < _DIVERGED]


def _can_draw() -> bool:
    """Whether stdout is a terminal that shows all the characters of a figure."""
    console = terminal.console()
    if not console.is_terminal or os.environ.get("TERM") in ("dumb", "linux"):  # Linux' own has no Braille
        return False
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    return locale not in ("C", "POSIX") and terminal.spelled("⠒┤") == "⠒┤"


def _figure(loss: Points, validation: Points, epochs: int, width: int) -> Text:
    low, *middle, high = _ticks([value for _, value in (*loss, *validation)])
    return plot.chart(
        [
            Series(loss, _TRAIN[1]),
            Series(validation, _VALIDATION[1], marker=_VALIDATION[0], joined=False),
        ],
        Axis(1, epochs, [(epoch, str(epoch)) for epoch in _some(1, epochs, 8)]),
        Axis(low, high, [(tick, short(tick)) for tick in (low, *middle, high)]),
        width,
        FIGURE_ROWS,
    )


def _ticks(values: list[float]) -> list[float]:
    """Four numbers for the axis, from the least to the greatest; a curve that is flat gets some room."""
    low, high = min(values), max(values)
    if high - low <= 1e-6 * max(abs(low), abs(high), 1e-6):
        room = max(abs(low) / 10, 1e-6)
        low, high = low - room, high + room
    return [low + (high - low) * part / 3 for part in range(4)]


def _some(first: int, last: int, most: int) -> list[int]:
    """At most so many whole numbers, evenly spread, both ends among them."""
    parts = min(most - 1, last - first)
    return [round(first + (last - first) * part / max(parts, 1)) for part in range(parts + 1)]


def _legend(has_validation: bool) -> Text:
    text = Text.assemble("loss by epoch, the median over seeds: ", _TRAIN, " train")
    if has_validation:
        text.append_text(Text.assemble("  ", _VALIDATION, " validation"))
    return unfolded(text)


def _table(numbers: dict[str, list[float]], width: int) -> Text:
    epochs = _some(1, max(map(len, numbers.values())), TABLE_ROWS)
    rows = [["epoch", *map(printable, numbers)]]
    for epoch in epochs:
        values = (short(column[epoch - 1]) if epoch <= len(column) else "" for column in numbers.values())
        rows.append([str(epoch), *values])
    return grid([[Text(cell, justify="right") for cell in row] for row in rows], width)


def _summary(training: Training) -> str:
    """What was measured on the test split, and where the training ended."""
    test = [f"test {name} {short(value)}" for name, value in training.metrics.items()]
    end = [f"{name} {short(values[-1])}" for name, values in by_epoch(training).items() if values]
    last = ", ".join(end[: 2 if test else 4])
    return " · ".join((*test, f"last epoch: {last}") if last else test)


def _origins(training: Training) -> str:
    seeds = ", ".join(str(run.seed) for run in training.runs)
    threads = count(training.threads, "thread")
    seconds = ", ".join(f"{run.seconds:.1f}" for run in training.runs)
    exact = "" if training.deterministic else " · not repeatable on this machine"
    facts = f"{training.backend} · {threads} · data {training.data_sha256[:12]}{exact}"
    return f"for {training.check} · seeds {seeds} · {seconds} s · {facts}"


def _lines(text: str, width: int, style: str = "") -> Text:
    """Sentences, folded between words."""
    return unfolded(Text(terminal.fold(familiar(printable(text)), width), style))
