"""How networks trained: a curve where the terminal can show one, elsewhere numbers by epoch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from dllab import curves, plot
from dllab.cli import terminal
from dllab.cli.render import grid, unfolded
from dllab.cli.terminal import familiar
from dllab.histories import by_epoch, short
from dllab.wording import count, printable
from grader.report import Training

if TYPE_CHECKING:
    from rich.console import RenderableType

FIGURE_ROWS = 10  # with its frame and the epochs; title and legend make it 12
TABLE_ROWS = 10


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
    yield from _named("data", curves.sources(trained, datasets), width)
    for training in trained:
        yield _lines(f"\n{curves.title(training)}", width, "bold")
        yield from _history(by_epoch(training), width)
        yield _lines(curves.summary(training), width)
        if details:
            yield _lines(_origins(training), width)
    yield from _named("note", dict.fromkeys(training.note for training in trained), width)


def _named(name: str, sentences: Iterable[str], width: int) -> Iterator[RenderableType]:
    """A block with those of the sentences that say something."""
    if text := "\n".join(f"{name}: {sentence}" for sentence in sentences if sentence):
        yield _lines(f"\n{text}", width)


def _history(numbers: dict[str, list[float]], width: int) -> Iterator[RenderableType]:
    if curves.drawable(numbers) and width >= curves.NARROWEST and _can_draw():
        yield curves.figure(numbers, width, FIGURE_ROWS)
        yield unfolded(curves.legend(numbers))
    elif numbers:
        yield _table(numbers, width)


def _can_draw() -> bool:
    """Whether stdout is a terminal that shows all the characters of a figure."""
    return terminal.console().is_terminal and plot.is_fine() and terminal.spelled("⠒┤") == "⠒┤"


def _table(numbers: dict[str, list[float]], width: int) -> Text:
    epochs = curves.spread(1, max(map(len, numbers.values())), TABLE_ROWS)
    rows = [["epoch", *map(printable, numbers)]]
    for epoch in epochs:
        values = (short(column[epoch - 1]) if epoch <= len(column) else "" for column in numbers.values())
        rows.append([str(epoch), *values])
    return grid([[Text(cell, justify="right") for cell in row] for row in rows], width)


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
