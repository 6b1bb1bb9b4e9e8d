"""data list, data show, data verify, data fetch: what there is to learn from."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dllab import locations
from dllab.cli import cards, catalogue, terminal
from dllab.cli.options import AsJson, CoursePath, open_course
from dllab.wording import bar, one_line
from grader.errors import ExerciseError

if TYPE_CHECKING:
    from grader.datasets import Finding
    from grader.datasets.published import Download

app = typer.Typer(help="The data sets: which there are, and whether they are what they claim to be.")


def complete_name(incomplete: str) -> list[tuple[str, str]]:
    """Names for the shell's completion."""
    from grader import datasets

    titles = {record.name: record.title for record in datasets.catalogue()}
    with contextlib.suppress(ExerciseError):  # the command itself will say so
        titles |= {name: own.declared.title for name, own in datasets.own_of(locations.course()).items()}
    return [(name, title) for name, title in titles.items() if name.startswith(incomplete)]


Name = Annotated[
    str, typer.Argument(metavar="NAME", help="As `dllab data list` names it.", autocompletion=complete_name)
]


@app.callback()
def data() -> None:
    """The data sets: which there are, and whether they are what they claim to be."""


@app.command("list")
def list_datasets(as_json: AsJson = False, course: CoursePath = None) -> int:
    """List the data sets: what they are, their sizes and licences, and whether this machine has them."""
    return catalogue.show(open_course(course).root, as_json)


@app.command()
def show(name: Name, as_json: AsJson = False, course: CoursePath = None) -> int:
    """Show a data set's card: what it is, who made it, under which licence, and which exercises use it."""
    return cards.show(open_course(course), name, as_json)


@app.command()
def verify(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="All, if left out.", autocompletion=complete_name)
    ] = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Recompute every hash: draw what is drawn, read what is on this machine. Exit 1 if one differs."""
    from grader import datasets

    root = open_course(course).root
    known = [*datasets.own_of(root), *(record.name for record in datasets.catalogue())]
    findings = []
    for one in [name] if name else known:
        terminal.progress(f"verifying {one}")
        findings.append(datasets.verify(one, root))
    terminal.progress()
    if as_json:
        terminal.show_json({"schema": 1, "findings": findings})
    else:
        _show(findings)
        _show_hashes(root, findings)
    return 1 if any(finding.state in ("wrong", "unhashed") for finding in findings) else 0


@app.command()
def fetch(name: Name, course: CoursePath = None) -> int:
    """Download a published data set, verified before it is put in its place. Nothing else ever downloads."""
    from grader import datasets

    try:
        paths = datasets.fetch(name, _progress(), open_course(course).root)
    finally:
        terminal.progress()
    terminal.say("".join(f"{path}\n" for path in paths))
    return 0


def _show(findings: list[Finding]) -> None:
    from rich.text import Text

    from dllab.cli import render

    marks = {
        "right": ("✓ right", "green"),
        "wrong": ("✗ wrong", "red"),
        "absent": ("· absent", ""),
        "unhashed": ("✗ no hash", "red"),
    }
    rows = [
        [Text(one.name), Text(terminal.familiar(one_line(one.sentence))), Text(*marks[one.state])]
        for one in findings
    ]
    terminal.show(render.grid(rows, terminal.width()))


def _show_hashes(course: Path, findings: list[Finding]) -> None:
    """The lines to write into course.yaml, each alone, to be copied."""
    from grader import declared
    from grader.yamlfile import line_of

    path = course / declared.NAME
    for one in findings:
        if one.sha256:
            line = line_of(path, "datasets", one.name, "sha256")
            if one.state == "unhashed":
                what = f"To have it verified, write under {one.name} ({path}:{line})"
            else:
                what = f"If the change is meant, replace line {line} of {path} by"
            terminal.say(f"\n{what}\n")
            terminal.write(f"    sha256: {one.sha256}\n")


_BAR = 30  # columns
_PAUSE = 0.1  # seconds between two pictures of the bar


def _progress() -> Callable[[Download, int], None]:
    """A bar on stderr, drawn anew a few times a second and at each file's end."""
    last = 0.0

    def show(download: Download, done: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _PAUSE and done < download.size:
            return
        last = now
        megabytes = f"{done / 1e6:.1f} of {download.size / 1e6:.1f} MB"
        terminal.progress(f"{bar(done, download.size, _BAR)} {megabytes} · {download.name}")

    return show
