"""A sliding kernel drawn: the image, multiply and sum, the maps; in numbers or, where large, in pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.text import Text

from dllab.explore import panels
from dllab.explore.panels import rounded
from dllab.explore.patches import Array
from dllab.explore.slide import Slide, Stage
from dllab.pixels import Window

_NUMBERS = 8  # images up to that many columns are shown as numbers
_AS_NUMBERS = 0  # a scale; others are columns a pixel


def draw(slide: Slide, stages: list[Stage], width: int, height: int) -> Text:
    """As much of it as there is room for: the last of the stages rather than all, small rather than large."""
    small = slide.image.shape[1] <= _NUMBERS
    for shown in (stages, stages[-2:], stages[-1:]):
        for scale in (_AS_NUMBERS, 3, 2, 1) if small else (3, 2, 1):
            columns, lines = _size(slide, shown, scale)
            if columns <= width and lines < height:
                return panels.joined([*panels.beside(_panels(slide, shown, scale)), _caption(slide, scale)])
    return panels.joined([line[:width] for line in _multiply_and_sum(slide)[:height]])


def _size(slide: Slide, stages: list[Stage], scale: int) -> tuple[int, int]:
    """Columns and lines, without the caption."""
    if scale == _AS_NUMBERS:
        return panels.size(panels.beside(_panels(slide, stages, scale)))
    sizes = [panels.size(_multiply_and_sum(slide))]
    for stage in (_image(slide), *stages):
        columns, lines = panels.image_size(stage.whole.shape, scale)
        sizes.append((max(columns, _title(stage).cell_len), lines + 1))
    return sum(columns + panels.GAP for columns, _ in sizes) - panels.GAP, max(lines for _, lines in sizes)


def _panels(slide: Slide, stages: list[Stage], scale: int) -> Sequence[list[Text]]:
    row, column = slide.at
    maps = [
        _map(stage, None if stage.name == "pooled" else Window(row, column, 1, 1), scale) for stage in stages
    ]
    return [_map(_image(slide), Window(row, column, 3, 3), scale), _multiply_and_sum(slide), *maps]


def _image(slide: Slide) -> Stage:
    return Stage("image", slide.image, slide.image)


def _multiply_and_sum(slide: Slide) -> list[Text]:
    return [
        Text(" kernel"),
        *panels.numbers(slide.kernel),
        Text(" × pixels ="),
        *panels.numbers(slide.products),
        Text(f" sum {rounded(float(slide.products.sum()))}", "bold"),
    ]


def _map(stage: Stage, here: Window | None, scale: int) -> list[Text]:
    if scale == _AS_NUMBERS:
        return [_title(stage), *panels.numbers(stage.so_far, stage.whole, here)]
    return [_title(stage), *panels.image(_as_greys(stage), here, scale)]


def _title(stage: Stage) -> Text:
    height, width = stage.whole.shape
    return Text(f" {stage.name} {height}×{width}")


def _as_greys(stage: Stage) -> Array:
    """From black to white; where there are numbers below 0, these are dark and 0 is grey."""
    most = (
        255.0 if stage.name == "image" and stage.whole.max() > 16 else float(np.abs(stage.whole).max()) or 1.0
    )
    return 0.5 + stage.so_far / (2 * most) if (stage.whole < 0).any() else stage.so_far / most


def _caption(slide: Slide, scale: int) -> Text:
    low, high = rounded(float(slide.whole.min())), rounded(float(slide.whole.max()))
    greys = "" if scale == _AS_NUMBERS else f" · the map goes from {low} to {high}"
    return Text(f" place {slide.place + 1} of {slide.whole.size}{greys}", "dim")
