"""Find published data on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.datasets import places, search
from grader.datasets.kinds import Real
from grader.datasets.published import PUBLISHED, Publication
from grader.datasets.records import Record, Split
from grader.errors import DatasetError, NotHere


def find(recipe: Real) -> search.Found:
    """The verified parts of a data set, and what is wrong with other files of those names."""
    others = (one for one in PUBLISHED.values() if one is not recipe.publication)
    foreign = frozenset(md5 for other in others for md5 in other.content.values())
    candidates = recipe.candidates(recipe.publication, places.roots())
    return search.find(candidates, recipe.publication.content, recipe.enough, foreign)


def located(recipe: Real) -> Path | None:
    """Where it seems to be, by the names of files and little else."""
    candidates = list(recipe.candidates(recipe.publication, places.roots()))
    for wanted in (recipe.publication.content.keys(), recipe.enough):
        for candidate in candidates:
            if wanted <= candidate.parts.keys() and not _is_another(candidate, recipe.publication):
                return candidate.origin
    return None


def _is_another(candidate: search.Candidate, publication: Publication) -> bool:
    """Whether files of the same names belong to another data set, told by a small one of them."""
    telltale = publication.telltale
    if telltale is None or not candidate.origin.is_dir():
        return False
    only = {telltale: publication.content[telltale]}
    return search.find([candidate], only, frozenset(only)).origin is None


def unpacked(recipe: Real, found: search.Found) -> tuple[Record, Split, Split]:
    """The splits, and the record of what they are.

    Raises:
        DatasetError: nothing was found.
    """
    if found.origin is None:
        kind = DatasetError if found.problems else NotHere
        raise kind(_missing(recipe.record.name, places.roots(), found.problems))
    train, test = recipe.splits(found.parts)
    if len(found.parts) == len(recipe.publication.content):
        return recipe.record, train, test
    title = f"{recipe.record.title} (the published test set in two)"
    sizes = (len(train.x), len(test.x))
    return msgspec.structs.replace(recipe.record, title=title, sizes=sizes), train, test


def _missing(name: str, roots: Sequence[Path], problems: Sequence[str]) -> str:
    looked = ", ".join(map(str, roots))
    damaged = "".join(f"; {problem}" for problem in problems)
    advice = f"fetch it with `dllab data fetch {name}`, or set DLLAB_DATA to a folder that has it"
    return f"{name} is not on this machine (looked in {looked}{damaged}): {advice}"
