"""How networks trained, as the command line and the lab show it: curves by epoch, and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dllab import plot
from dllab.histories import by_epoch, short
from dllab.plot import Axis, Series
from dllab.wording import count, one_line
from grader.report import Training

if TYPE_CHECKING:
    from rich.text import Text

Points = list[tuple[float, float]]
Numbers = Mapping[str, Sequence[float]]

NARROWEST = 40

_DIVERGED = 1e30


def drawable(numbers: Numbers, name: str = "loss") -> bool:
    """Whether there is a curve to draw: two epochs that did not diverge."""
    return len(_points(numbers.get(name, []))) > 1


def figure(numbers: Numbers, width: int, height: int, name: str = "loss", epochs: int | None = None) -> Text:
    """A number by epoch, and the same on validation data.

    Args:
        numbers: by name, one for each epoch; of a `drawable` one.
        width: in columns.
        height: in lines, frame and epochs among them.
        name: which to draw.
        epochs: where the axis ends, if not with the last number.
    """
    series = _series(numbers, name)
    last = epochs or len(numbers[name])
    ticks = _ticks([value for one in series for _, value in one.points])
    return plot.chart(
        series,
        Axis(1, last, [(epoch, str(epoch)) for epoch in spread(1, last, min(8, width // 8))]),
        Axis(ticks[0], ticks[-1], [(tick, short(tick)) for tick in ticks]),
        width,
        height,
    )


def legend(numbers: Numbers, name: str = "loss", by: str = " by epoch, the median over seeds") -> Text:
    """What such a figure shows."""
    from rich.text import Text

    return Text.assemble(f"{one_line(name)}{by}: ", plot.legend(_series(numbers, name)))


def _series(numbers: Numbers, name: str) -> list[Series]:
    own, validation = (_points(numbers.get(one, [])) for one in (name, f"val_{name}"))
    drawn = [Series(own, "cyan", name="train")]
    if validation:
        drawn.append(Series(validation, "magenta", "o", joined=False, name="validation"))
    return drawn


def spread(first: int, last: int, most: int) -> list[int]:
    """At most so many whole numbers, evenly spread, both ends among them."""
    parts = min(most - 1, last - first)
    return [round(first + (last - first) * part / max(parts, 1)) for part in range(parts + 1)]


def title(training: Training) -> str:
    """Which network was trained on what, and what it took."""
    budget, synthetic = training.budget, " (synthetic)" if training.synthetic else ""
    facts = (
        f"{training.network} on {training.data}{synthetic}",
        count(len(training.runs), "seed"),
        f"{budget.parameters:,} parameters",
        f"{budget.samples:,} samples",
        training.device,
    )
    return " · ".join(facts)


def summary(training: Training) -> str:
    """What was measured on the test split, and where the training ended."""
    test = [f"test {name} {short(value)}" for name, value in training.metrics.items()]
    end = [f"{name} {short(values[-1])}" for name, values in by_epoch(training).items() if values]
    last = ", ".join(end[: 2 if test else 4])
    return " · ".join((*test, f"last epoch: {last}") if last else test)


def sources(trained: Sequence[Training], datasets: Sequence[str]) -> list[str]:
    """What is to be said about data sets: that one stands in for a better one, or where it was found.

    Args:
        trained: a report's trainings.
        datasets: the exercise's, in order of preference.
    """
    said = dict.fromkeys(_source(training, trained, datasets) for training in trained)
    return [sentence for sentence in said if sentence]


def _source(training: Training, trained: Sequence[Training], datasets: Sequence[str]) -> str:
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


def _points(values: Sequence[float]) -> Points:
    """Epochs, from 1, and their numbers; where a training diverged there are gaps."""
    return [(float(epoch), value) for epoch, value in enumerate(values, 1) if abs(value) < _DIVERGED]


def _ticks(values: list[float]) -> list[float]:
    """Four numbers for the axis, from the least to the greatest; a curve that is flat gets some room."""
    low, high = min(values), max(values)
    if high - low <= 1e-6 * max(abs(low), abs(high), 1e-6):
        room = max(abs(low) / 10, 1e-6)
        low, high = low - room, high + room
    return [low + (high - low) * part / 3 for part in range(4)]
