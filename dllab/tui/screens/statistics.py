"""What is common in a class: mistakes, and checks that fail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from dllab.classes import check_title
from dllab.tui.widgets.footer import Footer
from dllab.wording import bar, one_line
from grader.batch.statistics import Statistics

Line = tuple[int, int, str, str]  # how many, of how many, which, a sentence


class StatisticsScreen(Screen[None]):
    """Counts over the attempts that count.

    Args:
        statistics: of the class.
        exercise: the one to begin with.
        what: "mistakes" or "checks".
    """

    HELP = """
    Counted over the attempts that count. A known mistake is one that the exercise's author foresaw; a
    failed check without one says nothing here.
    """
    CSS_PATH = "classroom.tcss"
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "turn('mistakes')", "Mistakes", id="statistics.mistakes",
                tooltip="Which mistakes are common"),
        Binding("c", "turn('checks')", "Checks", id="statistics.checks", tooltip="Which checks fail most"),
        Binding("a", "all", "All exercises", id="statistics.all",
                tooltip="Over all exercises, or over the chosen one"),
        Binding("escape", "dismiss", "Back", id="statistics.back", tooltip="Back to the class"),
    ]  # fmt: skip

    def __init__(self, statistics: Statistics, exercise: str, what: str) -> None:
        super().__init__()
        self._statistics, self._chosen = statistics, exercise
        self._exercise: str | None = exercise
        self._what = what

    def compose(self) -> ComposeResult:
        """A heading, and the list."""
        yield Static(id="title", markup=False)
        with VerticalScroll(id="list"):
            yield Static(id="lines", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show it."""
        self._show()

    def action_turn(self, what: str) -> None:
        """To mistakes, or to checks."""
        self._what = what
        self._show()

    def action_all(self) -> None:
        """Over all exercises, or over one."""
        self._exercise = None if self._exercise else self._chosen
        self._show()

    def _show(self) -> None:
        mistakes = self._what == "mistakes"
        found = list(self._mistakes() if mistakes else self._checks())
        title = "Common mistakes" if mistakes else "Checks by how many pass"
        where = one_line(self._exercise or "all exercises")
        self.query_one("#title", Static).update(Content(f"{title} · {where}"))
        nothing = "No known mistake was made." if mistakes else "No check has run."
        self.query_one("#lines", Static).update(_table(found) if found else Text(nothing))
        self.query_one("#list").scroll_home(animate=False)

    def _mistakes(self) -> Iterator[Line]:
        graded = {one.exercise: one.graded for one in self._statistics.exercises}
        for one in self._statistics.mistakes:
            if self._exercise in (None, one.exercise):
                name = self._named(one.exercise, one_line(one.mistake))
                yield one.students, graded.get(one.exercise, 0), name, one_line(one.sentence)

    def _checks(self) -> Iterator[Line]:
        for one in self._statistics.checks:
            if self._exercise in (None, one.exercise):
                name = self._named(one.exercise, one_line(one.check))
                yield one.passed, one.graded, name, check_title(one)

    def _named(self, exercise: str, name: str) -> str:
        return name if self._exercise else f"{exercise} · {name}"


def _table(lines: list[Line]) -> Table:
    """A bar, counts, and below the name a sentence that is folded."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(ratio=1)
    for some, total, name, sentence in lines:
        said = Text.assemble((name, "bold"), "\n", sentence)
        table.add_row(Text(bar(some, total)), Text(f"{some} of {total}"), said)
    return table
