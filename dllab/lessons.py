"""Lessons as they are read: Markdown for a terminal, with figures where the text asks for them.

A figure stands in a lesson as a code block, its caption within, so that it reads well anywhere:

    ```explore logistic
    The curve of a logistic unit.
    ```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement
from rich.text import Text

from dllab.explore import FIGURES, figure
from dllab.wording import printable

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

WIDTH, HEIGHT = 80, 14  # the most that a picture takes
NARROWEST = 60  # what a figure needs

_FENCE = re.compile(r"^```explore[ \t]+(\S+)[ \t]*\n(.*?)^```[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)


class Embedded(NamedTuple):
    """A figure within a lesson.

    Attributes:
        name: of the figure, see `dllab.explore`.
        caption: a line about it.
        line: of the lesson, where it begins.
    """

    name: str
    caption: str
    line: int

    def fits(self, width: int) -> bool:
        """Whether there is such a figure, and room for it; otherwise its caption must do."""
        return self.name in FIGURES and width >= NARROWEST

    def picture(self, width: int) -> Text:
        """The figure as it is at first, at most WIDTH × HEIGHT.

        Raises:
            KeyError: there is none of that name.
        """
        return figure(self.name).picture(min(width, WIDTH), HEIGHT)


def parts(text: str) -> list[str | Embedded]:
    """A lesson's Markdown, and between its pieces the figures."""
    found: list[str | Embedded] = []
    at = 0
    for fence in _FENCE.finditer(text):
        line = text.count("\n", 0, fence.start()) + 1
        found += [text[at : fence.start()], Embedded(fence[1], " ".join(fence[2].split()), line)]
        at = fence.end()
    return [part for part in (*found, text[at:]) if part]


def with_goals(text: str, goals: Sequence[str]) -> str:
    """A lesson with what one will be able to do below its title."""
    if not goals:
        return text
    title, _, rest = text.partition("\n") if text.startswith("# ") else ("", "", text)
    listed = "".join(f"- {goal}\n" for goal in goals)
    return f"{title}\n\nYou will be able to\n\n{listed}\n{rest}"


def printed(text: str, width: int) -> Iterator[RenderableType]:
    """A whole lesson for a terminal, from top to bottom."""
    for part in parts(text):
        if isinstance(part, str):
            yield prose(part)
        else:
            yield Text()
            if part.fits(width):
                yield part.picture(width)
            yield Text.assemble((printable(part.caption), "italic"), " (to play with it: dllab, then F3)")
            yield Text()


def prose(text: str) -> Markdown:
    """Some Markdown, links as text; lines of code blocks stay lines."""
    return _Prose(printable(text), hyperlinks=False)


class _Heading(Heading):
    """All of them begin at the left."""

    LEVEL_ALIGN: ClassVar = {}


class _Code(CodeBlock):
    """Drawings and formulas: never folded, or what stands below each other would not any more."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = (f"  {line}" for line in self.text.plain.rstrip().split("\n"))
        yield Text("\n".join(lines), "lesson.drawing", no_wrap=True, overflow="ignore")


class _Prose(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "fence": _Code,
        "code_block": _Code,
    }
