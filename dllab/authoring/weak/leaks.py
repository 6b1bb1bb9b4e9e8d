"""Hidden checks that give their inputs away in what a learner reads.

Found in two ways: in the source, where a message is put together from what the check drew or was answered;
and in the messages that cheats were given, where they hold numbers which stand in no file of the exercise.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from dllab.authoring.weak import taint
from dllab.authoring.weak.meant import Finding, about
from dllab.authoring.weak.sources import Sources
from grader.checks import Check
from grader.report import CheckResult

_TELL = "learners read this: say it without"


def leaks(sources: Sources, check: Check, results: Iterable[CheckResult]) -> Iterator[Finding]:
    """What a hidden check gives away; what a network has reached may be told.

    Args:
        sources: the checks files.
        check: any check.
        results: how it ended for submissions of all kinds.
    """
    if check.visibility == "hidden" and not sources.asked(check).trains:
        found = [*_written(sources, check)]
        yield from found or _told(sources, check, results)


def _written(sources: Sources, check: Check) -> Iterator[Finding]:
    """Messages that are put together from its data."""
    for part, names in taint.data(sources.parts(check)):
        for message in _messages(part):
            parts = _put_together(message)
            shown = sorted({name for node in parts for name in taint.shown(node, names)})
            if shown:
                what = f"{check.name} puts {', '.join(shown)} into a message; {_TELL}"
                yield about(check, what, message.lineno)


def _messages(part: ast.AST) -> Iterator[ast.expr]:
    """What the learner will read, as expressions."""
    for node in ast.walk(part):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "that":
            yield from node.args[1:2]
        elif name == "CheckFailed":
            yield from node.args[:1]
        yield from (keyword.value for keyword in node.keywords if keyword.arg in ("what", "message"))


def _put_together(message: ast.expr) -> Iterator[ast.expr]:
    """The parts of a string that are not written out."""
    yield from (
        node for node in ast.walk(message) if isinstance(node, ast.FormattedValue | ast.BinOp | ast.Call)
    )


def _told(sources: Sources, check: Check, results: Iterable[CheckResult]) -> Iterator[Finding]:
    """Numbers in its messages that come from nowhere but its data."""
    for result in results:
        strange = [text for text in _numbers(result.message) if abs(float(text)) not in sources.numbers]
        if strange:
            what = f"{check.name} told numbers that no file holds, {', '.join(strange[:3])}; {_TELL}"
            yield about(check, what)
            return


def _numbers(message: str) -> list[str]:
    """Decimal fractions, but for those in code."""
    prose = re.sub(r"`[^`]*`|\(line \d+: .*\)", "", message)
    return re.findall(r"(?<![\w.])-?\d+\.\d+(?:e[-+]?\d+)?(?![\w.])", prose)
