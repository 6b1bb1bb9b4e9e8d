"""From the cells of prose to lesson.md."""

from __future__ import annotations

import re

from dllab.authoring.importing.assignment import Assignment, Prose


def title(assignment: Assignment, otherwise: str) -> str:
    """The first heading's text."""
    for prose in _prose(assignment):
        if found := _HEADING.search(prose.text):
            return found[1].strip().rstrip("#").strip()
    return otherwise


def write(assignment: Assignment, heading: str) -> str:
    """The lesson; what a terminal cannot show is noted in `assignment.remarks`."""
    parts = []
    for prose in _prose(assignment):
        for pattern, what in _LOST:
            if pattern.search(prose.text):
                assignment.remark(prose.cell, what)
        parts.append(_COMMENT.sub("", prose.text).strip())
    text = "\n\n".join(part for part in parts if part)
    if not text.startswith("# "):
        text = f"# {heading}\n\n{text}"
    return f"{text.strip()}\n"


def _prose(assignment: Assignment) -> list[Prose]:
    return [piece for piece in assignment.pieces if isinstance(piece, Prose)]


_HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_LOST = (
    (re.compile(r"attachment:"), "a picture within the notebook: draw it in characters"),
    (re.compile(r"!\[[^]]*\]\((?!attachment:)|<img\b"), "a picture: draw it in characters"),
    (
        re.compile(r"\$[^$\n]+\$|\$\$.+?\$\$", re.DOTALL),
        "TeX: write the formula in Unicode, such as ŷ = w·x + b",
    ),
    (re.compile(r"<(?!!--|img\b|https?:)[a-z][^>]*>"), "HTML: the terminal shows it as it stands"),
)
