"""Prove that data is what its record says."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from grader.datasets.drawing import drawn
from grader.datasets.finding import find
from grader.datasets.hashes import HASHES
from grader.datasets.kinds import Generated, Real
from grader.datasets.loading import load, recipe_of
from grader.datasets.opening import hash_of, load_own
from grader.datasets.own import Own
from grader.datasets.records import content_hash
from grader.errors import DatasetError, ExerciseError


class Finding(msgspec.Struct, frozen=True):
    """What became of one data set.

    Attributes:
        state: "right" and "wrong" are about the bytes; "absent" is nobody's mistake, and "unhashed" is what
            a course declares without a hash.
        sentence: where it is, or what is the matter.
        sha256: what course.yaml should say, where it says nothing or something else.
    """

    name: str
    state: Literal["right", "wrong", "absent", "unhashed"]
    sentence: str
    sha256: str = ""


def verify(name: str, course: Path | None = None) -> Finding:
    """Recompute the hashes of a data set: draw it anew, or read what this machine has of it.

    Args:
        name: its name.
        course: the folder of a course whose own data sets count, too.

    Raises:
        DatasetError: there is no such data set.
        ExerciseError: course.yaml is broken; with file and line.
    """
    recipe = recipe_of(name, course)
    if isinstance(recipe, Own):
        return _own(recipe)
    if isinstance(recipe, Real):
        return _real(recipe)
    try:
        splits = drawn(recipe) if isinstance(recipe, Generated) else None
        loaded = load(name)
    except DatasetError as error:
        return Finding(name, "wrong", str(error))
    train, test = splits or (loaded.train, loaded.test)
    found = (content_hash(train), content_hash(test))
    if found == HASHES.get(name, found):
        return Finding(name, "right", loaded.origin)
    return Finding(name, "wrong", f"its hash is {found[0]}, not {HASHES[name][0]}")


def _own(own: Own) -> Finding:
    expected, found = own.declared.sha256, ""
    try:
        found = hash_of(own)
        data = load_own(own)
    except ExerciseError as error:
        return Finding(own.name, "wrong", str(error), found if expected not in ("", found) else "")
    if own.declared.generator and data.record.sha256 != found:
        mend = "take all random numbers from the rng that it is given"
        return Finding(own.name, "wrong", str(own.wrong(f"it draws other samples each time: {mend}")))
    if not expected:
        return Finding(own.name, "unhashed", "course.yaml has no hash of it", found)
    if found != expected:
        what = f"what it draws has the hash {found[:12]}…, not {expected[:12]}…"
        return Finding(own.name, "wrong", str(own.wrong(what)), found)
    return Finding(own.name, "right", own.place)


def _real(recipe: Real) -> Finding:
    found = find(recipe)
    name = recipe.record.name
    if found.problems:
        return Finding(name, "wrong", " · ".join(found.problems))
    if found.origin is None:
        return Finding(name, "absent", "not on this machine")
    missing = sorted(recipe.publication.content.keys() - found.parts.keys())
    return Finding(name, "right", f"{found.origin}{' without ' * bool(missing)}{', '.join(missing)}")
