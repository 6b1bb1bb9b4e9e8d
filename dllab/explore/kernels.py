"""A 3×3 kernel slides over a small image: multiply and sum, then ReLU, then pooling."""

from __future__ import annotations

import numpy as np
from rich.text import Text

from dllab.explore.figure import Action, Choice, Field, Figure, Number
from dllab.explore.panels import rounded
from dllab.explore.patches import IMAGES, KERNELS, Array, image
from dllab.explore.slide import STAGES, Slide, Stage
from dllab.explore.slide_view import draw

OWN = "own"
_LIMIT = 20.0
_TURNED = "One pixel draws the kernel, turned by half a turn: this is cross-correlation, not convolution."


class Explorer(Figure):
    """The kernel, its image and where it stands."""

    title = "A kernel slides"
    about = (
        "Nine weights are laid on nine pixels, multiplied and summed; then one pixel on. Which kernel "
        "answers to which edge? What do ReLU and pooling leave? On one pixel, emboss appears turned: why?"
    )
    columns = 3
    in_columns = 9

    def __init__(self) -> None:
        self._image = Choice("image", IMAGES, changed=self._all)
        self._kernel = Choice("kernel", [*KERNELS, OWN], changed=self._take_kernel)
        self._show = Choice("show", STAGES)
        self._entries = [
            Number(f"K[{row},{column}]", 0.0, 1.0, -_LIMIT, _LIMIT, changed=self._name_kernel)
            for row in range(3)
            for column in range(3)
        ]
        self._take_kernel()
        self._place = 5  # the framed place of the lesson
        self.fields: list[Field] = [self._image, self._kernel, self._show, *self._entries]
        self.actions = (
            Action("space", "slide", self._on),
            Action("l", "a row on", self._row_on),
            Action("a", "all", self._all),
            Action("0", "to the start", self._start),
            Action("n", "next stage", lambda: self._show.turn(1)),
        )

    @property
    def slide(self) -> Slide:
        """Where it stands, as numbers."""
        kernel = np.array([entry.value for entry in self._entries]).reshape(3, 3)
        return Slide(image(self._image.value), kernel, self._place)

    @property
    def stages(self) -> list[Stage]:
        """The maps that are shown."""
        return self.slide.stages(self._show.value)

    def picture(self, width: int, height: int) -> Text:
        return draw(self.slide, self.stages, width, height)

    def says(self) -> str:
        slide, stages = self.slide, self.stages
        terms = " + ".join(
            f"{rounded(x)}·{rounded(k)}" for x, k in zip(slide.pixels.flat, slide.kernel.flat, strict=True)
        )
        row, column = slide.at
        total = float(slide.products.sum())
        said = [f"At row {row}, column {column}: {terms} = {rounded(total)}."]
        if len(stages) > 1:
            said.append(f"ReLU makes it {rounded(max(total, 0.0))}.")
        (height, width), (rows, columns) = slide.image.shape, slide.whole.shape
        said.append(f"Map: ({height} − 3 + 1) × ({width} − 3 + 1) = {rows} × {columns}.")
        if len(stages) > 2:
            said.append(_of_pooling(stages, self._show.index - 1))
        else:
            said.append(_TURNED if self._image.value == "one pixel" else _of_flat(slide.kernel))
        return " ".join(said)

    def _on(self) -> None:
        self._place = (self._place + 1) % self.slide.whole.size

    def _row_on(self) -> None:
        last = self.slide.whole.size - 1
        width = self.slide.whole.shape[1]
        self._place = 0 if self._place == last else min(self._place + width, last)

    def _all(self) -> None:
        self._place = self.slide.whole.size - 1

    def _start(self) -> None:
        self._place = 0

    def _take_kernel(self) -> None:
        if self._kernel.value != OWN:
            for entry, value in zip(self._entries, np.ravel(KERNELS[self._kernel.value]), strict=True):
                entry.value = float(value)

    def _name_kernel(self) -> None:
        entries = [entry.value for entry in self._entries]
        names = [name for name, kernel in KERNELS.items() if np.ravel(kernel).tolist() == entries]
        self._kernel.index = self._kernel.options.index(names[0] if names else OWN)


def _of_flat(kernel: Array) -> str:
    total = float(kernel.sum())
    if abs(total) < 1e-9:
        return "The kernel's entries sum to 0: a flat area answers 0."
    if abs(total - 1) < 1e-9:
        return "The kernel's entries sum to 1: a flat area stays as it is."
    sum = rounded(total)
    return f"The kernel's entries sum to {sum}: a flat area comes out {sum} times as bright."


def _of_pooling(stages: list[Stage], stride: int) -> str:
    sides = stages[-2].whole.shape
    terms = [f"({side} − 2 + 1)" if stride == 1 else f"⌊({side} − 2)/{stride} + 1⌋" for side in sides]
    rows, columns = stages[-1].whole.shape
    return f"Largest of each 2×2: {' × '.join(terms)} = {rows} × {columns}."
