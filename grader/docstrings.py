"""Docstrings in Google's style, taken apart: what a thing is, and what is said of each argument or key."""

from __future__ import annotations

import inspect
import re
import textwrap
from typing import NamedTuple


class Docstring(NamedTuple):
    """What a docstring says.

    Attributes:
        summary: its first paragraph, on one line.
        prose: the paragraphs between that and the first section, as they stand there.
        sections: by title ("Args", "Attributes", "Returns", "Raises"), then by name: a text on one line each.
    """

    summary: str
    prose: str
    sections: dict[str, dict[str, str]]


def read(doc: str | None) -> Docstring:
    """Take a docstring apart; of none, everything is empty."""
    text, *rest = _SECTION.split(inspect.cleandoc(doc or ""))
    summary, _, prose = text.strip().partition("\n\n")
    sections = {title: _entries(body) for title, body in zip(rest[::2], rest[1::2], strict=True)}
    return Docstring(_line(summary), prose.strip(), sections)


def _entries(body: str) -> dict[str, str]:
    """`name: text`, over several lines where they are indented; `a, b: text` counts for both."""
    _, *found = _ENTRY.split(textwrap.dedent(body))
    pairs = zip(found[::2], found[1::2], strict=True)
    return {name.strip(): _line(text) for names, text in pairs for name in names.split(",")}


def _line(text: str) -> str:
    return " ".join(text.split())


_SECTION = re.compile(r"^(Args|Attributes|Returns|Raises):\n", re.MULTILINE)
_ENTRY = re.compile(r"^(\*{0,2}\w[\w, ]*):[ \n]", re.MULTILINE)
