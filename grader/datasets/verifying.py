"""Prove that data is what its record says."""

from __future__ import annotations

from typing import Literal

import msgspec

from grader.datasets.drawing import drawn
from grader.datasets.finding import find
from grader.datasets.hashes import HASHES
from grader.datasets.kinds import Generated, Real
from grader.datasets.loading import load, recipe_of
from grader.datasets.records import content_hash
from grader.errors import DatasetError


class Finding(msgspec.Struct, frozen=True):
    """What became of one data set.

    Attributes:
        state: "right" and "wrong" are about the bytes; "absent" is nobody's mistake.
        sentence: where it is, or what is the matter.
    """

    name: str
    state: Literal["right", "wrong", "absent"]
    sentence: str


def verify(name: str) -> Finding:
    """Recompute the hashes of a data set: draw it anew, or read what this machine has of it.

    Raises:
        DatasetError: there is no such data set.
    """
    recipe = recipe_of(name)
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


def _real(recipe: Real) -> Finding:
    found = find(recipe)
    name = recipe.record.name
    if found.problems:
        return Finding(name, "wrong", " · ".join(found.problems))
    if found.origin is None:
        return Finding(name, "absent", "not on this machine")
    missing = sorted(recipe.publication.content.keys() - found.parts.keys())
    return Finding(name, "right", f"{found.origin}{' without ' * bool(missing)}{', '.join(missing)}")
