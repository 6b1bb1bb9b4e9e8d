"""From a mismatch to a sentence: first the exercise's mistakes, then what the numbers themselves show.

Of a hidden check the learner reads shapes, kinds and patterns, never inputs or values.
"""

from __future__ import annotations

import builtins
import math
import re
import reprlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.compare import EXACT, Mismatch, Tolerance, difference, kind
from grader.errors import DllabError
from grader.failure import CheckFailed
from grader.mistakes import Mistake
from grader.patterns import recognise
from grader.recorded import Wrong, is_data
from grader.report import Cell, Difference, Verdict
from grader.running import Lab, Outcome, Scenario, observe
from grader.sandbox.channel import GuestDied, LearnerError, Unanswerable
from grader.sandbox.proxy import Module, Proxy

THE_ANSWER = "the answer"  # of a scenario, which has no name of its own
_NAMED = re.compile(r"\['([^']+)'\]")
_GRID = 6
_VALUE_CHARACTERS = 120


def mistake_of(
    lab: Lab,
    scenario: Scenario,
    args: tuple[Any, ...],
    outcome: Outcome,
    tolerance: Tolerance,
    aspects: Sequence[str] = (),
) -> Mistake | None:
    """The one known mistake that gives the learner's outcome on the same inputs.

    One that an earlier check recognised comes first: where it explains this outcome, too, no other is asked.

    Args:
        lab: the running check's.
        scenario: what was run.
        args: with which arguments.
        outcome: what the learner's code came to.
        tolerance: how close is equal.
        aspects: which notes must agree as well: "warnings", "changed", "aliases", "drew".
    """
    if outcome.error and outcome.error.type == "NotImplementedError":
        return None  # not written yet: no mistake to look for
    oracle = lab._oracle
    if lab._answers.wrong is not None:
        return _recorded(lab, lab._answers.wrong, outcome, tolerance, aspects)

    def theirs(mistake: Mistake, whole: bool) -> bool:
        if not oracle.matters(mistake, outcome.touched, whole):
            return False  # it answers as the reference does, or as it did when it was laid over that
        reading = oracle.whole if whole else oracle.overlay
        found = _outcome(reading, mistake, scenario, args, look=bool(aspects))
        return found is not None and _alike(outcome, found, tolerance, aspects)

    for mistake in lab.recognised:
        if theirs(mistake, False) or theirs(mistake, True):
            return mistake
    for whole in (False, True):
        found = [mistake for mistake in oracle.mistakes if theirs(mistake, whole)]
        if len(found) == 1:
            lab.recognised += found
            return found[0]
        if found:
            lab.looks_like = [mistake.name for mistake in found]
            return None
    return None


def outcome_of(lab: Lab, scenario: Scenario, args: tuple[Any, ...], look: bool = False) -> Outcome:
    """What the learner's code comes to.

    Raises:
        GuestDied: the guest did not survive it.
    """
    mine = observe(lab._module, scenario, args, look)
    lab._answers.looked(lambda: list(_wrong(lab, scenario, args, look, mine)))
    return mine


def _wrong(
    lab: Lab, scenario: Scenario, args: tuple[Any, ...], look: bool, right: Outcome
) -> Iterator[Wrong]:
    """What known mistakes come to, as far as it is another outcome, and data."""
    oracle = lab._oracle
    for mistake in oracle.mistakes:
        for whole, reading in ((False, oracle.overlay), (True, oracle.whole)):
            theirs = _outcome(reading, mistake, scenario, args, look)
            if theirs is None or theirs.died or theirs.missing or _alike(right, theirs, EXACT, _ASPECTS):
                continue
            error = theirs.error
            told = {"type": error.type, "bases": error.bases} if error else None
            if is_data((theirs.value, theirs.notes)):
                yield Wrong(mistake.name, whole, theirs.value, told, theirs.notes)


def _recorded(
    lab: Lab, known: list[Wrong], outcome: Outcome, tolerance: Tolerance, aspects: Sequence[str]
) -> Mistake | None:
    """The one mistake whose recorded outcome is the learner's."""

    def is_alike(one: Wrong) -> bool:
        error = LearnerError(one.error) if one.error else None
        return _alike(outcome, Outcome(one.value, error, notes=one.notes), tolerance, aspects)

    for whole in (False, True):
        names = {one.mistake for one in known if one.whole is whole and is_alike(one)}
        found = [mistake for mistake in lab._oracle.mistakes if mistake.name in names]
        if len(found) == 1:
            return found[0]
        if found:
            lab.looks_like = [mistake.name for mistake in found]
            return None
    return None


def _outcome(
    reading: Callable[[Mistake], Module],
    mistake: Mistake,
    scenario: Scenario,
    args: tuple[Any, ...],
    look: bool,
) -> Outcome | None:
    """What a mistake comes to; asked again where the fork server had gone down meanwhile.

    None where the scenario cannot go on with what the mistake answers.
    """
    try:
        return _observed(reading(mistake), scenario, args, look)
    except GuestDied as died:
        if not died.server_lost:
            return Outcome(died=died)
    try:
        return _observed(reading(mistake), scenario, args, look)
    except GuestDied as died:
        return Outcome(died=died)


def _observed(module: Module, scenario: Scenario, args: tuple[Any, ...], look: bool) -> Outcome | None:
    try:
        return observe(module, scenario, args, look)
    except (DllabError, GuestDied):  # what is wrong with the exercise, or with this machine
        raise
    except Exception:  # noqa: BLE001 -- a check's own code, which met this mistake: the learner made another
        return None


def _alike(mine: Outcome, theirs: Outcome, tolerance: Tolerance, aspects: Sequence[str]) -> bool:
    if theirs.died or theirs.missing or mine.missing or (theirs.error and _AUTHORS & set(theirs.error.bases)):
        return False
    if mine.error or theirs.error:
        return bool(mine.error and theirs.error and mine.error.type == theirs.error.type)
    if difference(mine.value, theirs.value, tolerance):
        return False
    return all(_noted(mine, aspect) == _noted(theirs, aspect) for aspect in aspects)


_ASPECTS = ("warnings", "changed", "aliases", "drew")
_AUTHORS = {"NameError", "ImportError"}  # a mistake that raises these cannot run; the gate says so


def _noted(outcome: Outcome, aspect: str) -> set[str]:
    return {_SHORT.repr(note) for note in outcome.notes.get(aspect, [])[:100]}


def failure(
    lab: Lab, mismatch: Mismatch, mistake: Mistake | None, what: str, details: str = ""
) -> CheckFailed:
    """The exception for a wrong value: the mistake's sentence if there is one, then what differs.

    Args:
        lab: the running check's.
        mismatch: where the values differ.
        mistake: the known mistake, if it was recognised.
        what: what is wrong, as a noun: "`sigmoid`", "dW".
        details: more for graders.
    """
    if what == THE_ANSWER and lab._module.peer.last and not _NAMED.fullmatch(mismatch.path):
        what = f"`{lab._module.peer.last}`"
    fact = describe(mismatch, what, lab._visible)
    full = describe(mismatch, what, visible=True)
    message = f"{mistake.sentence}\n{fact}" if mistake else fact
    grid = _grid(mismatch) if lab._visible else None
    looks_like = f"The answer is that of {' and of '.join(lab.looks_like)}." if lab.looks_like else ""
    details = _lines(full, details, looks_like)
    return CheckFailed(message, mistake.name if mistake else None, grid, details)


def describe(mismatch: Mismatch, what: str, visible: bool) -> str:
    """What differs, in one to three lines."""
    where = _where(what, mismatch.path, visible)
    a, e = mismatch.actual, mismatch.expected
    match mismatch.what:
        case "proxy":
            return f"{where}: plain data was expected ({kind(e)}), yours is {kind_shown(a, visible)}."
        case "type" if kind(a) == kind(e):
            return f"{where}: expected the type {type(e).__name__}, yours is {type(a).__name__}."
        case "length" if len(a) == len(e):
            return f"{where}: expected a {type(e).__name__}, yours is a {type(a).__name__}."
        case "type":
            return f"{where}: expected {kind(e)}, yours is {kind_shown(a, visible)}."
        case "length":
            yours = str(len(a)) if visible else "another number"
            return f"{where}: expected {len(e)} items, yours has {yours}."
        case "keys":
            keys = [_short(list(mapping)) for mapping in (e, a)]
            return f"{where}: expected the keys {keys[0]}, yours are {keys[1] if visible else 'others'}."
        case "dtype":
            yours = a.dtype if visible else "another"
            return f"{where}: the values are right, but the dtype should be {e.dtype}, yours is {yours}."
        case "shape":
            yours = f"is {a.shape}" if visible else "is another"
            return _lines(f"{where}: expected shape {e.shape}, yours {yours}.", recognise(a, e, visible))
        case "sample":
            return _sample(mismatch, what, visible)
        case "slope":
            return _slope(a, e, what, visible)
    return _values(mismatch, where, visible)


def _sample(mismatch: Mismatch, what: str, visible: bool) -> str:
    """A few entries of a large array, of which at least one is wrong."""
    a, e, wrong = mismatch.actual, mismatch.expected, mismatch.wrong
    assert wrong is not None
    share = "most entries are" if wrong.mean() > 0.5 else "some entries are"
    pattern = recognise(a, e, numbers=visible) if wrong.all() else ""
    if not visible:
        return _lines(f"{what}: {share} wrong.", pattern)
    first = int(np.argmax(wrong))
    index = mismatch.path.split(";")[first]
    return _lines(
        f"{what}: {share} wrong. At {index}: expected {_short(e[first])}, yours is {_short(a[first])}.",
        pattern,
    )


def _slope(actual: float, expected: float, what: str, visible: bool) -> str:
    """A gradient along one direction."""
    if not math.isfinite(actual):
        return f"{what}: it holds NaN or infinite numbers."
    if not visible:
        return f"{what}: it does not say how the result changes."
    fact = f"{what}: a small step in a random direction changes the result by {_short(expected)} a unit"
    return f"{fact}; yours says {_short(actual)}."


def _where(what: str, path: str, visible: bool) -> str:
    """The answer's name and the place in it; a scenario's named result speaks for itself."""
    key = _NAMED.fullmatch(path)
    if key and what == THE_ANSWER:
        return key[1]
    if not path:
        return what
    return f"{what}, result{path}" if visible else f"{what}, an item of the result"


def kind_shown(value: Any, visible: bool) -> str:
    """What sort of data it is; in hidden checks without a class name, which the learner chooses."""
    if isinstance(value, Proxy) and not visible:
        return "an object"
    if visible and isinstance(value, (bool, int, float, str)):
        return f"{kind(value)} ({_short(value)})"
    return kind(value)


def _values(mismatch: Mismatch, where: str, visible: bool) -> str:
    a, e, wrong = mismatch.actual, mismatch.expected, mismatch.wrong
    if wrong is None:
        if visible:
            return f"{where}: expected {_short(e)}, yours is {_short(a)}."
        return f"{where}: the value is wrong."
    if not visible:
        return _lines(f"{where}: {_share(wrong)} differ.", recognise(a, e, numbers=False))
    index = _worst(a, e, wrong)
    fact = f"{where}: {int(wrong.sum())} of {wrong.size} entries differ."
    fact += f" The worst is at {list(index)}: expected {_short(e[index])}, yours is {_short(a[index])}."
    return _lines(fact, recognise(a, e))


def _share(wrong: Any) -> str:
    """How many entries are wrong, in words: an exact count would be a number of the learner's choosing."""
    return "all entries" if wrong.all() else "most entries" if wrong.mean() > 0.5 else "some entries"


def _worst(a: Any, e: Any, wrong: Any) -> tuple[int, ...]:
    with np.errstate(all="ignore"):
        distance = np.where(wrong, np.abs(a.astype(np.complex128) - e.astype(np.complex128)), -1.0)
    distance = np.where(np.isnan(distance), np.inf, distance)
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(distance)), wrong.shape))


def _lines(*sentences: str) -> str:
    return "\n".join(sentence for sentence in sentences if sentence)


def _short(value: Any) -> str:
    """A value in a sentence: short, and numbers with as many digits as help."""
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.6g}"
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, np.generic):
        return str(value)
    if isinstance(value, int) and value.bit_length() > 200:
        return f"an integer of {value.bit_length()} bits"
    return _SHORT.repr(value)


def call(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    """A call as the learner could write it, where its arguments are short."""
    parts = [_argument(value) for value in args] + [
        f"{key}={_argument(value)}" for key, value in kwargs.items()
    ]
    return f"{name}({', '.join(parts)})"


def _argument(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.ndim:
        if value.size > _GRID:
            return f"array {value.shape} of {value.dtype}"
        return np.array2string(value, precision=4, separator=", ").replace("\n", "")
    if isinstance(value, np.random.Generator):
        return "rng"
    return f"a function {value.__name__}" if callable(value) and hasattr(value, "__name__") else _short(value)


class _Short(reprlib.Repr):
    """A bounded repr: it never writes out what it will not show."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = _VALUE_CHARACTERS
        self.maxlevel = 3

    def repr_ndarray(self, value: Any, level: int) -> str:
        text = np.array2string(value, precision=4, threshold=20, edgeitems=3)
        return text if len(text) <= _VALUE_CHARACTERS else f"an array of shape {value.shape}"


_SHORT = _Short()


def _grid(mismatch: Mismatch) -> Difference | None:
    """A window around the worst entry of a numeric array, at most 6 × 6."""
    a, e, wrong = mismatch.actual, mismatch.expected, mismatch.wrong
    if wrong is None or not wrong.ndim or a.dtype.kind not in "biuf" or e.dtype.kind not in "biuf":
        return None
    index = _worst(a, e, wrong)
    lead, last = index[:-2], index[-2:]
    window = []
    for position, size in zip(last, wrong.shape[len(lead) :], strict=True):
        start = min(max(0, position - _GRID // 2), max(0, size - _GRID))
        window.append(slice(start, min(size, start + _GRID)))
    where = [*map(str, lead), *(f"{part.start}:{part.stop}" for part in window)]
    key = (*lead, *window)
    return Difference(_numbers(e[key]), _numbers(a[key]), f"[{', '.join(where)}]")


def _numbers(array: Any) -> list[list[Cell]]:
    return [[_cell(float(x)) for x in row] for row in np.atleast_2d(array)]


def _cell(x: float) -> Cell:
    if math.isfinite(x):
        return x
    return "nan" if math.isnan(x) else "inf" if x > 0 else "-inf"


def raised(lab: Lab, error: LearnerError, what: str, mistake: Mistake | None = None) -> CheckFailed:
    """The exception for learner code that raised."""
    if what == THE_ANSWER and lab._module.peer.last:
        what = f"`{lab._module.peer.last}`"
    fact, verdict = told(error, what, lab._visible)
    message = f"{mistake.sentence}\n{fact}" if mistake else fact
    details = f"{error.type}: {error.message}\n{error.traceback}"
    failed = CheckFailed(message, mistake.name if mistake else None, details=details, verdict=verdict)
    failed.unwritten = error.type == "NotImplementedError"
    return failed


def told(error: LearnerError, what: str, visible: bool) -> tuple[str, Verdict]:
    """An exception of the learner's, as a sentence, and its verdict.

    Of a hidden check the learner sees a built-in type and their own line: any text may carry inputs.
    """
    place = f" ({error.place}: {error.code})" if error.place and error.code else ""
    if error.type == "NotImplementedError" and error.line:  # raised by the learner's own file
        name, colon, advice = error.message.partition(": ")
        if visible and colon and name.isidentifier():
            stop = "" if advice.endswith((".", "!", "?")) else "."
            return f"`{name}` is not written yet: {advice}{stop}", Verdict.ERROR
        where = f" ({error.place})" if error.place else ""
        return f"{what} is not written yet{where}.", Verdict.ERROR
    if isinstance(error, Unanswerable):
        return f"{what}: {error.message}.", Verdict.FAILED
    message = f": {error.message}" if error.message and visible else ""
    if "MemoryError" in error.bases:
        return f"{what} ran out of memory{place}.", Verdict.MEMORY
    if "PermissionError" in error.bases:
        return f"{what} tried something that is not allowed here{message}{place}.", Verdict.REFUSED
    kind_ = error.type if visible or error.type in _BUILTIN else "an exception of your own"
    return f"{what} raised {kind_}{message}{place}.", Verdict.ERROR


_BUILTIN = {
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, BaseException)
}
