"""What is wrong with a YAML file, in words for people who never read YAML's specification."""

from __future__ import annotations

import re
from typing import Any


def syntax(error: Any, text: str) -> tuple[str, int | None]:
    """What a PyYAML error means, with what to do about it, and its line counted from 1.

    Args:
        error: a `yaml.MarkedYAMLError`.
        text: the file's.
    """
    problem, mark = error.problem or "", error.problem_mark
    line = mark.line + 1 if mark else None
    if mark and (advice := _of_sign(text, mark)):
        return f"{problem}; {advice}", line
    for begins, (said, where_it_began) in _MEANT.items():
        if problem.startswith(begins):
            began = error.context_mark if where_it_began else None
            sign = _at(text, began) if began else ""
            return said.format(sign=sign), began.line + 1 if began else line
    return problem, line


def types(message: str) -> str:
    """msgspec's "Expected `str`, got `array`" with the types in words."""
    return re.sub(r"(expected|got) `([a-z |]+)`", lambda found: f"{found[1]} {_in_words(found[2])}", message)


def _in_words(types: str) -> str:
    return " or ".join(_TYPES.get(name, name) for name in types.split(" | "))


def _of_sign(text: str, mark: Any) -> str:
    """What to do about a sign that begins no value, or ""."""
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, for here is a tab"
    sign = _at(text, mark)
    return f"put the text into quotes, for it begins with {sign}" if sign in _RESERVED else ""


def _at(text: str, mark: Any) -> str:
    """The sign at a place, or ""."""
    lines = text.split("\n")
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""


_RESERVED = tuple("@`%*!&")
_ASTRAY = (
    "this does not go on from the line above: indent both alike, and put a text with {} in it into quotes"
)
# How PyYAML's problem begins: what it means, and whether it lies where the thing began.
_MEANT = {
    "mapping values are not allowed": (
        "a second colon, or another indent than the line above: put a text with a colon in it into quotes, "
        "or indent both lines alike",
        False,
    ),
    "did not find expected ',' or": ("this {sign} is never closed", True),
    "found unexpected end of stream": ("this {sign} is never closed", True),
    "did not find expected key": (_ASTRAY.format("quotes or brackets"), False),
    "did not find expected '-' indicator": (_ASTRAY.format("a colon"), False),
    "could not find expected ':'": ("a colon is missing: write `key: value`, with a space", True),
    "block sequence entries are not allowed": (
        "a list begins on a line of its own: put the `- ` there, or the text into quotes",
        False,
    ),
}
_TYPES = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "yes or no",
    "array": "a list",
    "object": "`key: value` lines",
    "null": "nothing",
}
