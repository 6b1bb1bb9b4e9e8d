"""The reference for authors, from docstrings and schemas.

python -m dllab.authoring.manual > docs/authors/reference.md
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from dllab.authoring import keys, schemas
from grader import check, docstrings, expect, ladder, mistake
from grader.running import Lab


def manual() -> str:
    """The whole page, in Markdown."""
    parts = [_HEAD, *_decorators(), *_lab(), *_module("expect", expect), *_module("ladder", ladder)]
    return "\n\n".join([*parts, *_files()]) + "\n"


def _decorators() -> Iterator[str]:
    yield "## Decorators"
    yield "`from grader import check, expect, ladder, mistake`"
    for function in (check, mistake):
        yield from _entry(f"@{function.__name__}", function)


def _lab() -> Iterator[str]:
    """What a check's `lab` is and can."""
    yield "## lab"
    yield from _said(docstrings.read(Lab.__doc__), "lab.")
    for name, member in sorted(vars(Lab).items()):
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield f"### lab.{name}"
            yield from _said(docstrings.read(member.__doc__))
        elif inspect.isfunction(member):
            yield from _entry(f"lab.{name}", member)


def _module(name: str, module: Any) -> Iterator[str]:
    """A module's public functions, by name."""
    yield f"## {name}"
    yield from _said(docstrings.read(module.__doc__))
    for each in sorted(module.__all__):
        yield from _entry(f"{name}.{each}", getattr(module, each))


def _files() -> Iterator[str]:
    """The keys of each file that authors write."""
    for file, schema in schemas.by_file().items():
        yield from keys.tables(file, schema)


def _entry(name: str, function: Callable[..., Any]) -> Iterator[str]:
    yield f"### {name}"
    yield f"```python\n{name}{_signature(function)}\n```"
    yield from _said(docstrings.read(function.__doc__))


def _signature(function: Callable[..., Any]) -> str:
    """Its arguments and their defaults; the docstring says what they are."""
    parameters = inspect.signature(function).parameters.values()
    plain = [each.replace(annotation=each.empty) for each in parameters if each.name != "self"]
    return str(inspect.Signature(plain))


def _said(doc: docstrings.Docstring, before: str = "") -> Iterator[str]:
    """A docstring as Markdown: its sentences, then a list of arguments or attributes."""
    yield from (part for part in (doc.summary, doc.prose) if part)
    listed = [*_items(doc, "Args"), *_items(doc, "Attributes", before)]
    if listed:
        yield "\n".join(listed)


def _items(doc: docstrings.Docstring, section: str, before: str = "") -> list[str]:
    return [f"* `{before}{name}`: {text}" for name, text in doc.sections.get(section, {}).items()]


_HEAD = """\
# Reference

What checks and mistakes are written with, and every key of every file. How to use it stands in \
[checks.md](checks.md), [mistakes.md](mistakes.md) and [thresholds.md](thresholds.md).
This page is made from the code: `python -m dllab.authoring.manual > docs/authors/reference.md`."""


if __name__ == "__main__":
    print(manual(), end="")
