"""How a network trains, and how it trained: where it is, and curves by epoch."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

from rich.text import Text
from textual.events import Resize
from textual.widgets import Static

from dllab import curves, histories
from dllab.histories import steady, telling
from dllab.tui.run import Curve, Run
from dllab.wording import bar, count, one_line
from grader.report import Training

LINES = 10  # of a figure after the training, its legend not counted
_LEAST, _MOST = 6, 14  # lines of a figure while it trains
_BESIDE = 76  # columns from which on loss and metric stand side by side
_BAR = 20

Draw = Callable[[int, int], Text]


class TrainingView(Static):
    """A text that is made for its size."""

    DEFAULT_CSS = """
    TrainingView { height: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    TrainingView.-after { height: auto; }
    """

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw: Draw | None = None

    def follow(self, run: Run) -> None:
        """Show a training under way."""
        self._show(lambda width, height: live(run, width, height))

    def report(self, trained: Sequence[Training], datasets: Sequence[str]) -> None:
        """Show trainings that have ended."""
        self._show(lambda width, height: ended(trained, datasets, width))

    def on_resize(self, event: Resize) -> None:
        """Make it for the new size."""
        if self._draw:
            self._show(self._draw)

    def _show(self, draw: Draw) -> None:
        self._draw = draw
        if self.size.width:
            self.update(draw(self.size.width, self.size.height))


def live(run: Run, width: int, height: int) -> Text:
    """A training under way: the rung, place, budget, numbers, curves."""
    followed = next((curve for curve in run.curves.values() if not curve.ended), None)
    curve = followed or list(run.curves.values())[-1]
    lines = list(_place(run, curve))
    numbers = histories.medians([one.epochs for one in run.curves.values()])
    figures = _figures(numbers, width, min(height - len(lines) - 1, _MOST), curve.step.epochs)
    if not any(curves.drawable(numbers, name) for name in numbers):
        figures = [Text("the curve begins with the second epoch")]
    return _text([*lines, *figures])


def ended(trained: Sequence[Training], datasets: Sequence[str], width: int) -> Text:
    """Trainings of a report: each with its curves and what was measured; what is to be said of the data."""
    lines = []
    for training in trained:
        lines += [Text(), *_folded(curves.title(training), width, "bold")]
        lines += _figures(histories.by_epoch(training), width, LINES, None)
        lines += _folded(curves.summary(training), width)
    said = [*curves.sources(trained, datasets), *dict.fromkeys(one.note for one in trained if one.note)]
    return _text([*lines, *(line for sentence in said for line in _folded(sentence, width))])


def _folded(sentence: str, width: int, style: str = "") -> list[Text]:
    return [Text(line, style) for line in textwrap.wrap(one_line(sentence), max(width, 8))]


def _place(run: Run, curve: Curve) -> Iterator[Text]:
    step, seeds = curve.step, list(run.curves.values())
    title = run.known[step.check].title if step.check in run.known else step.check
    done = sum(one.ended for one in seeds)
    head = "✓ trained" if done == step.runs else "▸ training"
    yield Text.assemble((head, "bold"), f" for: {one_line(title)}")
    device = f" on {one_line(step.device)}" if step.device else ""
    yield Text(f"{one_line(step.data)}{device} · {done} of {count(step.runs, 'seed')} done")
    steps, budget = sum(one.step.step for one in seeds), step.runs * step.steps
    share = f"{100 * steps / max(budget, 1):.0f} %"
    yield Text(f"budget {bar(steps, budget, _BAR)} {share} · {steps:,} of {budget:,} steps")
    numbers = "".join(f" · {one_line(name)} {steady(value)}" for name, value in telling(step.numbers))
    place = f"epoch {step.epoch} of {step.epochs}, step {step.step} of {step.steps}"
    yield Text(f"seed {step.run}: {place}{numbers}")


def _figures(numbers: dict[str, list[float]], width: int, height: int, epochs: int | None) -> list[Text]:
    """The loss, and beside it where there is room the first metric."""
    names = [name for name in numbers if not name.startswith("val_") and curves.drawable(numbers, name)][:2]
    if not names or height < _LEAST or width < curves.NARROWEST // 2:
        return []
    if width < _BESIDE:
        names = names[:1]
    each = (width - 2 * (len(names) - 1)) // len(names)
    drawn = [_figure(numbers, name, each, height, epochs) for name in names]
    return [Text("  ").join(row) for row in zip(*drawn, strict=True)]


def _figure(
    numbers: dict[str, list[float]], name: str, width: int, height: int, epochs: int | None
) -> list[Text]:
    """Its lines, all of one length, and the legend."""
    legend = curves.legend(numbers, name, by="")
    legend.truncate(width, pad=True)
    return [*curves.figure(numbers, width, height, name, epochs).split("\n"), legend]


def _text(lines: Sequence[Text]) -> Text:
    whole = Text("\n").join(lines)
    whole.no_wrap, whole.overflow = True, "ellipsis"
    return whole
