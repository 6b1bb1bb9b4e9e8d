"""Pooling backward: window by window, each error goes to whoever made the answer."""

from __future__ import annotations

from itertools import islice

import numpy as np
from rich.text import Text

from dllab.explore import panels, pooling
from dllab.explore.figure import Action, Choice, Field, Figure, Whole
from dllab.explore.panels import rounded
from dllab.explore.patches import Array
from dllab.explore.pooling import INPUTS, RULES
from dllab.pixels import Window
from dllab.plot import number
from dllab.wording import count

_MOST = 9  # windows


class Explorer(Figure):
    """A map, its windows, the errors that come back, and a rule for who gets them."""

    title = "Pooling backward"
    about = (
        "Who gets the error? Of a maximum the winner gets all of the error, of an average each cell its "
        "part. Let windows overlap (stride 1), and look at ties."
    )

    def __init__(self) -> None:
        self._input = Choice("input", list(INPUTS), changed=self._arrange)
        self._side = Choice("window", ["2×2", "3×3"], changed=self._arrange)
        self._stride = Choice("stride", ["1", "2"], 1, changed=self._arrange)
        self._rule = Choice("rule", list(RULES))
        self._place = 0
        self._errors = [Whole("", n + 1, 1, -9, 9) for n in range(_MOST)]
        self.actions = (
            Action("space", "next window", self._on),
            Action("a", "all", self._all),
            Action("0", "to the start", self._start),
        )
        self._arrange()

    @property
    def x(self) -> Array:
        """What was pooled."""
        return INPUTS[self._input.value]

    @property
    def shape(self) -> tuple[int, int]:
        """Of what comes out, and of the errors."""
        return pooling.size(self.x, *self._geometry)

    @property
    def upstream(self) -> Array:
        """The errors, of the shape of what came out."""
        rows, columns = self.shape
        return np.array([error.value for error in self._errors[: rows * columns]]).reshape(rows, columns)

    @property
    def so_far(self) -> Array:
        """dx after the windows up to the one that is looked at."""
        reached = np.arange(self.upstream.size).reshape(self.shape) <= self._place
        errors = np.where(reached, self.upstream, 0.0)
        return pooling.backward(self.x, errors, *self._geometry, self._rule.value)

    def picture(self, width: int, height: int) -> Text:
        lines: list[Text] = []
        for decimals in (2, 1, 0):  # errors that are shared take room
            lines = self._grids(decimals)
            if max(line.cell_len for line in lines) <= width:
                break
        caption = Text(f" window {self._place + 1} of {self.upstream.size}", "dim")
        return panels.joined([*lines[: height - 1], caption])

    def _grids(self, decimals: int) -> list[Text]:
        """The input, what came out over its errors, and dx."""
        x, window, here = self.x, self._window, self._here
        out = pooling.forward(x, *self._geometry, self._rule.value)
        answers = [
            Text(" out"),
            *panels.numbers(out, window=here),
            Text(" errors (dout)"),
            *panels.numbers(self.upstream, window=here),
        ]
        dx = pooling.backward(x, self.upstream, *self._geometry, self._rule.value)
        so_far, dx = (np.round(array, decimals) for array in (self.so_far, dx))
        return panels.beside(
            [
                [Text(f" x {x.shape[0]}×{x.shape[1]}"), *panels.numbers(x, window=window)],
                answers,
                [Text(" dx so far"), *panels.numbers(so_far, np.stack([dx, so_far]), window)],
            ]
        )

    def says(self) -> str:
        error = float(self.upstream.flat[self._place])
        return f"Error {number(error)} of window {self._place + 1}: {self._who(error)}{self._sums()}"

    def _who(self, error: float) -> str:
        """Where the error of this window goes."""
        patch = pooling.under(self.x, self._window)
        shares = RULES[self._rule.value](patch)
        part = number(error * float(shares.max()))
        if self._rule.value == pooling.AVERAGE:
            return f"each of {patch.size} cells gets a part, {number(error)}/{patch.size} = {part}."
        ties, most = int((patch == patch.max()).sum()), rounded(float(patch.max()))
        if ties == 1:
            return f"{most} won, and gets all of it; the other {patch.size - 1} get 0."
        who = {"first max": "the first gets all of it", "shared max": f"each gets {part}"}
        return f"{ties} cells tie at {most}: {who.get(self._rule.value, f'each gets {part}, in full')}."

    def _sums(self) -> str:
        """The test of every pooling, once all windows are through; before that, what overlap does."""
        if self._place + 1 < self.upstream.size:
            (side, stride), x = self._geometry, self.x
            covered = np.zeros(x.shape)
            for window in islice(pooling.windows(x, side, stride), self._place + 1):
                pooling.under(covered, window)[...] += 1
            twice = count(int((covered > 1).sum()), "cell")
            return f" {twice} in several windows so far: what they get adds up." if covered.max() > 1 else ""
        got, sent = number(float(self.so_far.sum())), number(float(self.upstream.sum()))
        if got == sent:
            return f" All windows are through: dx sums to {got}, as the errors do."
        return f" dx sums to {got}, the errors to {sent}: at a tie, not everybody may get all of it."

    @property
    def _geometry(self) -> tuple[int, int]:
        """The window's side, and its stride."""
        return self._side.index + 2, int(self._stride.value)

    @property
    def _here(self) -> Window:
        """Where the window's answer stands in what comes out."""
        row, column = divmod(self._place, self.shape[1])
        return Window(row, column, 1, 1)

    @property
    def _window(self) -> Window:
        return next(islice(pooling.windows(self.x, *self._geometry), self._place, None))

    def _on(self) -> None:
        self._place = (self._place + 1) % self.upstream.size

    def _all(self) -> None:
        self._place = self.upstream.size - 1

    def _start(self) -> None:
        self._place = 0

    def _arrange(self) -> None:
        """A field for the error of each window."""
        rows, columns = self.shape
        self._start()
        for n, error in enumerate(self._errors[: rows * columns]):
            error.name = f"e[{n // columns},{n % columns}]"
        errors = self._errors[: rows * columns]
        self.fields: list[Field] = [self._input, self._side, self._stride, self._rule, *errors]
        self.columns, self.in_columns = columns, len(errors)
