"""Names and lines of what is written: identifiers, indentation that leaves strings as they are."""

from __future__ import annotations

import io
import keyword
import re
import textwrap
import tokenize
from collections.abc import Collection


def identifier(text: str, taken: Collection[str] = ()) -> str:
    """A name for a check, in snake case, that is not taken."""
    name = re.sub(r"\W+", "_", text.strip().lower(), flags=re.ASCII).strip("_") or "test"
    if name[0].isdigit() or keyword.iskeyword(name) or keyword.issoftkeyword(name):
        name = f"test_{name}"
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found


def indented(source: str, columns: int) -> str:
    """Source moved to the right; the lines within a string stay, for they are its text.

    Raises:
        SyntaxError: it is not Python.
    """
    inside = _lines_within_strings(source)
    lines = source.strip("\n").split("\n")
    offset = len(source) - len(source.lstrip("\n"))
    moved = [
        line if number + offset in inside or not line.strip() else " " * columns + line
        for number, line in enumerate(lines, 1)
    ]
    return "\n".join(moved)


def sentence(text: str) -> str:
    """One line that ends with a full stop."""
    line = " ".join(text.split())
    return line if line.endswith((".", "?", "!")) else f"{line}."


def quoted(text: str) -> str:
    """A string literal; in double quotes where that needs no escape."""
    return f'"{text}"' if text.isprintable() and not set(text) & {'"', "\\"} else repr(text)


def blank(text: str) -> str:
    """Without the empty lines around it and without what its lines have in common."""
    return textwrap.dedent(text).strip("\n")


def _lines_within_strings(source: str) -> set[int]:
    found: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.STRING or token.type in _PARTS:
                found.update(range(token.start[0] + 1, token.end[0] + 1))
    except tokenize.TokenError as error:
        raise SyntaxError(str(error)) from None
    return found


# From Python 3.12 on an f-string is several tokens.
_PARTS = tuple(
    getattr(tokenize, name)
    for name in ("FSTRING_MIDDLE", "FSTRING_END", "TSTRING_MIDDLE", "TSTRING_END")
    if hasattr(tokenize, name)
)
