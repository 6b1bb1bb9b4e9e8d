"""Make text that learner code produced harmless wherever it is shown."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    """Text without terminal escapes, control and bidirectional characters and HTML tags.

    What is left can be shown in a terminal, encoded as UTF-8 and written into XML; newlines and tabs stay.
    """
    text = _ESCAPES.sub("", text.replace("\r\n", "\n"))
    text = _UNPRINTABLE.sub("�", text)
    # A space ends what HTML, and Markdown with it, would read as a tag; code stays legible.
    return _TAGS.sub("< ", text)


# A sequence that nobody ends must not swallow what the grader wrote after it.
_ESCAPES = re.compile(
    r"""
    (?: \x1b\[ | \x9b ) [0-?]{0,64} [ -/]{0,8} [@-~]  # colours, cursor
  | (?: \x1b[]PX^_] | [\x90\x98\x9d-\x9f] ) [^\x07\x1b\x9c]{0,256} (?: \x07 | \x1b\\ | \x9c )  # titles, links
  | \x1b [ -/]{0,8} [0-~]?
    """,
    re.VERBOSE,
)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls; tab and newline stay
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"  # direction overrides, line separators
    "\ud800-\udfff\ufeff\ufffe\uffff]"  # not characters
)
_TAGS = re.compile(r"<(?=[A-Za-z/!?])")
