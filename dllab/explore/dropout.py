"""Dropout: some units fall silent, the others speak up, and on average the next layer hears the same."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from rich.text import Text

from dllab.explore import masks, panels
from dllab.explore.figure import Action, Choice, Field, Figure, Number
from dllab.explore.masks import SCALINGS, TRAINING, Dropout, X
from dllab.explore.panels import rounded
from dllab.explore.patches import Array
from dllab.plot import number
from dllab.wording import count

MOST_DRAWS = 10_000
_LABEL, _CELL, _BESIDE = 11, 6, 22
_CLOSE = 0.05  # how far the two sums may be apart to pass for one


class Explorer(Figure):
    """Probability, mode, and the masks drawn so far."""

    title = "Dropout"
    about = (
        "Draw masks and watch the two bars: does the next layer receive in training, on average, what it "
        "will receive in test? Let nobody scale, and look again."
    )

    def __init__(self) -> None:
        self._p = Number("drop p", 0.2, 0.05, 0.0, 0.95)
        self._mode = Choice("mode", ["train", "test"])
        self._scaling = Choice("scale", SCALINGS)
        self._count = 1
        self.fields: list[Field] = [self._p, self._mode, self._scaling]
        self.actions = (
            Action("space", "a mask", self._draw),
            Action("s", "100 masks", lambda: self._draw(100)),
            Action("0", "start anew", self._anew),
        )

    @property
    def masks(self) -> Array:
        """All that were drawn, (count, 8)."""
        return self._dropout.masks(masks.draws(self._count))

    @property
    def out(self) -> Array:
        """What comes out now, (8,)."""
        return X * self.masks[-1] if self._is_training else self._dropout.test(X)

    @property
    def mean(self) -> Array:
        """The mean over all draws in training, (8,)."""
        return np.asarray((X * self.masks).mean(axis=0))

    def picture(self, width: int, height: int) -> Text:
        drawn, mask = masks.draws(self._count)[-1], self.masks[-1]
        kept = ["drop" if u < self._p.value else "keep" for u in drawn]
        rows = [("draw", _cells(drawn)), ("u < p?", kept), ("mask", _cells(mask))]
        if not self._is_training:
            scaled = "as it is" if self._scaling.value != masks.TEST else f"× {number(1 - self._p.value)}"
            rows = [("draw", []), ("u < p?", [f"  no draw, no mask: x {scaled}"]), ("mask", [])]
        lines = [_row("x", _cells(X)), *(_row(*row) for row in rows)]
        lines.append(_row("out", _cells(self.out), "bold"))
        lines.append(_row("train mean", _cells(self.mean), "dim"))
        return panels.joined([*lines, Text(), *self._bars(width)][:height])

    def says(self) -> str:
        p, survivors = self._p.shown, int((self.masks[-1] > 0).sum())
        if self._is_training:
            now = f"p = {p}: {survivors} of {len(X)} units speak, each times {number(self._dropout.factor)}."
        else:
            now = "In test there is no mask: the same row gives the same answer, always."
        train, test = float(self.mean.sum()), float(self._dropout.test(X).sum())
        return (
            f"{now} The next layer receives {number(train)} in training (mean sum of "
            f"{count(self._count, 'draw')}) and {number(test)} in test. {self._verdict()}"
        )

    def _verdict(self) -> str:
        expected = float(X.sum()) * (1 - self._p.value) * self._dropout.factor
        test = float(self._dropout.test(X).sum())
        if not math.isclose(expected, test):
            return f"Not the same: in test it gets {number(test / expected)} times what it was trained on."
        if abs(float(self.mean.sum()) - test) <= _CLOSE * test:
            return f"The same, on average: {'(1 − p)·x/(1 − p) = x' if self._inverted else 'both (1 − p)·x'}."
        return "Equal only on average: draw more masks."

    @property
    def _dropout(self) -> Dropout:
        return Dropout(self._p.value, self._scaling.value)

    @property
    def _inverted(self) -> bool:
        return self._scaling.value == TRAINING

    @property
    def _is_training(self) -> bool:
        return self._mode.value == "train"

    def _draw(self, times: int = 1) -> None:
        self._count = min(self._count + times, MOST_DRAWS)

    def _anew(self) -> None:
        self._count = 1

    def _bars(self, width: int) -> list[Text]:
        """What the next layer receives, as lengths."""
        sums = {"train": float(self.mean.sum()), "test": float(self._dropout.test(X).sum())}
        each = max(*sums.values(), float(X.sum())) / (width - _BESIDE)
        labels = {"train": " sum, train", "test": " sum, test"}
        return [
            Text(f"{labels[mode]:<{_LABEL + 1}}{'█' * round(value / each)} {rounded(value)}", "cyan")
            for mode, value in sums.items()
        ]


def _row(label: str, cells: Iterable[str], style: str = "") -> Text:
    return Text(f" {label:<{_LABEL - 1}}{''.join(f'{cell:>{_CELL}}' for cell in cells)}", style)


def _cells(values: Array) -> list[str]:
    return [rounded(float(value)) for value in values]
