"""What a check may expect. Each raises what the learner reads, and returns the learner's value."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from grader import diagnose, running
from grader.asserting import assertions as assertions
from grader.asserting import output as output
from grader.asserting import shows as shows
from grader.compare import Mismatch, Tolerance, difference, kind
from grader.errors import ExerciseError
from grader.failure import CheckFailed
from grader.gradient import gradient as gradient
from grader.mistakes import Mistake
from grader.report import Verdict
from grader.running import Lab, Outcome, Scenario, current
from grader.sandbox.proxy import Function, Proxy

__all__ = [
    *("assertions", "band", "between", "close", "dtype", "finite", "gradient", "matches"),
    *("no_warnings", "not_aliased", "output", "raises", "shape", "shows", "that", "unchanged"),
]

_T = TypeVar("_T", bound=Callable[..., Any])


def _telling(expectation: _T) -> _T:
    """In a public check, a failure ends with the call that failed."""

    @functools.wraps(expectation)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return expectation(*args, **kwargs)
        except CheckFailed as failed:
            place = next((i for i, arg in enumerate(args[:2]) if isinstance(arg, Function)), None)
            about_an_answer = failed.verdict in (Verdict.FAILED, Verdict.ERROR) and not failed.unwritten
            if place is not None and about_an_answer and current()._visible:
                given = {key: value for key, value in kwargs.items() if key not in ("rtol", "atol", "strict")}
                call = diagnose.call(args[place]._name, args[place + 1 :], given)
                failed.message += f"\nThe call: {call}"
            raise

    return told  # type: ignore[return-value]


@_telling
def matches(
    f: Scenario | Function,
    *args: Any,
    rtol: float | None = None,
    atol: float | None = None,
    strict: bool = False,
    **kwargs: Any,
) -> Any:
    """The learner's answer and the reference's agree on equal inputs.

    Arrays must agree in shape, in kind (a list is no array, an array of integers is none of floats) and, for
    floats, in precision. A wrong answer is compared with the answer of every mistake to the same inputs, and
    where it equals that of exactly one, its sentence is what the learner reads.

    Args:
        f: a function of the lab, or a scenario `s(m, *args)`, which is run with m = the learner's module, the
            reference, and each mistake: for classes, caches, several calls.
        *args: its arguments.
        rtol: the tolerance is atol + rtol·|expected|: 1e-6 and 1e-9 for float64, 1e-4 and 1e-6 for float32.
        atol: likewise.
        strict: Python's own type must agree, too: `float`, `np.float64` and 0-d arrays are else alike.
        **kwargs: its keyword arguments.
    """
    lab, tolerance = current(), Tolerance(rtol, atol, strict)
    scenario, what = _scenario(f, kwargs)
    mine = diagnose.outcome_of(lab, scenario, args)
    right = running.expected(lab, scenario, args)
    if mine.missing:
        raise mine.missing
    if mine.error and right.error and mine.error.type == right.error.type:
        return None
    mismatch = None if mine.error or right.error else difference(mine.value, right.value, tolerance)
    if not (mine.error or right.error or mismatch):
        return mine.value
    mistake = diagnose.mistake_of(lab, scenario, args, mine, tolerance)
    if mine.error:
        raise diagnose.raised(lab, mine.error, what, mistake)
    if right.error:
        raise _no_exception(right.error.type, what, mistake, mine)
    assert mismatch is not None
    raise diagnose.failure(lab, mismatch, mistake, what)


def close(
    actual: Any,
    expected: Any,
    rtol: float | None = None,
    atol: float | None = None,
    strict: bool = False,
    mistakes: Mapping[str, Any] | None = None,
    what: str = "the answer",
) -> Any:
    """Data agrees with data.

    Args:
        actual: what the learner's code gave.
        expected: what is right.
        rtol: as for `matches`.
        atol: likewise.
        strict: likewise.
        mistakes: the answers of known mistakes, by name or by sentence.
        what: the answer's name in the message.
    """
    lab, tolerance = current(), Tolerance(rtol, atol, strict)
    mismatch = difference(actual, expected, tolerance)
    if mismatch is None:
        return actual
    alike = [key for key, value in (mistakes or {}).items() if difference(actual, value, tolerance) is None]
    mistake = _mistake(lab, alike[0]) if len(alike) == 1 else None
    raise diagnose.failure(lab, mismatch, mistake, what)


def that(condition: Any, message: str, mistake: str | None = None) -> None:
    """A property holds.

    Args:
        condition: a boolean, computed from data.
        message: what was expected and what came.
        mistake: the name of the mistake that this failure shows, if it shows exactly one.
    """
    if isinstance(condition, Proxy):
        raise CheckFailed(f"Plain data was expected, yours is {_shown(condition)}.")
    if not condition:
        found = _mistake(current(), mistake) if mistake else None
        raise CheckFailed(f"{found.sentence}\n{message}" if found else message, found.name if found else None)


def between(
    value: Any,
    low: float,
    high: float,
    what: str = "the value",
    mistakes: Mapping[str, tuple[float, float]] | None = None,
) -> Any:
    """Low ≤ value ≤ high.

    Args:
        value: a number.
        low: the lower bound.
        high: the upper bound.
        what: its name in the message.
        mistakes: the ranges into which known mistakes lead it, by name or by sentence.
    """
    lab = current()
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if kind(value) != "a number" or isinstance(value, (complex, np.complexfloating)):
        raise diagnose.failure(lab, Mismatch("", "type", value, low), None, what)
    if low <= value <= high:
        return value
    alike = [key for key, (a, b) in (mistakes or {}).items() if a <= value <= b]
    found = _mistake(lab, alike[0]) if len(alike) == 1 else None
    fact = f"{what} should lie between {low:.6g} and {high:.6g}"
    fact += f", yours is {float(value):.6g}." if lab._visible else "; yours does not."
    raise CheckFailed(
        f"{found.sentence}\n{fact}" if found else fact,
        found.name if found else None,
        details=f"{what}: {diagnose._short(value)}",
    )


def band(
    value: float,
    passing: float,
    solid: float,
    excellent: float,
    what: str = "the accuracy",
    mistake: str | None = None,
) -> float:
    """A measured number earns between half of the points (passing) and all of them (excellent), linearly.

    The numbers come from a study, `dllab author calibrate`, and are written as literals: in the call, or in a
    dict by data set.

    Args:
        value: a number; of a `Median` (from `run.accuracy`) the seeds are looked at as well.
        passing: below it the check fails.
        solid: three quarters of the points.
        excellent: all of them. Smaller than `passing` for numbers that should be small.
        what: its name in the message.
        mistake: the name of the mistake that failing shows, if it shows exactly one.
    """
    lab = current()
    bands = np.array([passing, solid, excellent], dtype=float)
    sign = 1.0 if excellent >= passing else -1.0
    values = getattr(value, "values", [float(value)])
    lab.trainings().measured(what.removeprefix("the "), value, passing, solid, excellent)
    if not sign * float(value) >= sign * passing:
        order = "at least" if sign > 0 else "at most"
        found = _mistake(lab, mistake) if mistake else None
        fact = f"{what} should be {order} {passing:g}; yours is {float(value):.4g}{_of_seeds(values)}."
        raise CheckFailed(f"{found.sentence}\n{fact}" if found else fact, found.name if found else None)
    credit = float(np.interp(sign * float(value), sign * bands, [0.5, 0.75, 1.0]))
    lab.credit = min(lab.credit, credit)  # of several bands in a check the worst counts
    collapsed = [one for one in values if not sign * one >= sign * (passing - sign * abs(passing) / 2)]
    if collapsed:
        lab.remark = (
            f"{len(collapsed)} of {len(values)} trainings collapsed ({what} {collapsed[0]:.4g}); the others "
            f"went well, and the middle one counts. Another seed, another luck: make the training steadier."
        )
    elif credit < 1:
        lab.remark = f"{what} is {float(value):.4g}: {excellent:g} would earn all of the points."
    return float(value)


def _of_seeds(values: Sequence[float]) -> str:
    return f" (the middle of {', '.join(f'{one:.4g}' for one in values)})" if len(values) > 1 else ""


def shape(actual: Any, expected: Sequence[int], what: str = "the answer") -> Any:
    """An array of that shape."""
    if not isinstance(actual, (np.ndarray, np.generic)):
        raise CheckFailed(f"{what}: expected an array of shape {tuple(expected)}, yours is {_shown(actual)}.")
    if actual.shape != tuple(expected):
        yours = str(actual.shape) if current()._visible else "another"
        raise CheckFailed(f"{what}: expected shape {tuple(expected)}, yours is {yours}.")
    return actual


def dtype(actual: Any, expected: Any, what: str = "the answer") -> Any:
    """An array or NumPy scalar of that dtype."""
    found = getattr(actual, "dtype", None) if isinstance(actual, (np.ndarray, np.generic)) else None
    if found is None or found != np.dtype(expected):
        raise CheckFailed(
            f"{what}: expected dtype {np.dtype(expected)}, yours is {_dtype_shown(found, actual)}."
        )
    return actual


def finite(actual: Any, what: str = "the answer") -> Any:
    """Numbers, none of them NaN or infinite."""
    if kind(actual) not in ("a number", "an array"):
        raise CheckFailed(f"{what}: expected numbers, yours is {_shown(actual)}.")
    bad = int((~np.isfinite(actual)).sum())
    if bad:
        count = f"{bad} of {np.size(actual)}" if current()._visible else "some"
        raise CheckFailed(f"{what}: {count} values are NaN or infinite.")
    return actual


@_telling
def raises(exception: type[BaseException] | str, f: Scenario | Function, *args: Any, **kwargs: Any) -> None:
    """Learner code raises that exception, or a subclass; `f` as for `matches`."""
    lab, name = current(), exception if isinstance(exception, str) else exception.__name__
    scenario, what = _scenario(f, kwargs)
    mine = diagnose.outcome_of(lab, scenario, args)
    if mine.missing:
        raise mine.missing
    if mine.error and name in (mine.error.type, *mine.error.bases):
        return
    mistake = diagnose.mistake_of(lab, scenario, args, mine, Tolerance())
    if mine.error:
        failed = diagnose.raised(lab, mine.error, what, mistake)
        failed.message += f"\nFor this input it should raise {name}."
        raise failed
    raise _no_exception(name, what, mistake, mine)


@_telling
def no_warnings(f: Scenario | Function, *args: Any, **kwargs: Any) -> Any:
    """The call warns of nothing; `f` as for `matches`, the value itself is not looked at."""
    lab = current()
    scenario, what = _scenario(f, kwargs)
    mine = _value(lab, scenario, args, what)
    warned = [note for note in mine.notes.get("warnings", []) if isinstance(note, tuple) and len(note) == 2]
    if not warned:
        return mine.value
    mistake = diagnose.mistake_of(lab, scenario, args, mine, Tolerance(), ["warnings"])
    category, text = warned[0]
    fact = (
        f"{what} warned: {category}: {text}." if lab._visible else f"{what} warned where it should be silent."
    )
    raise _noted(fact, mistake, f"{category}: {text}")


@_telling
def unchanged(f: Scenario | Function, *args: Any, **kwargs: Any) -> Any:
    """No argument is changed; `f` as for `matches`."""
    return _without(f, args, kwargs, "changed", "{what} changed an argument{place}: work on a copy.")


@_telling
def not_aliased(f: Scenario | Function, *args: Any, **kwargs: Any) -> Any:
    """No output shares memory with an argument; `f` as for `matches`."""
    return _without(
        f, args, kwargs, "aliases", "{what} returns memory of an argument{place}: return a new array."
    )


def _without(
    f: Scenario | Function, args: tuple[Any, ...], kwargs: dict[str, Any], aspect: str, sentence: str
) -> Any:
    lab = current()
    scenario, what = _scenario(f, kwargs)
    mine = _value(lab, scenario, args, what, look=True)
    notes = mine.notes.get(aspect)
    if not notes:
        return mine.value
    mistake = diagnose.mistake_of(lab, scenario, args, mine, Tolerance(), [aspect])
    parts = [note if isinstance(note, str) else " is ".join(map(str, note)) for note in notes[:3]]
    place = f" ({', '.join(parts)})" if lab._visible else ""
    raise _noted(sentence.format(what=what, place=place[:200]), mistake)


def _noted(fact: str, mistake: Mistake | None, details: str = "") -> CheckFailed:
    return CheckFailed(
        f"{mistake.sentence}\n{fact}" if mistake else fact, mistake.name if mistake else None, details=details
    )


def _shown(value: Any) -> str:
    return diagnose.kind_shown(value, current()._visible)


def _dtype_shown(found: Any, actual: Any) -> str:
    if found is None:
        return _shown(actual)
    return str(found) if current()._visible else "another"


def _scenario(f: Scenario | Function, kwargs: dict[str, Any]) -> tuple[Scenario, str]:
    """A scenario for `f`, and its name in messages."""
    if isinstance(f, Function):
        name = f._name

        def call(m: Any, *args: Any) -> Any:
            return m[name](*args, **kwargs)

        return call, f"`{name}`"
    if not callable(f) or isinstance(f, Proxy):
        raise CheckFailed(f"A function was expected, yours is {_shown(f)}.")
    return (lambda m, *args: f(m, *args, **kwargs)), diagnose.THE_ANSWER


def _value(lab: Lab, scenario: Scenario, args: tuple[Any, ...], what: str, look: bool = False) -> Outcome:
    """The learner's outcome, which must be a value."""
    mine = diagnose.outcome_of(lab, scenario, args, look)
    if mine.missing:
        raise mine.missing
    if mine.error:
        raise diagnose.raised(
            lab, mine.error, what, diagnose.mistake_of(lab, scenario, args, mine, Tolerance())
        )
    return mine


def _mistake(lab: Lab, key: str) -> Mistake | None:
    """The exercise's mistake of that name; an unnamed one where the key is a sentence.

    None where this install has no mistakes: a name alone says nothing.
    """
    found = next((mistake for mistake in lab._oracle.mistakes if mistake.name == key), None)
    if found:
        return found
    if " " not in key:
        if lab._oracle.mistakes:
            raise ExerciseError(f"no mistake is called {key!r}", lab._oracle.exercise.folder / "mistakes.py")
        return None
    return Mistake("", key, 0, [], "", "")


def _no_exception(name: str, what: str, mistake: Mistake | None, mine: Outcome) -> CheckFailed:
    fact = f"{what} should raise {name} for this input; yours returned a value."
    return _noted(fact, mistake, f"returned {diagnose._short(mine.value)}")
