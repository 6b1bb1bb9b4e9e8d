"""The worked examples of a lesson: Python sessions in it that are run again with the reference solution.

    ```python
    >>> sigmoid(np.array([0.0, 2.0]))
    array([0.5   , 0.8808])
    ```

What a line prints must be what stands below it, to as many digits as are shown. Numbers with a decimal point
elsewhere in the lesson must be found in an example, or in a public check.
"""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dllab.authoring import source, unwritten
from grader.exercise import Exercise
from grader.reference import names_of
from grader.yamlfile import read_text


def problems(exercise: Exercise) -> Iterator[tuple[int, str]]:
    """What the reference contradicts, and numbers that nothing proves: line and sentence.

    Raises:
        ExerciseError: the reference does not load.
    """
    text = exercise.text("lesson.md")
    examples = list(_examples(text))
    if not examples:
        yield 1, "no worked example: write lines of a Python session (>>>) into a ```python block"
        return
    if not unwritten.solution_is_unwritten(exercise):
        yield from _wrong(examples, _names(exercise))
    known = list(_numbers(exercise.text("checks.py")))
    for example in examples:
        known += [*_numbers(example.source), *_numbers(example.want)]
    for line, prose in _outside(text):
        for shown in _DECIMAL.findall(prose):
            if not any(_agree(shown, number.lstrip("+-")) for number in known):
                yield line, f"{shown} is in no worked example and in no public check: nothing proves it"


def _wrong(examples: list[doctest.Example], names: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """One session, from the first example to the last."""
    runner = _Runner(_Checker(), optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    with np.errstate(all="ignore"):
        runner.run(doctest.DocTest(examples, names, "lesson", None, 0, None), out=lambda text: None)
    yield from runner.found


class _Runner(doctest.DocTestRunner):
    """Collects what differs."""

    def __init__(self, *arguments: Any, **keys: Any) -> None:
        super().__init__(*arguments, **keys)
        self.found: list[tuple[int, str]] = []

    def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        """Its output is another; that it is not written yet, `unwritten` says."""
        if not unwritten.has_mark(example.want):
            self._add(example, f"gives {_line(got)}, the lesson says {_line(example.want)}")

    def report_unexpected_exception(self, out: Any, test: Any, example: doctest.Example, info: Any) -> None:
        """It raises what it should not."""
        self._add(example, f"raises {info[0].__name__}: {info[1]}")

    def _add(self, example: doctest.Example, what: str) -> None:
        self.found.append((example.lineno + 1, f"`{_line(example.source)}` {what}"))


class _Checker(doctest.OutputChecker):
    """Numbers agree where they do to the digits that are shown."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        """Whether `got` is what `want` shows."""
        if super().check_output(want, got, optionflags):
            return True
        if "".join(_NUMBER.sub("#", want).split()) != "".join(_NUMBER.sub("#", got).split()):
            return False
        return all(_agree(*pair) for pair in zip(_numbers(want), _numbers(got), strict=True))


def _agree(shown: str, exact: str) -> bool:
    """Whether a number is `shown` when it is rounded to those digits: 0.8808 is 0.880797."""
    mantissa, _, exponent = shown.lower().partition("e")
    unit = 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
    slack = 0.5 * unit * (1 + 1e-9) if "." in mantissa or exponent else 0.0
    return abs(float(shown) - float(exact)) <= slack


def _names(exercise: Exercise) -> dict[str, Any]:
    """What an example may use: NumPy, what the reference defines, and what it builds on."""
    names: dict[str, Any] = {"np": np}
    earlier: dict[str, Path] = {}
    for module, path in exercise.companions.items():
        names |= _defined(path, read_text(path), earlier)
        earlier[module] = path
    return names | _defined(exercise.solution, exercise.text("solution.py"), earlier)


def _defined(path: Path, text: str, companions: dict[str, Path]) -> dict[str, Any]:
    names = names_of(path, text, companions)
    return {name: names[name] for name in source.definitions(source.parse(text, path))}


def _examples(text: str) -> Iterator[doctest.Example]:
    """All of them, with their lines in the lesson, counted from 0."""
    for block in _BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1))
        for example in doctest.DocTestParser().get_examples(block[1]):
            example.lineno += first
            yield example


def _outside(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are in no example, with their numbers."""
    blank = _BLOCK.sub(lambda block: "\n" * block[0].count("\n"), text)
    yield from enumerate(blank.splitlines(), 1)


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(text)


def _line(text: str) -> str:
    return " ".join(text.split()) or "nothing"


_BLOCK = re.compile(r"^```python\n(>>>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)")
_DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?:[eE][-+]?\d+)?(?![\w.]*\d)")
