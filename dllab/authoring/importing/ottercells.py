"""Which of otter's cells are borders of blocks, settings, or nothing."""

from __future__ import annotations

import re

from dllab.authoring.importing.notebook import Cell, Notebook


def cells(notebook: Notebook) -> list[Cell]:
    """The cells, with ```otter blocks of Markdown as the raw cells that they stand for."""
    found = []
    for cell in notebook.cells:
        if cell.kind != "markdown" or "```otter" not in cell.source:
            found.append(cell)
            continue
        for number, part in enumerate(_FENCED.split(cell.source)):
            if part.strip():
                found.append(Cell(cell.number, "raw" if number % 2 else "markdown", part.strip("\n")))
    return found


def is_config(cell: Cell) -> bool:
    """Whether it holds the assignment's settings."""
    return cell.kind == "raw" and re.match(r"#\s+assignment\s+config", cell.source, re.IGNORECASE) is not None


def border(cell: Cell) -> tuple[str, str] | None:
    """Whether a block begins or ends here, and which."""
    match = _BORDER.match(cell.source) if cell.kind == "raw" else None
    return (match[1].lower(), match[2].lower()) if match else None


def is_ignored(cell: Cell) -> bool:
    """Whether otter leaves it out."""
    return _IGNORED.match(cell.source) is not None


_BORDER = re.compile(r"#\s+(begin|end)\s+(question|prompt|solution|tests)\b", re.IGNORECASE)
_IGNORED = re.compile(r"(##\s*ignore\s*##\s*|#\s*ignore\s*)", re.IGNORECASE)
_FENCED = re.compile(r"^```otter[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
