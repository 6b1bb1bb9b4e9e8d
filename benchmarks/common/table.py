"""Results as a table on a terminal, as aligned text elsewhere, and as JSON."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

from common.machine import Neighbours
from common.results import Result

_COLUMNS = ("", "median", "from – to", "n", "target", "")


def show(results: list[Result]) -> None:
    """Print all results."""
    if sys.stdout.isatty():
        _rich(results)
    else:
        _plain(results)


def write_json(path: Path, machine: dict[str, Any], versions: dict[str, str], neighbours: Neighbours,
               results: list[Result]) -> None:  # fmt: skip
    """Everything that was measured, with every sample."""
    told = {
        "machine": machine,
        "versions": versions,
        "others": neighbours.shares,
        "busy": neighbours.busy,
        "results": [result.plain() for result in results],
    }
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rich(results: list[Result]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for part, lines in itertools.groupby(results, key=lambda result: result.part):
        table = Table(title=part, title_justify="left", box=None, padding=(0, 1), expand=False)
        for index, column in enumerate(_COLUMNS):
            table.add_column(column, justify="right" if 0 < index < 4 else "left")
        for line in lines:
            table.add_row(*map(Text, _cells(line)))
        console.print(table)
        console.print()


def _plain(results: list[Result]) -> None:
    for part, group in itertools.groupby(results, key=lambda result: result.part):
        rows = [_COLUMNS, *map(_cells, group)]
        widths = [max(len(row[index]) for row in rows) for index in range(len(_COLUMNS))]
        print(part)
        for row in rows:
            aligned = [
                cell.rjust(width) if 0 < index < 4 else cell.ljust(width)
                for index, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            print(("  " + "  ".join(aligned)).rstrip())
        print()


def _cells(result: Result) -> tuple[str, ...]:
    median = result.median
    if median is None:
        return (result.name, "–", "", "", "", result.note)
    target = ""
    if result.target:
        target = f"{result.target} {'met' if result.target.met(median) else 'MISSED'}"
    spread = (
        "" if len(result.samples) < 2 else f"{_number(min(result.samples))} – {_number(max(result.samples))}"
    )
    return (
        result.name,
        f"{_number(median)} {result.unit}",
        spread,
        str(len(result.samples)),
        target,
        result.note,
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
