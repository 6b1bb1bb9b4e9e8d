"""JSON Schemas (draft 2020-12) of the YAML files that authors write, for editors: made from the classes.

An editor that speaks to yaml-language-server takes one by a file's first line:

    # yaml-language-server: $schema=../../../schemas/exercise.schema.json
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from dllab.authoring.mutation import Explained
from dllab.explore import FIGURES
from grader import docstrings, files
from grader.errors import UsageError, in_words
from grader.exercise import ExerciseFile
from grader.policy import CourseFile
from grader.track import TrackFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, type[msgspec.Struct]] = {
    "course.yaml": CourseFile,
    "track.yaml": TrackFile,
    "exercise.yaml": ExerciseFile,
    "mutants.yaml": Explained,
}


def by_file() -> dict[str, dict[str, Any]]:
    """The schema of each file, by the file's name; each key has a description."""
    found = {file: _schema(struct) for file, struct in _FILES.items()}
    figures = found["exercise.yaml"]["$defs"]["ExerciseFile"]["properties"]["explore"]["items"]
    figures["enum"] = list(FIGURES)
    return found


def write(folder: Path) -> list[Path]:
    """Write them into a folder, each as NAME.schema.json; the files.

    Raises:
        UsageError: they cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, schema in by_file().items():
            path = folder / file.replace(".yaml", ".schema.json")
            files.replace(path, msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n")
            written.append(path)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {in_words(error)}") from None
    return written


def _schema(struct: type[msgspec.Struct]) -> dict[str, Any]:
    schema = {"$schema": _DIALECT, **msgspec.json.schema(struct)}
    for one in _structs(struct):
        definition = schema["$defs"][one.__name__]
        definition["description"] = docstrings.read(one.__doc__).summary
        for key, what in _keys(one).items():
            if key in definition["properties"]:
                definition["properties"][key]["description"] = what
    return schema


def _structs(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """The structs that a type is made of, itself among them."""
    parts = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        parts = tuple(get_type_hints(kind).values())
    for part in parts:
        yield from _structs(part)


def _keys(struct: type[msgspec.Struct]) -> dict[str, str]:
    """What the docstrings of a struct and of those that it is made from say of each key."""
    found: dict[str, str] = {}
    for one in reversed(struct.__mro__):
        found |= docstrings.read(one.__doc__).sections.get("Attributes", {})
    return found
