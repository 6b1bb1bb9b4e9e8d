"""The text of a new exercise's files: outlines around its signatures, with marks at what is to be written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path
from string import Template
from typing import Literal

import msgspec

from dllab.authoring.new import examples
from dllab.authoring.new.signatures import Signature

TEMPLATES = Path(__file__).parent / "templates"


class Plan(msgspec.Struct, frozen=True):
    """What the author has said of an exercise to be.

    Attributes:
        id: in kebab-case, also the folder's name.
        title: what learners see.
        kind: what its submissions may import.
        minutes: how long it takes them.
        provides: what they write; for Keras first the function that builds the network.
    """

    id: str
    title: str
    kind: Literal["numpy", "keras"]
    minutes: int
    provides: list[Signature]


def files(plan: Plan) -> dict[str, str]:
    """The text of each file by its name; "solution.py" is the one that lies elsewhere."""
    texts = {name: _fill(plan, f"{name.replace('.', f'.{plan.kind}.')}") for name in _BY_KIND}
    texts["mistakes.py"] = _fill(plan, "mistakes.py")
    return texts


def outline(name: str, **values: str) -> str:
    """A template with its values."""
    return Template((TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")).substitute(values)


_BY_KIND = ("solution.py", "starter.py", "checks.py", "hidden.py", "lesson.md", "exercise.yaml")


def _fill(plan: Plan, template: str) -> str:
    first = plan.provides[0]
    in_python = template.endswith(".py")
    values = {
        "id": plan.id,
        "title": _in_a_docstring(plan.title) if in_python else plan.title,
        "minutes": str(plan.minutes),
        "names": ", ".join(one.name for one in plan.provides),
        "network": first.name,
        "definitions": _blocks(map(_starter if template.startswith("starter") else _solution, plan.provides)),
        "public": _blocks(examples.public_check(one) for one in plan.provides),
        "hidden": _blocks(examples.hidden_check(one) for one in plan.provides),
        "figure": "\n".join(_figure(one) for one in plan.provides),
        "session": "\n".join(examples.session(one) for one in plan.provides),
        "tasks": _tasks(plan.provides),
        "imports": _imports(plan),
        "override": textwrap.indent(_override(first), "    "),
    }
    if template.endswith(".yaml"):
        values["title"] = quoted(plan.title)
    return outline(template, **values)


def quoted(text: str) -> str:
    """A text as a YAML scalar: in quotes where YAML would read something else."""
    from grader.yamlloader import Loader, yaml

    try:
        is_plain = yaml.load(f"key: {text}", Loader) == {"key": text}
    except yaml.YAMLError:
        is_plain = False
    return text if is_plain else msgspec.json.encode(text).decode()


def _in_a_docstring(title: str) -> str:
    """A sentence that ends no string."""
    title = title.replace("\\", "/").replace('"', "'")
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _blocks(texts: Iterable[str]) -> str:
    """Definitions, two empty lines before each."""
    return "".join(f"\n\n{text}\n" for text in texts).rstrip("\n")


def _solution(one: Signature) -> str:
    """The signature, and nothing behind it."""
    nothing = '    raise NotImplementedError("[write: the right answer]")'
    if one.is_class:
        return f"class {one.name}:\n    def __init__({_with_self(one)}):\n    {nothing}"
    return f"def {one}:\n{nothing}"


def _starter(one: Signature) -> str:
    """The signature with a docstring, and a first step."""
    about = [f"{parameter.name}: {examples.of_kind(parameter)}." for parameter in one.parameters]
    step = f'raise NotImplementedError("{one.name}: [write: a first step]")'
    if one.is_class:
        docstring = _docstring("[write: what it keeps].", about)
        method = textwrap.indent(f"def __init__({_with_self(one)}):\n{docstring}\n    {step}", "    ")
        head = f'class {one.name}:\n    """[write: what it is, in one sentence]."""'
        return f"{head}\n\n{method}\n\n    # [write: its methods, each with a docstring of shapes]"
    about.append(f"Returns {examples.returned(one)}.")
    return f"def {one}:\n{_docstring('[write: what it computes, in one sentence].', about)}\n    {step}"


def _docstring(summary: str, about: list[str]) -> str:
    lines = [f'"""{summary}', "", *about, '"""'] if about else [f'"""{summary}"""']
    return textwrap.indent("\n".join(lines), "    ")


def _with_self(one: Signature) -> str:
    return f"self, {one.arguments}" if one.arguments else "self"


def _figure(one: Signature) -> str:
    inputs = ", ".join(parameter.name for parameter in one.parameters) or "nothing"
    return f"{inputs} ──▶ [ {one.name} ] ──▶ {'an object' if one.is_class else 'the answer'}"


def _tasks(provides: list[Signature]) -> str:
    # Without defaults: a number in a lesson wants a proof.
    names = [f"`{one.name}({', '.join(each.name for each in one.parameters)})`" for one in provides]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return f"Write {listed}."


def _imports(plan: Plan) -> str:
    library = "import numpy as np" if plan.kind == "numpy" else "import keras"
    name = plan.provides[0].name
    return f"{library}\nfrom solution import {name} as right_{name}"


def _override(one: Signature) -> str:
    """The right answer again, to be spoilt."""
    if one.is_class:
        return f"class {one.name}(right_{one.name}):\n    pass"
    call = f"right_{one.name}({examples.handed_on(one.parameters)})"
    return f"def {one.name}({one.arguments}):\n    return {call}"
