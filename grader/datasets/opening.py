"""Open a data set of a course's own: its file or its generator, read, held to the rules, and hashed."""

from __future__ import annotations

import hashlib
import io
import zlib

import numpy as np

from grader import declared
from grader.datasets.generation import draw
from grader.datasets.npz import read_npz
from grader.datasets.own import Own
from grader.datasets.records import Array, Dataset, Record, Split, content_hash
from grader.datasets.rules import are_labels, classes_of, splits_of
from grader.datasets.table import Columns, NoColumn, Table, read_table
from grader.declared import Declared
from grader.errors import ExerciseError

ARRAYS = ("x_train", "y_train", "x_test", "y_test")
"""What an .npz holds."""

_SHUFFLE = 7  # seeds the order of a table's rows


def load_own(own: Own, seed: int | None = None) -> Dataset:
    """Read or draw it; see `load`.

    Raises:
        ExerciseError: what is declared is not there, breaks a rule, or has another hash; with file and line.
    """
    names: tuple[str, ...] = ()
    if own.declared.generator:
        train, test = drawn(own, seed)
    else:
        train, test, names = _read(own, _verified(own))
    record = _record(own, train, test, names)
    if own.declared.generator and own.declared.sha256 not in ("", record.sha256):
        what = f"{own.name} is not drawn as its hash in course.yaml says"
        return Dataset(record, train, test, own.origin, (f"{what}: `dllab data verify {own.name}`",))
    return Dataset(record, train, test, own.origin)


def hash_of(own: Own) -> str:
    """The hash that course.yaml should have: of the file, or of the training split that is drawn.

    Raises:
        ExerciseError: see `load_own`.
    """
    if own.declared.generator:
        return content_hash(drawn(own, None)[0])
    return hashlib.sha256(_bytes(own)).hexdigest()


def drawn(own: Own, seed: int | None) -> tuple[Split, Split]:
    """Both splits of a generator's: training samples always the same, the test's from the seed.

    Raises:
        ExerciseError: see `generation.draw` and `rules.splits_of`.
    """
    path = declared.place(own.course, own.name, "generator", own.declared.program)
    sizes = own.declared.sizes
    assert sizes is not None  # as every generator's are
    stream = [zlib.crc32(own.name.encode())]
    hidden = [1] if seed is None else [2, seed]
    function = own.declared.generator.partition(":")[2]
    train, test = draw(path, function, [([*stream, 0], sizes[0]), ([*stream, *hidden], sizes[1])])
    return _splits(own, train.x, train.y, test.x, test.y)


def _bytes(own: Own) -> bytes:
    return declared.content(own.course, own.name, "file", own.declared.file)


def _verified(own: Own) -> bytes:
    data = _bytes(own)
    found, expected = hashlib.sha256(data).hexdigest(), own.declared.sha256
    if expected in ("", found):
        return data
    what = f"{own.declared.file} has the SHA-256 {found[:12]}…, and course.yaml says {expected[:12]}…"
    mend = f"bring the file back or, if the change is meant, write what `dllab data verify {own.name}` prints"
    raise declared.broken(own.course, own.name, "sha256", f"{what}: {mend}")


def _read(own: Own, data: bytes) -> tuple[Split, Split, tuple[str, ...]]:
    if own.declared.is_table:
        return _from_table(own, data)
    try:
        arrays = read_npz(io.BytesIO(data), ARRAYS)
    except (OSError, ValueError) as error:
        raise own.wrong(f"{own.declared.file} is no .npz with {', '.join(ARRAYS)}: {error}") from None
    return *_splits(own, *arrays), ()


def _from_table(own: Own, data: bytes) -> tuple[Split, Split, tuple[str, ...]]:
    table = _table(own, data)
    order = np.random.default_rng(_SHUFFLE).permutation(len(table.y))
    is_test = _test_rows(table.y, own.declared, order) if table.is_test is None else table.is_test
    train, test = order[~is_test[order]], order[is_test[order]]
    return *_splits(own, table.x[train], table.y[train], table.x[test], table.y[test]), table.names


def _table(own: Own, data: bytes) -> Table:
    path, said = own.course / own.declared.file, own.declared
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ExerciseError(f"not UTF-8 text: {error.reason}", path, line) from None
    names = tuple(said.classes) if isinstance(said.classes, list) else ()
    try:
        table = read_table(text, path, Columns(said.target, tuple(said.inputs), said.split, names))
    except NoColumn as error:
        raise declared.broken(own.course, own.name, error.key, error.what) from None
    if table.names and said.classes == 0:
        what = f"the column {said.target!r} holds texts, and those are classes: leave `classes: 0` out"
        raise declared.broken(own.course, own.name, "classes", what)
    return table


def _test_rows(y: Array, said: Declared, order: Array) -> Array:
    """Which rows are for the test: the declared share, of each class where there are classes."""
    labels = said.classes or (said.classes is None and are_labels(y))
    groups = y if labels else np.zeros(len(y), np.int64)
    is_test = np.zeros(len(y), bool)
    for group in np.unique(groups):
        members = order[groups[order] == group]
        is_test[members[: round(said.test_share * len(members))]] = True
    return is_test


def _splits(own: Own, *arrays: Array) -> tuple[Split, Split]:
    try:
        return splits_of(*arrays)
    except ValueError as error:
        raise own.wrong(str(error)) from None


def _record(own: Own, train: Split, test: Split, names: tuple[str, ...]) -> Record:
    said = own.declared
    names = tuple(said.classes) if isinstance(said.classes, list) else names
    count = said.classes if isinstance(said.classes, int) else len(names) or None
    try:
        classes = classes_of(train, test, count)
    except ValueError as error:
        raise own.wrong(str(error)) from None
    return Record(
        name=own.name,
        title=said.title,
        source=said.source,
        licence=said.licence,
        synthetic=said.synthetic or bool(said.generator),
        shape=train.x.shape[1:],
        sizes=(len(train.x), len(test.x)),
        target=said.target,
        classes=classes,
        class_names=names,
        sha256=content_hash(train),
    )
