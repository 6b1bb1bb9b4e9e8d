"""What a calibration trains: the solution, and a whole submission for each mistake."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec
import numpy as np

from dllab.authoring.studies import thresholds
from grader import datasets
from grader.exercise import Exercise
from grader.mistakes import load_mistakes
from grader.training.installed import describe

SOLUTION = "the solution"


class Subject(msgspec.Struct, frozen=True):
    """One of them.

    Attributes:
        name: SOLUTION, or the mistake's.
        source: to be graded.
        key: a hash of everything that decides what becomes of it, but for the seed.
    """

    name: str
    source: str
    key: str


def subjects_of(exercise: Exercise, device: str) -> Iterator[Subject]:
    """The solution, then the mistakes in the order of their file.

    Args:
        exercise: whose; the first of its data sets that is here counts.
        device: where they are to be trained.
    """
    place = _place(exercise, device)
    yield Subject(SOLUTION, exercise.text("solution.py"), _hash(thresholds.fingerprint(exercise), place))
    for mistake in load_mistakes(exercise):
        key = _hash(thresholds.fingerprint(exercise, mistake), place)
        yield Subject(mistake.name, mistake.as_submission(), key)


def _place(exercise: Exercise, device: str) -> str:
    """The data and the machinery, as text."""
    data = datasets.first(exercise.datasets, course=exercise.root).record.sha256 if exercise.datasets else ""
    machine = describe()
    versions = sorted(machine.versions.items())
    return repr((data, exercise.datasets, machine.backend, versions, np.__version__, device))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
