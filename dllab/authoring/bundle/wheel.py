"""A wheel: this program with a course in it, for pip to install."""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib.metadata
import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

import dllab
import grader
from dllab import locations
from dllab.authoring.bundle.contents import Files
from grader import __version__
from grader.datasets.places import vendored_folder
from grader.errors import UsageError

COURSE = "dllab/course/"  # where `dllab.locations` looks for the course that an install came with
_VENDORED = "grader/datasets/vendored/"
_SUFFIXES = (".py", ".tcss", ".css", ".html", ".js", ".txt")
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_VERSION = r"\d+(\.\d+)*((a|b|rc)\d+)?(\.post\d+)?(\.dev\d+)?(\+[a-z0-9]+(\.[a-z0-9]+)*)?"
_FILE = re.compile(rf"(?P<name>[A-Za-z0-9_.]+)-(?P<version>{_VERSION})-py3-none-any\.whl")


class Identity(msgspec.Struct, frozen=True):
    """What pip calls a wheel.

    Attributes:
        name: of the distribution.
        version: its own.
    """

    name: str
    version: str

    @property
    def stem(self) -> str:
        """What the names of its file and of its metadata begin with."""
        return f"{re.sub(r'[-_.]+', '_', self.name).lower()}-{self.version}"

    @property
    def file(self) -> str:
        """The name that the wheel's file must have."""
        return f"{self.stem}-py3-none-any.whl"


def require_name(name: str) -> None:
    """A distribution may be called so.

    Raises:
        UsageError: pip would not take the name.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"--name {name}: no name for a package: letters, digits, - and _ only")


def identity(name: str, audience: str, files: Files) -> Identity:
    """The name of a wheel with these files: the version changes whenever one of them does, so pip notices."""
    digest = hashlib.sha256()
    for path, data in files.items():
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    return Identity(name, f"{__version__.partition('+')[0]}+{audience}.{digest.hexdigest()[:10]}")


def identity_of(file: str) -> Identity | None:
    """What a file's name says of the wheel; None where pip would not understand it."""
    found = _FILE.fullmatch(file)
    return Identity(found["name"], found["version"]) if found else None


def program(course: Files) -> Files:
    """The files of this program as it runs, and of a course in its place."""
    found = dict(_package("dllab", Path(dllab.__file__).parent))
    found |= dict(_package("grader", Path(grader.__file__).parent))
    found |= {
        f"{_VENDORED}{path.name}": path.read_bytes()
        for path in sorted(vendored_folder().iterdir())
        if path.suffix in (".npz", ".md")
    }
    found["dllab/notation.md"] = locations.notation().read_bytes()  # where `locations` looks first
    found |= {f"{COURSE}{name}": data for name, data in course.items()}
    return dict(sorted(found.items()))


def with_metadata(files: Files, who: Identity) -> Files:
    """The files of a wheel: these, and what tells pip about them, which comes last."""
    folder = f"{who.stem}.dist-info"
    about, licence = _project()
    found = files | {
        f"{folder}/METADATA": _metadata(who, about),
        f"{folder}/WHEEL": _lines(
            "Wheel-Version: 1.0", "Generator: dllab", "Root-Is-Purelib: true", "Tag: py3-none-any"
        ),
        f"{folder}/entry_points.txt": _lines("[console_scripts]", "dllab = dllab.__main__:main"),
    }
    if licence:
        found[f"{folder}/licenses/LICENSE"] = licence
    record = f"{folder}/RECORD"
    rows = [(name, f"sha256={_digest(data)}", len(data)) for name, data in found.items()]
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows([*rows, (record, "", "")])
    return found | {record: memory.getvalue().encode()}


class _About(msgspec.Struct, frozen=True):
    """What a wheel says of itself besides name and version."""

    summary: str
    python: str
    licence: str
    requires: list[str]


def _package(name: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a package, by the endings that it has; without a course."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.suffix in _SUFFIXES and path.is_file() and not _is_left_out(f"{name}/{inner.as_posix()}"):
            yield f"{name}/{inner.as_posix()}", path.read_bytes()


def _is_left_out(path: str) -> bool:
    return path.startswith((COURSE, _VENDORED)) or any(
        part.startswith((".", "__pycache__")) for part in path.split("/")
    )


def _project() -> tuple[_About, bytes]:
    """What this install says of itself, and its licence."""
    root = Path(dllab.__file__).parents[1]
    if (root / "pyproject.toml").is_file():  # a checkout: what pip once noted may be old
        told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        about = _About(told["description"], told["requires-python"], told["license"], told["dependencies"])
        return about, (root / "LICENSE").read_bytes()
    (name, *_) = importlib.metadata.packages_distributions()["dllab"]
    installed = importlib.metadata.distribution(name)
    noted = installed.metadata
    requires = [one for one in noted.get_all("Requires-Dist", []) if "extra ==" not in one]
    licence = installed.read_text("licenses/LICENSE") or ""
    return _About(
        noted["Summary"], noted["Requires-Python"], noted["License-Expression"], requires
    ), licence.encode()


def _metadata(who: Identity, about: _About) -> bytes:
    return _lines(
        "Metadata-Version: 2.4",
        f"Name: {who.name}",
        f"Version: {who.version}",
        f"Summary: {about.summary}",
        f"License-Expression: {about.licence}",
        "License-File: LICENSE",
        f"Requires-Python: {about.python}",
        *(f"Requires-Dist: {one}" for one in about.requires),
    )


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
