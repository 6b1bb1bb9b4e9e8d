"""data list, data verify, data fetch: what there is to learn from."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import AsJson
from dllab.wording import bar, one_line

if TYPE_CHECKING:
    from rich.text import Text

    from grader.datasets import Finding, Record
    from grader.datasets.published import Download

app = typer.Typer(help="The data sets: which there are, and whether they are what they claim to be.")


def complete_name(incomplete: str) -> list[tuple[str, str]]:
    """Names for the shell's completion."""
    from grader import datasets

    return [(one.name, one.title) for one in datasets.catalogue() if one.name.startswith(incomplete)]


Name = Annotated[
    str, typer.Argument(metavar="NAME", help="As `dllab data list` names it.", autocompletion=complete_name)
]


@app.callback()
def data() -> None:
    """The data sets: which there are, and whether they are what they claim to be."""


@app.command("list")
def list_datasets(as_json: AsJson = False) -> int:
    """List the data sets: what they are, their sizes and licences, and whether this machine has them."""
    from grader import datasets

    records = [(record, datasets.located(record.name)) for record in datasets.catalogue()]
    if as_json:
        terminal.show_json({"schema": 1, "datasets": [_plain(*pair) for pair in records]})
        return 0
    from dllab.cli import render

    terminal.show(render.grid([_row(*pair) for pair in records], terminal.width()))
    if any(place is None for _, place in records):
        terminal.say(
            "\n✗ is not on this machine, or damaged (dllab data verify tells which): dllab data fetch NAME,"
            " or set DLLAB_DATA to a folder that has it\n"
        )
    return 0


@app.command()
def verify(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="All, if left out.", autocompletion=complete_name)
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Recompute every hash: draw what is drawn, read what is on this machine. Exit 1 if one differs."""
    from grader import datasets

    names = [name] if name else [record.name for record in datasets.catalogue()]
    findings = []
    for one in names:
        terminal.progress(f"verifying {one}")
        findings.append(datasets.verify(one))
    terminal.progress()
    if as_json:
        terminal.show_json({"schema": 1, "findings": findings})
    else:
        _show(findings)
    return 1 if any(finding.state == "wrong" for finding in findings) else 0


@app.command()
def fetch(name: Name) -> int:
    """Download a published data set, verified before it is put in its place. Nothing else ever downloads."""
    from grader import datasets

    try:
        paths = datasets.fetch(name, _progress())
    finally:
        terminal.progress()
    terminal.say("".join(f"{path}\n" for path in paths))
    return 0


def _plain(record: Record, place: str | None) -> dict[str, object]:
    import msgspec

    return {**msgspec.to_builtins(record), "origin": place}


def _row(record: Record, place: str | None) -> list[Text]:
    """Narrow enough for 80 columns: what is drawn here needs no word about its licence."""
    from rich.text import Text

    mark, style = ("✓", "green") if place else ("✗", "red")
    origin = "synthetic" if record.synthetic else f"real, {record.licence}"
    return [
        Text(f"{mark} {record.name}", style),
        Text(record.title),
        Text("×".join(map(str, record.shape)) or "number"),
        Text("/".join(map(str, record.sizes)), justify="right"),
        Text(origin),
    ]


def _show(findings: list[Finding]) -> None:
    from rich.text import Text

    from dllab.cli import render

    marks = {"right": ("✓ right", "green"), "wrong": ("✗ wrong", "red"), "absent": ("· absent", "")}
    rows = [
        [Text(one.name), Text(terminal.familiar(one_line(one.sentence))), Text(*marks[one.state])]
        for one in findings
    ]
    terminal.show(render.grid(rows, terminal.width()))


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
