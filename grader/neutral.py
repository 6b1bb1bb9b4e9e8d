"""Learner text made harmless for every terminal and file it may end up in."""

from __future__ import annotations

import re
import unicodedata

# Bounded: a sequence that nobody ends must not swallow what the grader wrote after it.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI: colours, cursor
    r"|\x1b[\]PX^_][^\x07\x1b]{0,256}(?:\x07|\x1b\\)"  # OSC and other strings: titles, clipboard
    r"|\x1b[ -/]{0,8}[0-~]?"  # the rest
)
_ALLOWED_CONTROLS = "\n\t"
MAX_CHARACTERS = 10_000
MAX_LINE = 400


def neutralise(text: str, lines: int) -> str:
    """Without terminal escapes, control characters and text-direction tricks, and of bounded size.

    Args:
        text: anything a learner's code printed or raised.
        lines: how many lines to keep.
    """
    text = plain(text[: 4 * MAX_CHARACTERS])
    kept = [line if len(line) <= MAX_LINE else line[:MAX_LINE] + "…" for line in text.split("\n")]
    if len(kept) > lines:
        kept = [*kept[:lines], f"… and {len(kept) - lines} more lines"]
    whole = "\n".join(kept)
    return whole if len(whole) <= MAX_CHARACTERS else whole[:MAX_CHARACTERS] + "…"


def plain(text: str) -> str:
    """Without terminal escapes, control characters and text-direction tricks; newlines and tabs stay.

    What is left can be encoded as UTF-8 and written into XML.
    """
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text  # nearly all texts are, and the class has millions of characters of them
    text = _ESCAPES.sub("", text)
    return "".join(character if _harmless(character) else _visible(character) for character in text)


def _harmless(character: str) -> bool:
    return character in _ALLOWED_CONTROLS or unicodedata.category(character) not in (
        *("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"),
    )


def _visible(character: str) -> str:
    """Carriage returns go (they overwrite lines); everything else leaves a mark."""
    return "" if character == "\r" else "\N{REPLACEMENT CHARACTER}"
