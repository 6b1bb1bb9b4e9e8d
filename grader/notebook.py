"""Turn a Jupyter notebook into Python source."""

from __future__ import annotations

import itertools
import re

import msgspec

from grader.errors import SubmissionError

MAX_CODE = 1_000_000  # characters
MAX_CELLS = 10_000


def source_of_notebook(shown: str, data: bytes) -> tuple[str, list[int]]:
    """The code cells one after the other, magics commented out; and the line each begins on, from 1.

    Args:
        shown: the file's name, for messages.
        data: its bytes.

    Raises:
        SubmissionError: it is no notebook, or has no code.
    """
    try:
        notebook = msgspec.json.decode(data, type=_Notebook)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SubmissionError(f"{shown} is not a Jupyter notebook (nbformat 4): {error}") from None
    texts = ["".join(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    if not texts:
        raise SubmissionError(f"{shown} has no code cells")
    if sum(map(len, texts)) > MAX_CODE or len(texts) > MAX_CELLS:  # before any work is done on them
        why = f"its code cells are larger than {MAX_CODE // 1_000_000} MB, or more than {MAX_CELLS:,}"
        raise SubmissionError(f"{shown}: {why}")
    cells = [_without_magics(text) for text in texts]
    starts = list(itertools.accumulate((cell.count("\n") + 2 for cell in cells), initial=1))
    return "\n\n".join(cells) + "\n", starts[:-1]


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""


class _Notebook(msgspec.Struct):
    cells: list[_Cell]
    nbformat: int = 4


def _without_magics(cell: str) -> str:
    """IPython's own syntax is not Python: `%matplotlib inline` and `!pip …` become `pass  # …`."""
    first = cell.split(maxsplit=1)[0] if cell.strip() else ""
    if first.startswith("%%") and first not in _PYTHON_CELLS:
        return _commented(cell)
    depth, parts = 0, []
    for token in _TOKENS.finditer(cell):
        if token.lastgroup == "bracket":
            depth += 1 if token[0] in "([{" else -1
        # Inside brackets, strings and after a backslash a line may well begin with %.
        magic = token.lastgroup == "magic" and depth <= 0
        parts.append(f"{token['indent']}pass  {_commented(token[0].lstrip())}" if magic else token[0])
    return "".join(parts)


def _commented(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.split("\n"))


_PYTHON_CELLS = ("%%time", "%%capture")

# Every character of a cell belongs to exactly one match, so that a cell of any text takes linear time:
# strings that nobody closes end with their line or with the cell.
_TOKENS = re.compile(
    r"""
    (?P<magic> ^ (?P<indent> [ \t]*+ ) [%!?] (?: [^\n\\] | \\ (?s:.?) )*+ )
  | (?P<string> \"{3} (?: [^"\\] | \\ (?s:.?) | "{1,2}(?!") )*+ (?: "{3} | \Z )
              | '{3} (?: [^'\\] | \\ (?s:.?) | '{1,2}(?!') )*+ (?: '{3} | \Z )
              | " (?: [^"\\\n] | \\ (?s:.?) )*+ "?
              | ' (?: [^'\\\n] | \\ (?s:.?) )*+ '? )
  | (?P<bracket> [()\[\]{}] )
  | (?P<comment> \# [^\n]*+ )
  | (?P<continued> \\ \r?\n [ \t]*+ [%!?]? )
  | (?P<other> [^()\[\]{}"'\#\\\n]++ | (?s:.) )
    """,
    re.VERBOSE | re.MULTILINE,
)
