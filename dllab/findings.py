"""What a report says, in the words that the command line and the lab share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dllab.wording import GLYPHS, points, printable
from grader.report import Cell, CheckResult, Difference, Report, Verdict

# What the grader says of a file that does not load.
_NOT_LOADED = ("Your file is not Python.", "Loading ", "Your file could not be loaded:")
_WHOSE = {"yours": "your own", "reference": "the reference (your own counts once it has passed its tests)"}
# "(line 7: return x)", "logistic-unit.py, line 3: invalid syntax"
_PLACE = re.compile(r"(?:\(|, )line (\d+)[:)]")

Words = list[list[str]]


def marked(verdict: Verdict) -> str:
    """A verdict as a glyph and a word."""
    return f"{GLYPHS.get(verdict, '✗')} {verdict}"


def score(report: Report) -> str:
    """Score 3 of 7."""
    return f"Score {points(report.score)} of {points(report.max_score)}"


def passed(results: Sequence[CheckResult]) -> str:
    """4 of 9 checks passed."""
    return f"{sum(check.verdict is Verdict.PASSED for check in results)} of {len(results)} checks passed"


def companions(report: Report) -> list[str]:
    """Whose code was used where the submission imports from other exercises."""
    return [f"with `{name}`, {_WHOSE[whose]}" for name, whose in report.companions.items()]


def unloadable(results: Sequence[CheckResult]) -> bool:
    """Whether no check was reached, all for the same reason: the file does not load."""
    if len({(check.verdict, check.message) for check in results}) != 1 or len(results) < 2:
        return False
    return results[0].message.startswith(_NOT_LOADED)


def line_of(message: str) -> int | None:
    """The line of the learner's file that a message names."""
    found = _PLACE.search(message)
    return int(found[1]) if found else None


def grids(found: Difference) -> tuple[Words, Words]:
    """*expected | yours* in as many digits as show the difference, a star behind what differs."""
    digits = _digits(found)
    expected = [[_number(value, digits) for value in row] for row in found.expected]
    yours = [[_number(value, digits) for value in row] for row in found.yours]
    return expected, [list(map(_starred, *pair)) for pair in zip(yours, expected, strict=True)]


def key(found: Difference) -> str:
    """What stands below such grids: which part of the whole they are, and what the star means."""
    where = printable(found.where)
    return f"{where}; * differs" if where else "* differs"


def columns(cells: Words) -> list[int]:
    """How wide each column of words must be."""
    count = max((len(row) for row in cells), default=0)
    return [max(len(row[i]) for row in cells if i < len(row)) for i in range(count)]


def _digits(found: Difference) -> int:
    """Enough of them to see every difference that matters."""
    pairs = [
        pair
        for rows in zip(found.expected, found.yours, strict=True)
        for pair in zip(*rows, strict=True)
        if not _alike(*pair)
    ]
    return next((n for n in range(4, 9) if all(_number(a, n) != _number(b, n) for a, b in pairs)), 9)


def _alike(a: Cell, b: Cell) -> bool:
    return isinstance(a, str) or isinstance(b, str) or abs(a - b) <= 1e-7 * max(abs(a), abs(b))


def _number(value: Cell, digits: int) -> str:
    return printable(value) if isinstance(value, str) else f"{value:.{digits}g}"


def _starred(mine: str, right: str) -> str:
    return f"{mine} " if mine == right else f"{mine}*"
