"""What students get of a course's own data set: all that they train on, and no answer of the test."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path, PurePosixPath

import msgspec
import numpy as np

from grader import declared
from grader.datasets.opening import load_own
from grader.datasets.own import Own, own_of
from grader.datasets.rules import HELD_OUT
from grader.declared import Declared
from grader.errors import UsageError


class Copy(msgspec.Struct, frozen=True):
    """A data set for somebody else's course folder.

    Attributes:
        declared: what course.yaml there is to say of it.
        files: their bytes, by path from the course's folder.
    """

    declared: Declared
    files: dict[str, bytes]


def for_students(course: Path, name: str) -> Copy:
    """A data set as a student's install has it.

    A file's test split is left out unless `test_is_public`: the end of the training split, which a task
    validates on and never trains on, stands in for it. Training samples are the same, bit by bit. A generator
    is given as it is: the test of a grading is drawn from that grading's seed.

    Raises:
        UsageError: the course declares no such data set.
        ExerciseError: it is broken; with file and line.
    """
    own = own_of(course).get(name)
    if own is None:
        raise UsageError(f"{declared.NAME} declares no data set {name!r}")
    copy = _whole(own) if own.declared.generator or own.declared.test_is_public else _without_test(own)
    if own.declared.card:
        copy.files[own.declared.card] = declared.content(course, name, "card", own.declared.card)
    return copy


def _whole(own: Own) -> Copy:
    load_own(own)
    return Copy(own.declared, {own.place: declared.content(own.course, own.name, own.key, own.place)})


def _without_test(own: Own) -> Copy:
    data = load_own(own)
    train, record = data.train, data.record
    end = int(len(train.x) * (1 - HELD_OUT))
    memory = io.BytesIO()
    np.savez_compressed(memory, x_train=train.x, y_train=train.y, x_test=train.x[end:], y_test=train.y[end:])
    path = str(PurePosixPath(own.declared.file).with_name(f"{own.name}-train.npz"))
    changed = Declared(
        title=record.title,
        source=record.source,
        licence=record.licence,
        file=path,
        target=record.target,
        classes=list(record.class_names) or record.classes or 0,
        synthetic=record.synthetic,
        sha256=hashlib.sha256(memory.getvalue()).hexdigest(),
        card=own.declared.card,
    )
    return Copy(changed, {path: memory.getvalue()})
