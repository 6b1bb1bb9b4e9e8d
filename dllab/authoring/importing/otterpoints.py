"""What each test of an otter question is worth, and which of them belong together."""

from __future__ import annotations

import math
from typing import Any

import msgspec

from dllab.authoring.importing.assignment import Test

UNSAID = -1.0


def written(points: Any) -> float:
    """The points that a test's own settings give it; `UNSAID` where they give none.

    Raises:
        ValueError: they are no number.
    """
    return UNSAID if points is None else _number(points)


def resolved(question: dict[str, Any], tests: list[Test]) -> list[Test]:
    """The tests with their points, by otter's rules: what nobody said is shared out equally.

    Args:
        question: its settings: points (a number, a list, or {each: …}) and all_or_nothing.
        tests: in order.

    Raises:
        ValueError: the points do not go with the tests.
    """
    if not tests or question.get("manual"):
        return []
    worth = [
        msgspec.structs.replace(test, points=points)
        for test, points in zip(tests, _points(question, tests), strict=True)
    ]
    return _all_or_nothing(worth, str(question["name"])) if question.get("all_or_nothing") else worth


def _points(question: dict[str, Any], tests: list[Test]) -> list[float]:
    total, said = question.get("points"), [test.points for test in tests]
    if isinstance(total, dict):
        total = _number(total.get("each", 1)) * len(tests)
    if isinstance(total, list):
        if len(total) != len(tests):
            raise ValueError(f"{len(total)} points for {len(tests)} tests")
        said, total = [written(points) for points in total], None
    known = sum(points for points in said if points != UNSAID)
    rest = _rest(total, known, said)
    unsaid = said.count(UNSAID)
    return [rest / unsaid if points == UNSAID else points for points in said]


def _rest(total: Any, known: float, said: list[float]) -> float:
    """What is shared among the tests that say nothing."""
    if total is None:
        return 1.0 if known == 0 and UNSAID in said else 0.0
    if _number(total) < known:
        raise ValueError("its tests are worth more than the question")
    return _number(total) - known


def _number(points: Any) -> float:
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 <= points < math.inf:
        raise ValueError(f"{points!r} are no points")
    return float(points)


def _all_or_nothing(tests: list[Test], name: str) -> list[Test]:
    """One test is worth everything, and needs the others."""
    total = sum(test.points for test in tests)
    last = next((test for test in reversed(tests) if test.hidden), tests[-1])
    others = [test for test in tests if test is not last]
    free = [msgspec.structs.replace(test, points=0.0) for test in others]
    return [*free, msgspec.structs.replace(last, points=total, after=[test.name for test in others])]
