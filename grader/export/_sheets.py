"""A class's grades as CSV: for any spreadsheet, for Canvas, for Moodle."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from grader.counting import Grade
from grader.export._words import cell
from grader.sheet import Row, Sheet, number, remark

_Cells = Iterable[str | float]


def csv_plain(sheet: Sheet) -> str:
    """A row a student: the score of each exercise, the total, and what is to be said about the scores.

    The row "Points possible" comes first. A cell is empty where nothing was handed in or graded.
    """
    ids = [column.id for column in sheet.columns]
    rows: list[_Cells] = [
        ("student", *map(cell, ids), "total", "remarks"),
        ("Points possible", *(float(column.max) for column in sheet.columns), float(sheet.max), ""),
    ]
    names = _names(sheet)
    for row in sheet.rows:
        said = {id: remark(row.grades[id]) for id in ids if id in row.grades}
        remarks = " | ".join(f"{id}: {text}" for id, text in said.items() if text)
        scores = (_score(row.grades.get(id)) for id in ids)
        rows.append((names[row.student], *scores, float(row.total), cell(remarks)))
    return _csv(rows)


def csv_canvas(sheet: Sheet) -> str:
    """What Canvas' Grades > Import takes: students by SIS Login ID, assignments by the exercise's id."""
    columns = sheet.columns
    about = "Student", "ID", "SIS User ID", "SIS Login ID", "Section"
    rows: list[_Cells] = [
        (*about, *(cell(column.id) for column in columns)),
        ("    Points Possible", *[""] * 4, *(float(column.max) for column in columns)),
    ]
    names = _names(sheet)
    for row in sheet.rows:
        name = names[row.student]
        rows.append((name, "", "", name, "", *(_score(row.grades.get(column.id)) for column in columns)))
    return _csv(rows)


def csv_moodle(sheet: Sheet) -> str:
    """What Moodle's Import > CSV file takes, with the mapping from Username to username."""
    rows: list[_Cells] = [("Username", *(cell(column.id) for column in sheet.columns))]
    names = _names(sheet)
    for row in sheet.rows:
        scores = (_score(row.grades.get(column.id)) for column in sheet.columns)
        rows.append((names[row.student], *scores))
    return _csv(rows)


def _score(grade: Grade | None) -> str | float:
    return "" if grade is None or grade.score is None else float(number(grade.score))


def _names(sheet: Sheet) -> dict[str, str]:
    """What stands for each student: nobody who merely looks like another gets that one's row.

    Platforms take Anna for anna. Of several that are alike the name stays with the one that has it to the
    letter, if there is one such, or has it in small letters; the others' are spelt out.
    """
    alike: dict[str, list[Row]] = {}
    for row in sheet.rows:
        alike.setdefault(_folded(_student(row.name)), []).append(row)
    names: dict[str, str] = {}
    for folded, rows in alike.items():
        exact = [row for row in rows if unquote(row.student) == _student(row.name)]
        owners = exact if len(exact) == 1 else [row for row in exact if row.name == folded]
        keep = rows if len(rows) == 1 else owners
        names |= {row.student: _student(row.name) if row in keep else _spelt_out(row) for row in rows}
    return names


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _spelt_out(row: Row) -> str:
    """Percent-encoded, spaces and capitals too: no two students have this in common."""
    return cell(re.sub(r"(%..)|[A-Z ]", lambda found: found[1] or f"%{ord(found[0]):02X}", row.student))


def _student(name: str) -> str:
    """A name that is no formula, and not what Canvas takes for its row of points wherever it stands."""
    return cell(name.replace("Points Possible", "Points-Possible"))


def _csv(rows: Iterable[_Cells]) -> str:
    text = io.StringIO()
    # Text is quoted, numbers are not; a spreadsheet keeps a quoted cell in one piece whatever it holds.
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(rows)
    return text.getvalue()
