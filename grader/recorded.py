"""What the reference answered to the public checks of an exercise, in a file: for installs without solutions.

The file is one frame of the wire, plain data and nothing else, and a hash of it. It holds answers to public
inputs, in the order in which the solution's own run of the checks asked for them; a check ends at its first
failure, so any other run asks for the first of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Literal

import msgspec
import numpy as np

from grader.errors import ExerciseError
from grader.exercise import ANSWERS, Exercise
from grader.sandbox.channel import LearnerError
from grader.sandbox.wire import HEADER, Tag, Unsendable, WireError, decode, encode
from grader.yamlfile import read_text

SEED = "public"  # of the run whose answers are kept, and so of every run that is compared with them

_SCHEMA = 2
_DIGEST = 32  # bytes of the hash
_OBJECT = "\0an object"
_MOST_GIVEN = 256 * 1024  # bytes of arrays; of what is larger a part is kept
_PART = 1000  # entries of an array, or a list, that are kept of it then


class Answer(msgspec.Struct, frozen=True):
    """What the reference came to when it was asked once.

    Attributes:
        kind: whether it returned, raised, or was asked for a function by its name.
        value: what it returned, or its exception as `LearnerError` takes it.
        given: the data among what it was asked with; None where it cannot be kept.
        ahead: whether only a failure leads to the question.
    """

    kind: Literal["value", "raised", "function"]
    value: Any = None
    given: Any = None
    ahead: bool = False

    def get(self) -> Any:
        """What it returned.

        Raises:
            LearnerError: it raised.
        """
        if self.kind == "raised":
            raise LearnerError(self.value, trusted=True)
        return self.value


class Wrong(msgspec.Struct, frozen=True):
    """What a known mistake came to where it came to something else than the solution.

    Attributes:
        mistake: its name.
        whole: in which of its two readings.
        value: what it returned.
        error: its exception as `LearnerError` takes it, if it raised.
        notes: warnings, changed arguments, aliases.
    """

    mistake: str
    whole: bool
    value: Any = None
    error: dict[str, Any] | None = None
    notes: dict[str, list[Any]] = {}


class Record(msgspec.Struct, frozen=True):
    """All that was asked.

    Attributes:
        checks: the answers of each check that asked for any, by its name.
        source: a hash of the checks.py that asked.
        sentences: of the known mistakes that students may have, by name.
        wrong: what these came to each time that a check looked at the learner's outcome, by check.
    """

    checks: dict[str, list[Answer]]
    source: str
    sentences: dict[str, str] = {}
    wrong: dict[str, list[list[Wrong]]] = {}


def fingerprint(checks: str) -> str:
    """A hash of the text of a checks.py."""
    return hashlib.sha256(checks.encode()).hexdigest()


def to_bytes(record: Record) -> bytes:
    """The file's content.

    Raises:
        Unsendable: it is too large.
    """
    checks = {
        name: [(answer.kind, answer.value, answer.given, answer.ahead) for answer in answers]
        for name, answers in record.checks.items()
    }
    wrong = {
        name: [[msgspec.structs.astuple(one) for one in found] for found in times]
        for name, times in record.wrong.items()
    }
    frame = encode((_SCHEMA, record.source, checks, record.sentences, wrong), lambda value: None)
    return frame + hashlib.sha256(frame).digest()


def load(exercise: Exercise) -> Record:
    """The record of an exercise.

    Raises:
        ExerciseError: it is damaged, or was made of another checks.py.
    """
    path = exercise.folder / ANSWERS
    try:
        record = _read(path.read_bytes())
    except (OSError, ValueError, TypeError, WireError) as error:
        raise ExerciseError(
            f"the recorded answers cannot be read ({error}): bundle the course anew", path
        ) from None
    if record.source != fingerprint(read_text(exercise.folder / "checks.py")):
        what = "checks.py is not the one whose answers were recorded: put it back, or bundle the course anew"
        raise ExerciseError(what, exercise.folder / "checks.py")
    return record


def _read(data: bytes) -> Record:
    frame, digest = data[:-_DIGEST], data[-_DIGEST:]
    if len(frame) < HEADER.size or hashlib.sha256(frame).digest() != digest:
        raise ValueError("it is not as it was written")
    schema, source, checks, sentences, wrong = _decoded(frame, _refuse)
    if schema != _SCHEMA or not type(checks) is type(sentences) is type(wrong) is dict:
        raise ValueError("it was written by another version of dllab")
    answers = {name: [Answer(*answer) for answer in found] for name, found in checks.items()}
    known = {name: [[Wrong(*one) for one in found] for found in times] for name, times in wrong.items()}
    return Record(answers, source, sentences, known)


def data_of(given: tuple[Any, ...]) -> Any:
    """What is plain data in it, and a mark for each thing that is none.

    Where it is large, each array and list stands with its shape and some of its entries. None where even that
    is too large, or cannot be kept.
    """
    for wanted in (lambda: given, lambda: _in_part(given)):
        try:
            frame = encode(wanted(), lambda value: _mark(value), _MOST_GIVEN)
        except Unsendable:
            continue
        return _decoded(frame, lambda raw: _OBJECT)
    return None


def _in_part(value: Any) -> Any:
    """The same with about a thousand entries of whatever holds more, from its beginning to its end."""
    match value:
        case np.ndarray() if value.size > _PART:
            return (list(value.shape), value.flat[_places(value.size)])
        case list() | tuple() if len(value) > _PART:
            return (len(value), [_in_part(value[place]) for place in _places(len(value))])
        case list() | tuple():
            return [_in_part(part) for part in value]
        case dict():
            return {key: _in_part(part) for key, part in value.items()}
    return value


def _places(size: int) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Places in steps that are no whole number, or they would all lie in one column of a matrix."""
    return np.linspace(0, size - 1, _PART).astype(np.intp)


def _decoded(frame: bytes, import_: Callable[[list[Any]], Any]) -> Any:
    structure, _ = HEADER.unpack_from(frame)
    end = HEADER.size + structure
    return decode(frame[HEADER.size : end], frame[end:], import_)


def is_data(value: Any) -> bool:
    """Whether an answer can be kept."""
    try:
        encode(value, lambda part: None)
    except Unsendable:
        return False
    return True


def _mark(value: Any) -> list[Any] | None:
    return None if isinstance(value, (dict, list, tuple)) else [int(Tag.HANDLE), 0, ""]


def _refuse(raw: list[Any]) -> Any:
    raise WireError("it holds something that is not data")
