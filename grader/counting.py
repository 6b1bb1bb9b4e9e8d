"""From attempts to a grade, by rules that anybody can follow with pencil and paper.

1. A text is an attempt as of when it was first seen, however often it is graded. Handed in again it is
   another attempt if another text came in between. Of its gradings that by the present exercise and grader
   counts; where there is none the newest, marked stale.
2. A text is late when it was handed in after the deadline and the grace minutes. Days late are periods of
   24 hours from there on, each that has begun: one second late is one day, 24 hours one, a second more two.
3. The penalty is days late × percent_per_day, at most 100, in percent of the points that were earned.
   What is later than at_most_days does not count beside anything that is not; alone, it gives 0 points.
4. score = earned × (100 − penalty) / 100, exact, then rounded to hundredths, a half upwards. The points
   earned are those in the report, digit by digit. Nothing else is rounded; totals are sums of scores.
5. "last": the last that was handed in counts. "best": that with the highest score, of equal ones the first.
   An attempt that could not be graded has no score; where it is the last, neither has the grade.
6. With attempts_per_day: N, an attempt does not count if N that do were handed in within the 24 hours before.
"""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from grader.policy import Late, Policy

HUNDREDTHS = Decimal("0.01")
_DAY = 86_400
_EXACT = decimal.Context(prec=700, rounding=decimal.ROUND_HALF_UP)  # every product of a float's digits


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One grading of one text.

    Attributes:
        key: which outcome it is.
        text: what tells it from other texts.
        handed_in, graded: seconds since 1970.
        raw: the points earned, None where it could not be graded.
        max: the points that could be.
        again: when it was handed in again after another text, seconds since 1970.
        current: whether this version of the exercise and of the grader graded it.
        error: why it could not be graded.
    """

    key: str
    text: str
    handed_in: float
    graded: float
    raw: Decimal | None
    max: Decimal
    again: tuple[float, ...] = ()
    current: bool = True
    error: str = ""


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """What a student gets for an exercise.

    Attributes:
        key: the outcome that counts.
        handed_in: seconds since 1970.
        raw: the points earned; None where it could not be graded.
        max: the points that could be.
        days_late: each that has begun.
        penalty: percent of the points earned.
        score: what is left of them.
        deadline: the student's, seconds since 1970, without the grace minutes; None where there is none.
        why: which attempt counts, in a few words.
        stale: whether an older exercise or grader graded it.
        error: why it could not be graded.
    """

    key: str
    handed_in: float
    raw: Decimal | None
    max: Decimal
    days_late: int = 0
    penalty: Decimal = Decimal(0)
    score: Decimal | None
    deadline: float | None = None
    why: str = ""
    stale: bool = False
    error: str = ""


def points(value: float) -> Decimal:
    """A report's number, digit by digit as it stands there."""
    return Decimal(repr(value))


def grade(attempts: Sequence[Attempt], policy: Policy, deadline: datetime.datetime | None) -> Grade:
    """A student's grade for an exercise, from at least one attempt; the rules are above.

    Args:
        attempts: all gradings of all texts, in any order.
        policy: the course's.
        deadline: the student's for this exercise.
    """
    found, beyond = _limited(_in_order(attempts), policy.attempts_per_day)
    judged = [_judged(one, policy.late, deadline) for one in found]
    most = policy.late.at_most_days
    in_time = [one for one in judged if most is None or one.days_late <= most]
    counting = in_time or judged
    scored = [one for one in counting if one.score is not None]
    best = policy.attempts == "best" and bool(scored)
    chosen = max(scored, key=lambda one: (one.score, -one.handed_in)) if best else counting[-1]
    why = _why(len(counting), best)
    if late := len(judged) - len(in_time):
        why += f"; {late} came too late to count" if in_time else f", too late by more than {most} days"
    if beyond:
        why += f"; not counted: {beyond} beyond {policy.attempts_per_day} a day"
    return msgspec.structs.replace(chosen, why=why)


def allowed(times: Sequence[float], most: int | None) -> list[bool]:
    """Which attempts a limit a day leaves.

    Args:
        times: when they were handed in, seconds since 1970, in order.
        most: so many within 24 hours; None: all.
    """
    kept: list[float] = []
    found = []
    for time in times:
        found.append(most is None or len(kept) < most or time - kept[-most] >= _DAY)
        kept += [time] if found[-1] else []
    return found


def _in_order(attempts: Sequence[Attempt]) -> list[Attempt]:
    """One grading of each text for each time that it was handed in after another one."""
    texts: dict[str, list[Attempt]] = {}
    for one in attempts:
        texts.setdefault(one.text, []).append(one)
    found = []
    for gradings in texts.values():
        counts, first = max(gradings, key=_rank), min(one.handed_in for one in gradings)
        times = {first, *(time for one in gradings for time in one.again if time > first)}
        found += [msgspec.structs.replace(counts, handed_in=time) for time in times]
    found.sort(key=lambda one: (one.handed_in, one.graded, one.key))
    return [one for number, one in enumerate(found) if not number or found[number - 1].text != one.text]


def _limited(attempts: list[Attempt], most: int | None) -> tuple[list[Attempt], int]:
    """Those that a limit a day leaves, and how many it does not."""
    left = allowed([one.handed_in for one in attempts], most)
    kept = [one for one, stays in zip(attempts, left, strict=True) if stays]
    return kept, len(attempts) - len(kept)


def _rank(one: Attempt) -> tuple[bool, float, str]:
    """Of several gradings of a text: which one counts."""
    return one.current and one.raw is not None, one.graded, one.key


def _judged(one: Attempt, late: Late, deadline: datetime.datetime | None) -> Grade:
    days = _days_late(one.handed_in, late, deadline)
    penalty = min(_EXACT.multiply(Decimal(days), points(late.percent_per_day)), Decimal(100))
    return Grade(
        key=one.key,
        handed_in=one.handed_in,
        raw=one.raw,
        max=one.max,
        days_late=days,
        penalty=penalty,
        score=None if one.raw is None else _score(one.raw, days, penalty, late),
        deadline=deadline.timestamp() if deadline else None,
        stale=not one.current,
        error=one.error,
    )


def _days_late(handed_in: float, late: Late, deadline: datetime.datetime | None) -> int:
    if deadline is None:
        return 0
    over = Fraction(handed_in) - Fraction(deadline.timestamp()) - 60 * Fraction(late.grace_minutes)
    return max(0, math.ceil(over / _DAY))


def _score(raw: Decimal, days: int, penalty: Decimal, late: Late) -> Decimal:
    if late.at_most_days is not None and days > late.at_most_days:
        return Decimal("0.00")
    left = _EXACT.divide(_EXACT.multiply(raw, 100 - penalty), Decimal(100))
    return left.quantize(HUNDREDTHS, context=_EXACT)


def _why(count: int, best: bool) -> str:
    return "the only attempt" if count == 1 else f"the {'best' if best else 'last'} of {count} attempts"
