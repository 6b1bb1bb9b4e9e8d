"""Submissions that cheat: they answer everything, and hardly anything right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from grader.exercise import Exercise
from grader.report import CheckResult, Verdict


class Cheat(NamedTuple):
    """A way to answer without having computed anything.

    Attributes:
        name: in one word.
        does: what it answers, in words.
        answer: the same as an expression over the names of answers.py.
        knows: which questions are answered by the solution after all, over those of guest.py.
    """

    name: str
    does: str
    answer: str
    knows: str = "None"


NOTHING = Cheat("none", "None", "constant(None)")
ZEROS = Cheat("zeros", "zeros in the right shape", "each(zeros)")
ONES = Cheat("ones", "ones in the right shape", "each(ones)")
STALE = Cheat("stale", "the answer to an earlier question", "stale()")
ECHO = Cheat("echo", "the first argument", "argument(0)")
SECOND = Cheat("second", "the second argument", "argument(1)")
MEAN = Cheat("mean", "one number in place of an array", "each(mean)")
ROW = Cheat("row", "the first row in place of all", "each(row)")
AXIS = Cheat("axis", "one axis too many", "each(axis)")
RAISES = Cheat("raises", "a ValueError whatever is asked", "constant(Raised(ValueError()))")

CONSTANTS = (NOTHING, ZEROS, ONES, STALE, ECHO, SECOND)
BROADCASTS = (MEAN, ROW, AXIS)
CHEATS = (*CONSTANTS, *BROADCASTS, RAISES)

_RECORDING = Cheat("recording", "everything right", "constant(None)", "recording()")
_MODULES = ("answers", "guest")


def as_submission(exercise: Exercise, cheat: Cheat) -> str:
    """The solution with the cheat in the place of what it provides.

    Raises:
        ExerciseError: the solution cannot be read.
    """
    return _SUBMISSION.format(
        solution=exercise.text("solution.py"),
        modules={f"dllab.authoring.weak.{name}": _text(name) for name in _MODULES},
        answer=cheat.answer,
        knows=cheat.knows,
        provides=list(exercise.provides),
    )


def _text(module: str) -> str:
    return Path(__file__).with_name(f"{module}.py").read_text(encoding="utf-8")


_SUBMISSION = """\
{solution}

import sys as _sys
import types as _types

for _name, _text in {modules!r}.items():
    _sys.modules[_name] = _module = _types.ModuleType(_name)
    exec(_text, vars(_module))

_answers, _guest = (vars(_sys.modules[_name]) for _name in {modules!r})
_guest["Cheat"](eval({answer!r}, _answers), eval({knows!r}, _guest)).install(globals(), {provides!r})
"""


def recording(exercise: Exercise) -> str:
    """The solution, which prints what it is asked; see `questions`."""
    return as_submission(exercise, _RECORDING)


def questions(results: Iterable[CheckResult]) -> set[str]:
    """The digests of all questions that a recording was asked."""
    return {digest for result in results for digest in re.findall(r"~([0-9a-f]{16})", result.output)}


def table(known: set[str]) -> Cheat:
    """Answers from a table, and with None what is not in it.

    Args:
        known: digests of the questions in the table.
    """
    return Cheat("table", "what is in a table", "constant(None)", f"{sorted(known)!r}.__contains__")


class Taken(NamedTuple):
    """How a check took a cheat's answers.

    Attributes:
        passed: it did.
        wrong: each of the functions that it called gave a wrong answer, and there was one.
        touched: one of them did, at least in part.
        right: it called some, and got right answers alone.
    """

    passed: bool
    wrong: bool
    touched: bool
    right: bool


def taken(result: CheckResult) -> Taken:
    """What the notes of the cheat say."""
    notes = set(re.findall(r"~(\d+)([-=+])", result.output))
    every = {number for number, _ in notes}
    wrong = {number for number, sign in notes if sign == "-"}
    touched = any(sign != "+" for _, sign in notes)
    passed = result.verdict is Verdict.PASSED
    return Taken(passed, bool(every) and wrong == every, touched, bool(every) and not touched)
