"""The verdict table of `author check`, drawn: a letter for each check, a sign for each verdict."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import NamedTuple

from rich.text import Text

from dllab.authoring.gate.verdicts import RIGHT, Cell, Row, Table
from dllab.cli import render, terminal
from dllab.wording import count, points, printable
from grader.report import Verdict

KEYS = string.ascii_letters + string.digits
_LEAST_NAME = 16  # columns of a row's name, however narrow the terminal is


class _Sign(NamedTuple):
    glyph: str
    plain: str
    meaning: str
    style: str


_SIGNS = {
    "right": _Sign("✓", "o", "passed", "green"),
    "passed": _Sign("·", ".", "passed", "dim"),
    "named": _Sign("●", "N", "failed, by its name", "green"),
    "failed": _Sign("✗", "x", "failed", "yellow"),
    "error": _Sign("!", "!", "error", "yellow"),
    "sometimes": _Sign("◐", "~", "on some seeds", "red"),
    "partly": _Sign("½", "h", "not all points", "yellow"),
    "not-run": _Sign("-", "-", "not run", "dim"),
}


def drawn(table: Table, width: int) -> Iterator[Text]:
    """The table, and what its signs mean.

    Args:
        table: what the gate saw.
        width: columns that a line may take.
    """
    longest = max((len(_name(row)) for row in table.rows), default=0)
    gap = " " if _rest(table, " ") + min(longest, _LEAST_NAME) <= width else ""
    room = min(longest, max(width - _rest(table, gap), _LEAST_NAME))
    keys = [Text(_key(index)) for index in range(len(table.columns))]
    lines = [_line(table, "", keys, "points", room, gap)]
    for row in table.rows:
        signs = [_drawn(row, cell) for cell in row.cells]
        lines.append(_line(table, _name(row), signs, points(row.earned), room, gap))
        if row.kind not in RIGHT and row.earned >= table.points:
            lines[-1].stylize("bold red", 2, 2 + room)  # nothing catches it
    yield render.unfolded(Text("\n").join(lines))
    yield Text(f"  {_meanings(table)}", "dim")


def explained(table: Table, brief: bool = False) -> Iterator[str]:
    """A sentence for each letter: the check's name, and which mistakes it is the first to catch.

    Args:
        table: what the gate saw.
        brief: only for checks that catch nothing, or where something is wrong.
    """
    for index, column in enumerate(table.columns):
        catches = table.caught(index) or not table.mistakes
        if brief and catches and not table.is_wrong(index):
            continue
        hidden = "hidden, " if column.visibility == "hidden" else ""
        worth = f"{points(column.points)} {'point' if column.points == 1 else 'points'}"
        what = f"  {_key(index)}  {printable(column.name)} ({hidden}{worth})"
        yield f"{what}: {_merit(table, index)}" if table.mistakes else what


def _merit(table: Table, column: int) -> str:
    first, caught = table.first_to_catch(column), table.caught(column)
    if first:
        return f"the first to catch {printable(', '.join(first))}"
    if caught:
        return f"catches {count(len(caught), 'mistake')}, none of them first"
    asked = len(table.asked(column))
    if not asked:
        return "no mistake comes so far"
    return "catches no mistake" if asked == table.mistakes else "catches none of those that come so far"


def _key(column: int) -> str:
    return KEYS[column] if column < len(KEYS) else "?"


def _name(row: Row) -> str:
    article = "a" if row.kind == "syntax error" else "an" if row.kind == "empty file" else "the"
    return terminal.spelled(printable(row.name)) if row.name else f"{article} {row.kind}"


def _rest(table: Table, gap: str) -> int:
    """The columns that a line takes without its name."""
    return len(_line(table, "", [Text("x")] * len(table.columns), "points", 0, gap))


def _line(table: Table, name: str, cells: list[Text], earned: str, room: int, gap: str) -> Text:
    """A name, a cell a check with a gap before the hidden ones, and the points."""
    public = sum(column.visibility == "public" for column in table.columns)
    name = name if len(name) <= room else f"{name[: room - 1]}…"
    whole = Text(f"  {name:{room}}  ")
    whole.append_text(Text(gap).join(cells[:public])).append("  ")
    return whole.append_text(Text(gap).join(cells[public:])).append(f"  {earned:>6}")


def _drawn(row: Row, cell: Cell | None) -> Text:
    sign = _SIGNS[_sign(row, cell)]
    return Text(sign.plain if _is_plain() else sign.glyph, sign.style)


def _sign(row: Row, cell: Cell | None) -> str:
    if cell is None or cell.verdict is Verdict.NOT_RUN:
        return "not-run"
    if 0 < cell.lost < cell.tried:
        return "sometimes"
    if cell.named:
        return "named"
    if cell.verdict is Verdict.PASSED and row.kind in RIGHT:
        return "right"
    return cell.verdict if cell.verdict in _SIGNS else "error"


def _is_plain() -> bool:
    """Whether stdout lacks the signs; a stand-in of two letters would push the columns apart."""
    glyphs = "".join(sign.glyph for sign in _SIGNS.values())
    return terminal.spelled(glyphs) != glyphs


def _meanings(table: Table) -> str:
    """Of the signs that are there."""
    seen = {_sign(row, cell) for row in table.rows for cell in row.cells}
    signs: dict[str, list[str]] = {}
    for name, sign in _SIGNS.items():
        if name in seen:
            signs.setdefault(sign.meaning, []).append(sign.plain if _is_plain() else sign.glyph)
    return "   ".join(f"{' '.join(found)} {meaning}" for meaning, found in signs.items())
