"""From the values of single trainings to a gate, and to what is wrong with one.

A gate is the mean of honest runs less five standard deviations, rounded towards leniency. No tail quantile is
claimed: from a hundred runs there is none to be had.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from dllab.authoring.studies.study import Bands, BandStudy
from grader.report import Cell

SIGMAS = 5


def numbers(values: list[Cell]) -> list[float]:
    """Cells as floats; "nan" and "inf" are words there."""
    return [float(value) for value in values]


def limit(study: BandStudy) -> float | None:
    """The mean of the solution's values less five standard deviations (plus, where less is better).

    None where there are fewer than two of them, or one is not finite.
    """
    return _below_mean(study, 1.0)


def reach(study: BandStudy) -> float | None:
    """The same for the median of as many trainings as a grading takes: what the solution always gets.

    The deviation of a median of k normal numbers is √(π/(2k+π−2)) of theirs, within 1 %.
    """
    return _below_mean(study, math.sqrt(math.pi / (2 * study.seeds + math.pi - 2)))


def propose(study: BandStudy) -> Bands | None:
    """Bands that every honest run clears at the top, and that no run passes which the gate can tell from one.

    `excellent` is the gate, `passing` lies half-way between it and the best of those runs.
    """
    end = limit(study)
    if end is None or _blind_reaches(study, end):
        return None
    sign, spread = study.in_force.sign, _spread(study.solution)
    below = list(_separable(study, end))
    start = max(below) if below else sign * end - 10 * (spread or abs(end) / 100)
    excellent = _lenient(end, sign, spread)
    middle = sign * start + (excellent - sign * start) / 2
    passing = _lenient(middle, sign, spread)
    solid = _lenient((passing + excellent) / 2, sign, spread)
    return Bands(passing, solid, excellent) if passing != excellent else None


def problems(study: BandStudy) -> Iterator[str]:
    """Where the bands in force break the rule."""
    values = numbers(study.solution)
    lost = sum(not math.isfinite(value) for value in values)
    if lost:
        yield f"{lost} of the solution's {len(values)} trainings came to NaN or infinity"
    bands, sign = study.in_force, study.in_force.sign
    if not sign * bands.passing <= sign * bands.solid <= sign * bands.excellent:
        order = f"{bands.passing:g}, {bands.solid:g}, {bands.excellent:g}"
        yield f"passing, solid and excellent are {order}: not in order"
    end, sure = limit(study), reach(study)
    if end is None or sure is None:
        return
    beyond = "above" if sign > 0 else "below"
    if sign * bands.passing > sign * end:
        yield f"passing is {bands.passing:g}, {beyond} {end:.4g}: {described(study)}"
    if sign * bands.excellent > sign * sure:
        yield (
            f"excellent is {bands.excellent:g}, {beyond} {sure:.4g}: the solution does not reach it on every "
            f"seed (as the median of {study.seeds})"
        )
    if study.blind is not None and _blind_reaches(study, end):
        yield (
            f"no gate can be set: the same answer to every input gets {float(study.blind):.4g}, which is too "
            f"near to {end:.4g}, {described(study)}"
        )
    elif study.blind is not None and _blind_reaches(study, bands.passing):
        yield (
            f"passing is {bands.passing:g}, and the same answer to every input gets {float(study.blind):.4g}"
        )


def remarks(study: BandStudy) -> Iterator[str]:
    """Which mistakes the gate lets through: other checks must catch them."""
    end, bands = limit(study), study.in_force
    if end is None:
        return
    for name, values in study.mistakes.items():
        if not values:
            continue
        best = _best(values, bands.sign)
        top = f"{name} gets up to {bands.sign * best:.4g}"
        if best + _margin(study, values) >= bands.sign * end:
            yield f"{top}: no gate can tell it from the solution, so another check must catch it"
        elif best + _margin(study, values) >= bands.sign * bands.passing:
            yield f"{top}: too near to passing, which is {bands.passing:g}"


def described(study: BandStudy) -> str:
    """The rule, in numbers."""
    values = numbers(study.solution)
    sign = "−" if study.in_force.sign > 0 else "+"
    rule = f"{statistics.fmean(values):.4g} {sign} {SIGMAS} × {_spread(study.solution):.2g}"
    return f"{rule} (mean and sd of {len(values)} trainings)"


def range_of(values: list[Cell]) -> str:
    """From the least to the most, and how many."""
    found = sorted(numbers(values), key=lambda value: (math.isnan(value), value))
    return f"{found[0]:.4g} to {found[-1]:.4g} ({len(found)} trainings)"


def _below_mean(study: BandStudy, share: float) -> float | None:
    values = numbers(study.solution)
    if len(values) < 2 or not all(map(math.isfinite, values)):
        return None
    return statistics.fmean(values) - study.in_force.sign * SIGMAS * share * _spread(study.solution)


def _spread(values: list[Cell]) -> float:
    """Standard deviation of those that are finite."""
    finite = [value for value in numbers(values) if math.isfinite(value)]
    return statistics.stdev(finite) if len(finite) > 1 else 0.0


def _best(values: list[Cell], sign: int) -> float:
    """The best value, times sign; a diverged training is the worst there is."""
    found = [sign * value for value in numbers(values)]
    return max((value for value in found if not math.isnan(value)), default=-math.inf)


def _margin(study: BandStudy, values: list[Cell]) -> float:
    """Two deviations, of the solution's values or of the broken ones, whichever is more."""
    return 2 * max(_spread(study.solution), _spread(values))


def _blind_reaches(study: BandStudy, value: float) -> bool:
    if study.blind is None:
        return False
    sign = study.in_force.sign
    return sign * float(study.blind) + _margin(study, []) >= sign * value


def _separable(study: BandStudy, end: float) -> Iterator[float]:
    """The best values, times sign, of whatever lies clearly under the gate."""
    sign = study.in_force.sign
    for values in (*study.mistakes.values(), [] if study.blind is None else [study.blind]):
        best = _best(values, sign) if values else -math.inf
        if math.isfinite(best) and best + _margin(study, values) < sign * end:
            yield best


def _lenient(value: float, sign: int, spread: float) -> float:
    """Two digits where that costs less than half a deviation, else three; never stricter."""
    if value == 0:
        return 0.0
    exact = Decimal(repr(value))
    rounding = ROUND_FLOOR if sign > 0 else ROUND_CEILING
    for digits in (2, 3):
        unit = Decimal(1).scaleb(exact.adjusted() - digits + 1)
        rounded = float(exact.quantize(unit, rounding))
        if abs(rounded - value) < spread / 2:
            break
    return rounded
