"""The data sets that a course brings along, as its course.yaml declares them. No data is read here.

datasets:
  penguins:
    title: Penguins of three islands
    source: K. Gorman, T. Williams, W. Fraser, 2014
    licence: CC0
    file: data/penguins.csv
    target: species
    sha256: …                         # dllab data verify penguins
  bananas:
    title: Two bananas
    source: drawn by data/bananas.py
    licence: CC0
    generator: data/bananas.py:bananas
    sizes: [800, 400]
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import msgspec

from grader import files
from grader.errors import ExerciseError, in_words
from grader.yamlfile import KEBAB, line_of, read_text, read_yaml

NAME = "course.yaml"
LARGEST = 64 << 20  # bytes, of a file and of an array: what still goes to a process that trains


class Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One data set of a course's own: a file or a generator, and its card.

    Attributes:
        title: one line for people.
        source: who made it, and when.
        licence: of the data.
        file: an .npz or a .csv in the course; either this or `generator`.
        generator: a function in the course, as data/bananas.py:bananas. It is called as
            bananas(rng, count) and returns x, y: count samples and their targets.
        sizes: how many samples a generator draws for training and for the test.
        target: what y is; of a .csv the column that holds it.
        inputs: of a .csv, the columns that are x; all others when left out.
        split: of a .csv, the column that says "train" or "test".
        test_share: the share of a .csv's rows, drawn class by class, that is for the test where no column
            says which.
        classes: the names of the classes 0, 1, …, or how many there are; 0 where integers are no classes.
            When left out they are told by the targets.
        test_is_public: whether students get the test split of a file, too.
        synthetic: made by a program, and to be called so; what a generator draws always is.
        sha256: of a file its hash, of a generator that of the training split; `dllab data verify` tells it.
        card: a Markdown file with all else there is to say about the data.
    """

    title: str
    source: str
    licence: str
    file: str = ""
    generator: str = ""
    sizes: tuple[int, int] | None = None
    target: str = ""
    inputs: list[str] = []
    split: str = ""
    test_share: float = 0.2
    classes: int | list[str] | None = None
    test_is_public: bool = False
    synthetic: bool = False
    sha256: str = ""
    card: str = ""

    def __post_init__(self) -> None:
        for problem in self._problems():
            raise ValueError(problem)

    @property
    def program(self) -> str:
        """The generator's file."""
        return self.generator.partition(":")[0]

    @property
    def is_table(self) -> bool:
        """Whether it is a .csv."""
        return self.file.endswith(".csv")

    def _problems(self) -> Iterator[str]:
        """What its keys say that cannot be, the gravest first."""
        if not all(text.strip() for text in (self.title, self.source, self.licence)):
            yield "title, source and licence must say something"
        if bool(self.file) == bool(self.generator):
            yield "give either a file or a generator"
        yield from self._file_problems() if self.file else self._generator_problems()
        if not 0 < self.test_share < 1:
            yield "test_share must lie between 0 and 1"
        names = self.classes if isinstance(self.classes, list) else []
        count = len(names) if isinstance(self.classes, list) else self.classes
        if count is not None and (count == 1 or count < 0 or names != list(dict.fromkeys(names))):
            yield "classes: name two or more, each once, or say how many; 0 where y is no class"
        if self.sha256 and not _SHA256.fullmatch(self.sha256):
            yield "sha256: 64 digits 0-9a-f, as `dllab data verify` prints them"

    def _file_problems(self) -> Iterator[str]:
        if not self.file.endswith((".npz", ".csv")):
            yield f"file: {self.file} is neither an .npz nor a .csv"
        if self.is_table and not self.target:
            yield "target: name the column that is y"
        if not self.is_table and (self.inputs or self.split):
            yield "inputs and split: only a .csv has columns"
        if self.sizes:
            yield "sizes: only of a generator; a file has what it has"

    def _generator_problems(self) -> Iterator[str]:
        if not _FUNCTION.fullmatch(self.generator):
            yield "generator: write file and function, such as data/bananas.py:bananas"
        if self.sizes is None or min(self.sizes) < 1:
            yield "sizes: say how many samples to draw for training and for the test, such as [800, 400]"
        if self.inputs or self.split:
            yield "inputs and split: only a .csv has columns"


class _Part(msgspec.Struct, frozen=True):
    """The part of course.yaml that matters here."""

    datasets: dict[str, Declared] = {}


def read(course: Path) -> dict[str, Declared]:
    """What the course in that folder declares, by name; nothing where it has no course.yaml.

    Raises:
        ExerciseError: it is not well-formed; with file and line.
    """
    path = course / NAME
    declared = read_yaml(path, _Part).datasets if path.exists() else {}
    for name in declared:
        if not KEBAB.fullmatch(name):
            what = f"datasets: write {name!r} in kebab-case, such as `penguins-small`"
            raise ExerciseError(what, path, line_of(path, "datasets", name))
    return declared


def broken(course: Path, name: str, key: str, what: str) -> ExerciseError:
    """The sentence about a data set, at the line of one of its keys."""
    path = course / NAME
    return ExerciseError(f"{name}: {what}", path, line_of(path, "datasets", name, key))


def place(course: Path, name: str, key: str, named: str) -> Path:
    """A file that a data set names.

    Args:
        course: its folder.
        name: the data set.
        key: under which of its keys.
        named: what stands there.

    Raises:
        ExerciseError: it is missing, no file, or lies outside the course; at the key's line.
    """
    path, leaves = course / named, Path(named).is_absolute() or ".." in Path(named).parts
    try:
        leaves = leaves or not path.resolve(strict=True).is_relative_to(course.resolve())
    except FileNotFoundError:
        near = get_close_matches(named, _beside(course, path), n=1)
        hint = f"did you mean {near[0]}?" if near else "paths are told from the course's folder"
        raise broken(course, name, key, f"there is no file {named}: {hint}") from None
    except (OSError, RuntimeError, ValueError) as error:  # a link to itself, a byte 0
        why = in_words(error) if isinstance(error, OSError) else str(error)
        raise broken(course, name, key, f"{named} cannot be read: {why}") from None
    if leaves:
        raise broken(course, name, key, f"{named} leads out of the course: copy the file into it")
    if not path.is_file():
        raise broken(course, name, key, f"{named} is no file")
    return path


def content(course: Path, name: str, key: str, named: str) -> bytes:
    """The bytes of a file that a data set names; see `place`.

    Raises:
        ExerciseError: they cannot be had, or there are too many.
    """
    path = place(course, name, key, named)
    try:
        if path.stat().st_size > LARGEST:
            raise broken(course, name, key, f"{named} is larger than {LARGEST >> 20} MB")
        return files.read(path)
    except OSError as error:
        raise broken(course, name, key, f"{named} cannot be read: {in_words(error)}") from None


def text(course: Path, name: str, key: str, named: str) -> str:
    """The text of a file that a data set names; see `place`.

    Raises:
        ExerciseError: it cannot be had, or is not UTF-8; with file and line.
    """
    place(course, name, key, named)
    return read_text(course / named)


def fingerprint(course: Path, names: list[str]) -> bytes:
    """What changes whenever one of these data sets does; empty where the course declares none of them."""
    try:
        declared = read(course)
        parts = [_scored(course, name, declared[name]) for name in names if name in declared]
    except ExerciseError:  # nothing can be graded then, and whoever tries is told
        return b"broken"
    return b"".join(parts)


def _scored(course: Path, name: str, declared: Declared) -> bytes:
    """A hash over what decides a score: not over the words of the card."""
    key, named = ("file", declared.file) if declared.file else ("generator", declared.program)
    decides = [getattr(declared, key) for key in ("generator", "sizes", *_OF_A_FILE, "classes")]
    return hashlib.sha256(repr((name, decides)).encode() + content(course, name, key, named)).digest()


def _beside(course: Path, path: Path) -> list[str]:
    """The files in the folder where one is missing, told from the course's."""
    try:
        return [str(one.relative_to(course)) for one in path.parent.iterdir()]
    except (OSError, ValueError):
        return []


_OF_A_FILE = ("file", "target", "inputs", "split", "test_share")
_FUNCTION = re.compile(r"[^:]+\.py:[A-Za-z_]\w*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
