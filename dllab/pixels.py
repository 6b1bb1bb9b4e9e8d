"""Images as text: two pixels in a character where there are colours, shades of characters elsewhere."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

SHADES = " .:-=+*#%@"
Image = Sequence[Sequence[float]]  # rows of greys between 0 (black) and 1 (white)


def picture(image: Image, *, colors: bool | None = None) -> Text:
    """Draw an image: a column a pixel and a line for every two rows, or two columns a pixel without colours.

    Args:
        image: (H, W), greys; what lies outside of 0 to 1 is cut off.
        colors: whether to use them; by default unless NO_COLOR is set.
    """
    from rich.text import Text

    colors = not os.environ.get("NO_COLOR") if colors is None else colors
    text = Text("\n").join(_halves(image) if colors else _shades(image))
    text.no_wrap, text.overflow = True, "ignore"
    return text


def _halves(image: Image) -> list[Text]:
    from rich.text import Text

    rows = [list(row) for row in image]
    if len(rows) % 2:
        rows.append([0.0] * len(rows[0]))
    lines = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        line = Text()
        for top, bottom in zip(upper, lower, strict=True):
            line.append("▀", f"{_gray(top)} on {_gray(bottom)}")
        lines.append(line)
    return lines


def _shades(image: Image) -> list[Text]:
    from rich.text import Text

    last = len(SHADES) - 1
    return [Text("".join(SHADES[round(_cut(value) * last)] * 2 for value in row)) for row in image]


def _gray(value: float) -> str:
    level = round(_cut(value) * 255)
    return f"#{level:02x}{level:02x}{level:02x}"


def _cut(value: float) -> float:
    return 0.0 if value != value else min(max(value, 0.0), 1.0)
