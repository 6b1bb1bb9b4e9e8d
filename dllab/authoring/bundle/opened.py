"""A bundle, opened again: what is in it that must not be."""

from __future__ import annotations

import io
import re
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from dllab.authoring.bundle.contents import CLOSED, Files
from dllab.authoring.bundle.secrets import Secret, squeezed

_COMPILED = (".pyc", ".pyo", ".pyd", ".so")


def unpacked(data: bytes) -> tuple[Files, list[str]]:
    """The files in an archive of any of our forms, and what is there that is no file."""
    found: Files = {}
    others = []
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.infolist():
                if stat.S_ISREG(one.external_attr >> 16):
                    found[one.filename] = archive.read(one)
                else:
                    others.append(one.filename)
        return found, others
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isreg() else None
            if content is None:
                others.append(member.name)
            else:
                found[member.name] = content.read()
    return found, others


def leaks(data: bytes, course: str, secrets: list[Secret]) -> Iterator[str]:
    """Each a sentence about what students must not get.

    Args:
        data: the bundle.
        course: the path of the course in it, with a slash at its end.
        secrets: texts to look for.
    """
    found, others = unpacked(data)
    for name in others:
        yield f"{name} is no plain file"
    for name, content in found.items():
        if problem := _by_name(name, course):
            yield f"{name} {problem}"
        for secret in _inside(content, secrets):
            yield f"{name} holds {secret.what} ({secret.path}:{secret.line})"


def _by_name(name: str, course: str) -> str:
    """Why a file of that name may not be there; "" where it may."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return "leads out of the bundle"
    if path.suffix in _COMPILED or "__pycache__" in path.parts:
        return "is compiled code"
    if any(part.startswith(".") or part.endswith("~") for part in path.parts):
        return "is hidden, or an editor's copy"
    if name.startswith(course):
        inner = PurePosixPath(name[len(course) :])
        if inner.name in CLOSED or inner.parts[0] == "solutions":
            return "is for graders and authors"
    return ""


def _inside(content: bytes, secrets: list[Secret]) -> Iterator[Secret]:
    """The secrets in a file, be it text or not."""
    text = squeezed(re.sub(r"\\n|\\t", " ", content.decode("utf-8", "replace")))
    yield from (secret for secret in secrets if secret.text in text)
