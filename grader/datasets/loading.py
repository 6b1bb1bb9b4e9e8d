"""Load a data set by name."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader.datasets import cache, drawing, finding, places
from grader.datasets.hashes import HASHES
from grader.datasets.kinds import Generated, Real, Recipe, Vendored
from grader.datasets.opening import load_own
from grader.datasets.own import Own, own_of
from grader.datasets.recipes import RECIPES
from grader.datasets.records import Dataset, Record, Split, content_hash
from grader.errors import DatasetError, NotHere


def load(name: str, seed: int | None = None, course: Path | None = None) -> Dataset:
    """The data set of that name.

    Args:
        name: as `catalogue` has it, or course.yaml.
        seed: 0 or above. Where data is generated, the *test* split is drawn from it: nobody knows it who does
            not know the seed. The training split is always the same. Other data has a test split of its own.
        course: the folder of a course whose own data sets count, too.

    Raises:
        DatasetError: there is no such data set, or it is not on this machine, or damaged.
        ExerciseError: it is the course's own, and broken; with file and line.
    """
    recipe = recipe_of(name, course)
    if isinstance(recipe, Own):
        return load_own(recipe, seed)
    if isinstance(recipe, Generated):
        return _generated(recipe, seed)
    return _vendored(recipe) if isinstance(recipe, Vendored) else _real(recipe)


def first(names: Sequence[str], seed: int | None = None, course: Path | None = None) -> Dataset:
    """The first of them that this machine has; its `notes` say what is wrong with the ones before.

    Raises:
        DatasetError: it has none of them.
        ExerciseError: see `load`.
    """
    wrong: list[str] = []
    absent: list[str] = []
    for name in names:
        try:
            found = load(name, seed, course)
        except NotHere as error:
            absent.append(str(error))
        except DatasetError as error:
            wrong.append(str(error))
        else:
            return msgspec.structs.replace(found, notes=(*wrong, *found.notes))
    raise DatasetError(" · ".join([*wrong, *absent]) or "no data set was named")


def available(name: str, course: Path | None = None) -> bool:
    """Whether `load` would succeed; real data is read and verified to know.

    Raises:
        ExerciseError: see `load`.
    """
    try:
        load(name, course=course)
    except DatasetError:
        return False
    return True


def located(name: str, course: Path | None = None) -> str | None:
    """What `load` would take, told by the names of files: "vendored", "generated", a path, or None.

    Raises:
        DatasetError: there is no such data set.
        ExerciseError: see `own.own_of`.
    """
    recipe = recipe_of(name, course)
    if isinstance(recipe, Own):
        return recipe.origin
    if isinstance(recipe, Real):
        place = finding.located(recipe)
        return str(place) if place else None
    return "generated" if isinstance(recipe, Generated) else "vendored"


def catalogue() -> list[Record]:
    """The records of all data sets, whether this machine has them or not."""
    return [recipe.record for recipe in RECIPES.values()]


def recipe_of(name: str, course: Path | None = None) -> Recipe | Own:
    """How the data set of that name comes about.

    Raises:
        DatasetError: there is none; the sentence has the nearest names.
        ExerciseError: see `own.own_of`.
    """
    own = own_of(course)
    if name in own:
        return own[name]
    if name in RECIPES:
        return RECIPES[name]
    known = (*own, *RECIPES)
    near = get_close_matches(name, known, cutoff=0.5)
    hint = f": did you mean {' or '.join(near)}?" if near else f"; there are {', '.join(known)}"
    raise DatasetError(f"no data set is called {name!r}{hint}")


def _generated(recipe: Generated, seed: int | None) -> Dataset:
    train, test = drawing.public(recipe)
    if seed is not None:
        test = drawing.hidden_test(recipe, seed)
    record = _hashed(recipe.record, train)
    expected = recipe.record.sha256 in ("", record.sha256)
    return Dataset(record, train, test, "generated", () if expected else (_drawn_differently(record),))


def _drawn_differently(record: Record) -> str:
    return (
        f"{record.name} is drawn differently on this machine ({record.sha256[:12]}), so that thresholds may "
        "not fit: please report its processor and its version of NumPy"
    )


def _vendored(recipe: Vendored) -> Dataset:
    path = places.vendored_folder() / recipe.file
    splits = cache.read(path, HASHES[recipe.record.name])
    if splits is None:
        raise DatasetError(f"{path} is missing or damaged: install dllab again")
    return Dataset(recipe.record, *splits, "vendored")


def _real(recipe: Real) -> Dataset:
    found = finding.find(recipe)
    record, train, test = finding.unpacked(recipe, found)
    return Dataset(_hashed(record, train), train, test, str(found.origin), found.problems)


def _hashed(record: Record, train: Split) -> Record:
    """With the hash of what was really loaded."""
    return msgspec.structs.replace(record, sha256=content_hash(train))
