"""Batch normalisation of two channels: by the batch's statistics in training, by running ones afterwards."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.text import Text

from dllab.explore import channels, panels
from dllab.explore.channels import MEANS, Statistics
from dllab.explore.figure import Action, Choice, Field, Figure, Number
from dllab.explore.panels import rounded
from dllab.explore.patches import Array
from dllab.plot import number
from dllab.wording import count

_SHOWN = 4  # rows
_LABEL, _CELL = 14, 7
_TRACK_LABELS = 33  # columns beside the tracks
_BEYOND = 3


class Explorer(Figure):
    """A batch, γ and β, and what is remembered of the batches before."""

    title = "Batch normalisation"
    about = (
        "▸ marks the statistics in use. Draw batches and see the running mean approach the true one. Then "
        "take a single row: in training, and in test."
    )

    def __init__(self) -> None:
        self._mode = Choice("mode", ["train", "test"])
        self._rows = Choice("rows", ["1", "2", "4", "16", "64"], 2)
        self._momentum = Number("momentum", 0.9, 0.05, 0.0, 0.99)
        self._gamma = [Number(f"γ{n}", start, 0.5, -9, 9) for n, start in enumerate((2.0, 0.5))]
        self._beta = [Number(f"β{n}", start, 0.5, -9, 9) for n, start in enumerate((1.0, -1.0))]
        self.running = Statistics(np.zeros(2), np.ones(2))
        self.fields: list[Field] = [self._mode, self._rows, self._momentum, *self._gamma, *self._beta]
        self.actions = (
            Action("space", "a batch", self._draw),
            Action("s", "ten batches", lambda: self._draw(10)),
            Action("0", "forget", self._forget),
        )
        self._forget()
        self._learn()

    @property
    def x(self) -> Array:
        """The batch, (rows, 2)."""
        return channels.batch(self._batch, int(self._rows.value))

    @property
    def used(self) -> Statistics:
        """By what it is normalised."""
        return channels.measured(self.x) if self._is_training else self.running

    @property
    def normalised(self) -> Array:
        """The batch by the statistics in use, (rows, 2)."""
        return channels.normalised(self.x, self.used)

    @property
    def out(self) -> Array:
        """Times γ, plus β, (rows, 2)."""
        gamma, beta = ([field.value for field in fields] for fields in (self._gamma, self._beta))
        return np.asarray(np.array(gamma) * self.normalised + np.array(beta))

    def picture(self, width: int, height: int) -> Text:
        x, shown = self.x, [self.x, self.normalised, self.out]
        rows = f"{min(len(x), _SHOWN)} of {len(x)} rows"
        lines = [Text(f" {rows:<{_LABEL}}{'x':^14}{'normalised':^15}{'·γ + β':^15}".rstrip(), "bold")]
        lines += [_line(f" row {n}", np.concatenate([part[n] for part in shown])) for n in range(len(x))][
            :_SHOWN
        ]
        mark = ("▸", " ") if self._is_training else (" ", "▸")
        of_batch = np.concatenate([channels.measured(part) for part in shown], axis=1)
        names = (("mean", "running mean"), ("variance", "running var."))
        for (now, before), batch, running in zip(names, of_batch, self.running, strict=True):
            lines.append(_line(f"{mark[0]}{now}", batch))
            lines.append(_line(f"{mark[1]}{before}", running))
        return panels.joined([*lines, self._tracks((width - _TRACK_LABELS) // 2)][:height])

    def says(self) -> str:
        first, used, x = self.normalised[0, 0], self.used, self.x[0, 0]
        by = f"({number(x)} − {number(used.mean[0])})/√({number(used.variance[0])} + ε) = {number(first)}"
        out = f"{self._gamma[0].shown}·{number(first)} + {self._beta[0].shown} = {number(self.out[0, 0])}"
        return f"Row 0, channel 0, normalised: {by}; then times γ, plus β: {out}. {self._remark()}"

    def _remark(self) -> str:
        if not self._is_training:
            begun = number(self._forgotten)
            return (
                "The batch is not measured: a row's answer is the same alone and in company. Of the start "
                f"(mean 0, variance 1), {begun} is left after {count(self._learnt, 'training step')}."
            )
        if len(self.x) == 1:
            return "A row alone is its own mean: 0, so β comes out, whatever x was."
        return "So each channel has mean β and deviation |γ|, wherever it came from."

    @property
    def _is_training(self) -> bool:
        return self._mode.value == "train"

    def _draw(self, times: int = 1) -> None:
        """Other batches; only training remembers them."""
        for _ in range(times):
            self._batch += 1
            if self._is_training:
                self._learn()

    def _learn(self) -> None:
        self.running = channels.kept(self.running, channels.measured(self.x), self._momentum.value)
        self._forgotten *= self._momentum.value
        self._learnt += 1

    def _forget(self) -> None:
        """As before the first batch."""
        self._batch = self._learnt = 0
        self._forgotten = 1.0
        self.running = Statistics(np.zeros(2), np.ones(2))

    def _tracks(self, cells: int) -> Text:
        """Where the running means stand between 0 and the true ones."""
        tracks = [_track(*pair, cells) for pair in zip(self.running.mean, MEANS, strict=True)]
        return Text(f" running mean: {tracks[0]}   {tracks[1]}", "cyan")


def _line(label: str, values: Sequence[float] | Array) -> Text:
    """A row of cells, a pair for each of x, normalised and out."""
    cells = [f"{rounded(float(value)):>{_CELL}}" for value in values]
    pairs = [" ".join(cells[n : n + 2]) for n in range(0, len(cells), 2)]
    return Text(f"{label:<{_LABEL - 1}}{''.join(pairs)}", "bold" if label[0] == "▸" else "")


def _track(value: float, goal: float, cells: int) -> str:
    """A line of so many cells that begins at 0 and ends a little beyond the goal, with a dot at the value."""
    end = cells - _BEYOND
    line = ["─"] * cells
    line[end] = "┼"
    line[min(max(round(value / goal * end), 0), cells - 1)] = "●"
    return "".join(line) + f" true {number(goal)}"
