"""Turn a Jupyter notebook into Python source."""

from __future__ import annotations

import itertools
import re
from typing import Any

import msgspec

from grader.errors import SubmissionError

MAX_CODE = 1_000_000  # characters
MAX_CELLS = 10_000


def source_of_notebook(shown: str, data: bytes) -> tuple[str, list[int]]:
    """The code cells one after the other, magics commented out; and the line each begins on, from 1.

    Cells of an assignment's own tests (nbgrader's, otter's) are empty here: they are no learner's code.

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
    texts = [cell.code for cell in notebook.cells if cell.cell_type == "code"]
    if not texts:
        raise SubmissionError(f"{shown} has no code cells")
    if sum(map(len, texts)) > MAX_CODE or len(texts) > MAX_CELLS:  # before any work is done on them
        why = f"its code cells are larger than {MAX_CODE // 1_000_000} MB, or more than {MAX_CELLS:,}"
        raise SubmissionError(f"{shown}: {why}")
    cells = [without_magics(text) for text in texts]
    starts = list(itertools.accumulate((cell.count("\n") + 2 for cell in cells), initial=1))
    return "\n\n".join(cells) + "\n", starts[:-1]


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""
    metadata: Any = None

    @property
    def code(self) -> str:
        """Its source, unless it is a test of the assignment's."""
        source = "".join(self.source)
        marks = self.metadata.get("nbgrader") if isinstance(self.metadata, dict) else None
        tests = isinstance(marks, dict) and marks.get("grade") is True and not marks.get("solution")
        return "" if tests or _is_otters(source) else source


def _is_otters(cell: str) -> bool:
    """Whether otter put it there: to start itself, to check a question, or to pack the notebook up."""
    lines = [line.strip() for line in cell.split("\n")]
    code = [line for line in lines if line and not line.startswith("#")]
    return bool(code) and all(map(_OTTER.fullmatch, code))


class _Notebook(msgspec.Struct):
    cells: list[_Cell]
    nbformat: int = 4


def without_magics(cell: str) -> str:
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


_OTTER = re.compile(
    r"import otter|grader = otter\.Notebook\([^()]*\)|grader\.(?:check|check_all|export)\([^()]*\)"
)

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
