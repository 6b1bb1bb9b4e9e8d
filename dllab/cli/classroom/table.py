"""Students × exercises as a table: in blocks that fit the terminal, with what does not fit said below."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from dllab.classes import about
from dllab.cli import terminal
from dllab.wording import count
from grader.counting import Grade
from grader.sheet import Row, Sheet, marks, number

_NAME = 24  # columns of a student's name, where lines are bounded
_MARKS = {
    "!": "could not be graded: see `dllab class status`",
    "*": "late",
    "~": "graded by an older exercise or grader: `dllab class grade` renews it",
}


@dataclass
class _Table:
    """Texts and widths; what stands in the columns is decided before any line is made.

    Attributes:
        heads: of the exercises' columns.
        cells: by student.
        widths: of the exercises' columns.
        name, total: the width of names and of totals.
    """

    sheet: Sheet
    heads: list[str]
    cells: dict[str, list[str]]
    widths: list[int]
    name: int
    total: int

    def block(self, part: range) -> str:
        """The lines about some of the exercises; the totals are those of all."""
        most = [number(column.max) if column.max else "?" for column in self.sheet.columns]
        lines = [
            self._line("student", "total", self.heads, part),
            self._line("points possible", number(self.sheet.max), most, part),
        ]
        for row in self.sheet.rows:
            lines.append(self._line(row.name, number(row.total), self.cells[row.student], part))
        return "\n".join(lines)

    def parts(self, room: int) -> Iterator[range]:
        """Which exercises go into one block, at least one."""
        start, used = 0, 0
        for index, width in enumerate(self.widths):
            if index > start and used + width + 2 > room:
                yield range(start, index)
                start, used = index, 0
            used += width + 2
        yield range(start, len(self.widths))

    def _line(self, title: str, total: str, cells: Sequence[str], part: range) -> str:
        short = title if cell_len(title) <= self.name else set_cell_size(title, self.name - 1) + "…"
        numbers = [cells[index].rjust(self.widths[index]) for index in part]
        return "  ".join([set_cell_size(short, self.name), total.rjust(self.total), *numbers]).rstrip()


def shown(sheet: Sheet, width: int) -> str:
    """The table, in as many blocks of exercises as lines of this width need.

    Where ids do not fit, the columns are numbered and the ids stand below.
    """
    ids = [column.id for column in sheet.columns]
    cells = {row.student: [cell(row.grades.get(id)) for id in ids] for row in sheet.rows}
    name = max([len("points possible"), *(cell_len(row.name) for row in sheet.rows)])
    total = max([len("total"), len(number(sheet.max)), *(len(number(row.total)) for row in sheet.rows)])
    table = _Table(sheet, ids, cells, _widths(ids, cells.values()), name, total)
    legend = ""
    if name + total + 2 + sum(one + 2 for one in table.widths) > width:
        heads = [str(index) for index, _ in enumerate(ids, 1)]
        legend = " ".join(f"{head}={id}" for head, id in zip(heads, ids, strict=True)) + "\n"
        table = _Table(sheet, heads, cells, _widths(heads, cells.values()), min(name, _NAME), total)
    blocks = [table.block(part) for part in table.parts(width - table.name - total - 2)]
    notes = "".join(f"{note}\n" for note in _notes(sheet, table.name))
    return "\n\n".join(blocks) + "\n\n" + terminal.fold(legend + notes, width)


def cell(grade: Grade | None) -> str:
    """A score and its marks."""
    if grade is None:
        return "·"
    return "!" if grade.score is None else number(grade.score) + marks(grade)


def one_student(row: Row, sheet: Sheet) -> Iterator[list[str]]:
    """A student's exercises: id, what is to be said, score."""
    for column in sheet.columns:
        grade = row.grades.get(column.id)
        if grade is None:
            yield [column.id, "", "not handed in, or not graded yet"]
        else:
            yield [column.id, about(grade), f"{cell(grade)} of {number(grade.max)}"]


def _widths(heads: list[str], rows: Collection[list[str]]) -> list[int]:
    return [max(map(len, column)) for column in zip(heads, *rows, strict=True)]


def _notes(sheet: Sheet, name: int) -> Iterator[str]:
    marks = {mark for row in sheet.rows for one in row.grades.values() for mark in cell(one)}
    yield from (f"{mark} {text}" for mark, text in _MARKS.items() if mark in marks)
    if cut := sum(cell_len(row.name) > name for row in sheet.rows):
        yield f"{count(cut, 'name')} cut short: --csv and --json have them whole"
    students, exercises = count(len(sheet.rows), "student"), count(len(sheet.columns), "exercise")
    yield f"{students}, {exercises}; · nothing handed in, or not graded yet"
