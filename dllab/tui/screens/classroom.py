"""The class screen: students × exercises as a heat map, read anew while somebody grades."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from dllab.classes import said, standing, summary, title
from dllab.tui.screens.report import ReportScreen
from dllab.tui.screens.statistics import StatisticsScreen
from dllab.tui.widgets.footer import Footer
from dllab.tui.widgets.grades import Grades
from dllab.wording import count, one_line
from grader.batch import reading
from grader.batch.progress import Onlooker, Progress
from grader.batch.reading import Reading
from grader.batch.statistics import ExerciseStatistics
from grader.batch.store import Store
from grader.errors import DllabError
from grader.sheet import Row

if TYPE_CHECKING:
    from dllab.tui.app import Lab

POLL = 2.0  # seconds between two looks at a run
BACK_OFF = 10  # what takes a second is done again after as many: graders want the disk and the cores


class ClassScreen(Screen[None]):
    """A class.

    Args:
        results: RESULTS.
        submissions: SUBMISSIONS; without it nobody knows how many hand-ins there are in all.
    """

    HELP: ClassVar[str] = """\
A line for each student, a column for each exercise that somebody handed in.

While `dllab class grade` works, new grades appear by themselves; the first line says how far it is.
"""
    CSS_PATH = "classroom.tcss"
    AUTO_FOCUS = "Grades"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Report", id="class.open", tooltip="Open the report of the chosen grade"),
        Binding("m", "statistics('mistakes')", "Mistakes", id="class.mistakes",
                tooltip="Which mistakes are common in the chosen exercise"),
        Binding("c", "statistics('checks')", "Checks", id="class.checks",
                tooltip="Which checks of the chosen exercise fail most"),
        Binding("slash", "filter", "Filter", priority=True, id="class.filter",
                tooltip="Find students by their names"),
        Binding("r", "reload", "Read again", id="class.reload", tooltip="Read results and course again"),
        Binding("escape", "back", "All", id="class.back", tooltip="Back to all students"),
        Binding("up", "cursor(-1)", show=False, id="class.outer-up"),
        Binding("down", "cursor(1)", show=False, id="class.outer-down"),
    ]  # fmt: skip
    app: Lab

    def __init__(self, results: Path, submissions: Path | None = None) -> None:
        super().__init__()
        self._store, self._submissions = Store(results), submissions
        self._reading: Reading | None = None
        self._progress: Progress | None = None
        self._known: tuple[int, int] | None = None  # what of the progress the reading has seen
        self._next = 0.0  # when it may be read again
        self._troubles: dict[str, str] = {}
        self._rows: list[Row] = []

    def compose(self) -> ComposeResult:
        """A line with how far it is, the map, two lines about what is chosen."""
        with Horizontal(id="top"):
            yield Static(id="title", markup=False)
            yield Static(id="standing", markup=False)
            yield Static("Filter", id="label", markup=False)
            line = Input(id="filter", compact=True)
            line.cursor_blink = False
            yield line
            yield Static("Enter back to the grades · Esc all", id="hint", markup=False)
        yield Static(id="trouble", markup=False)
        yield Static(f"Reading {one_line(str(self._store.root))} …", id="nothing", markup=False)
        yield Grades()
        yield Static(id="details", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Read, and follow."""
        self._begin()

    def on_grades_moved(self) -> None:
        """Tell about what is chosen."""
        self._tell()

    def on_grades_opened(self) -> None:
        """Open it."""
        self.action_open()

    def on_input_changed(self) -> None:
        """Leave who matches."""
        self._fill()

    def on_input_submitted(self) -> None:
        """Back to the map, with who matches."""
        self._arrange(finding=bool(self._needle))
        self._grades.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for what would change nothing."""
        if action == "back":
            return self._is_finding
        if action == "filter":
            return not isinstance(self.focused, Input)
        return True

    def action_open(self) -> None:
        """Open the report of the chosen grade, or say why there is none."""
        row, column = self._grades.student, self._grades.exercise
        if row is None or column is None:
            return
        grade = row.grades.get(column.id)
        if grade is None:
            why = f"{row.name} has no result for {column.id}: it was not handed in, or not graded yet"
            self.app.notify(why, markup=False)
            return
        try:
            found = reading.outcome(self._store, self.app.course, row.student, column.id, grade.key)
        except DllabError as error:
            self.app.complain(error)
            return
        if found.report is None:
            self.app.complain(f"{row.name}'s {column.id} could not be graded: {found.error}")
        else:
            whose = f"{row.name} · {title(column)}"
            self.app.push_screen(ReportScreen(whose, said(grade), found.report))

    def action_statistics(self, what: str) -> None:
        """Show what is common."""
        if self._reading and (column := self._grades.exercise):
            self.app.push_screen(StatisticsScreen(self._reading.statistics, column.id, what))

    def action_filter(self) -> None:
        """Type to filter."""
        self._arrange(finding=True)
        self.query_one(Input).focus()

    def action_back(self) -> None:
        """All students again."""
        self.query_one(Input).value = ""
        self._arrange(finding=False)
        self._grades.focus()

    def action_reload(self) -> None:
        """Read all of it again, the course too, and follow from then on."""
        self.app.reload_course()
        self._begin()

    def action_cursor(self, by: int) -> None:
        """Move the map's cursor while a name is typed."""
        self._grades.action_move(by, 0)

    def _begin(self) -> None:
        self._known, self._next = None, 0.0
        self.run_worker(self._follow(), exclusive=True)

    async def _follow(self) -> None:
        onlooker = Onlooker(self._store, self.app.course, self._submissions)
        while True:
            began = time.monotonic()
            seen = await self._look(onlooker)
            took = time.monotonic() - began
            if seen != self._known and began >= self._next:
                await self._read(seen)
            await asyncio.sleep(max(POLL, BACK_OFF * took))

    async def _look(self, onlooker: Onlooker) -> tuple[int, int]:
        """How far a run is; what changes with the results."""
        try:
            found = await asyncio.to_thread(onlooker.look)
        except DllabError as error:
            self._complain("run", str(error))
            return (-1, -1)
        self._complain("run", "")
        if found != self._progress:
            self._progress = found
            self.query_one("#standing", Static).update(Content(standing(found)))
        return found.turns, found.outcomes

    async def _read(self, seen: tuple[int, int]) -> None:
        """Show other grades; where they cannot be read it is tried again."""
        began = time.monotonic()
        try:
            self._reading = await asyncio.to_thread(reading.read, self._store, self.app.course)
        except DllabError as error:
            self._complain("results", str(error))
            return
        finally:
            self._next = time.monotonic() + BACK_OFF * (time.monotonic() - began)
        self._known = seen
        problems = self._reading.problems
        more = f" (and {len(problems) - 1} more: `dllab class status`)" if len(problems) > 1 else ""
        self._complain("results", problems[0] + more if problems else "")
        self.set_class(True, "-read")
        self._fill()

    def _complain(self, about: str, sentence: str) -> None:
        """Have a line about the run or about the results, or none."""
        if sentence != self._troubles.get(about, ""):
            self._troubles[about] = sentence
            line, all = self.query_one("#trouble", Static), [one for one in self._troubles.values() if one]
            line.update(Content("; ".join(f"✗ {one_line(one)}" for one in all)))
            line.set_class(bool(all), "-there")

    def _fill(self) -> None:
        """Show the grades of who matches."""
        if self._reading is None:
            return
        sheet, needle = self._reading.sheet, self._needle
        self._rows = [row for row in sheet.rows if needle in row.name.casefold()]
        means = {one.exercise: one.mean / one.max for one in self._statistics.values() if one.max}
        self._grades.show(sheet, self._rows, means)
        facts = f"{count(len(sheet.rows), 'student')}, {count(len(sheet.columns), 'exercise')}"
        self.query_one("#title", Static).update(Content(one_line(sheet.title or "Class") + f" · {facts}"))

    def _tell(self) -> None:
        """Two lines: the grade, the exercise."""
        row, column = self._grades.student, self._grades.exercise
        lines = [Content("")]
        if row and column:
            lines = [Content(f"{row.name} · {said(row.grades.get(column.id))}")]
        elif self._needle:
            lines = [Content(f"No student has “{one_line(self._needle)}” in the name.")]
        if column and column.id in self._statistics:
            lines.append(Content(f"{title(column)} · {summary(self._statistics[column.id])}"))
        self.query_one("#details", Static).update(Content("\n").join(lines), layout=False)

    def _arrange(self, finding: bool) -> None:
        self.query_one("#top").set_class(finding, "-finding")
        self.refresh_bindings()

    @property
    def _statistics(self) -> dict[str, ExerciseStatistics]:
        return {one.exercise: one for one in self._reading.statistics.exercises} if self._reading else {}

    @property
    def _needle(self) -> str:
        return self.query_one(Input).value.strip().casefold()

    @property
    def _is_finding(self) -> bool:
        return bool(self.query("#top.-finding"))

    @property
    def _grades(self) -> Grades:
        return self.query_one(Grades)
