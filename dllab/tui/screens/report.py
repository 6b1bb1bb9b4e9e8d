"""One report, as those who teach may see it: the checks, and the first failure in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from dllab import findings
from dllab.tui.run import Run
from dllab.tui.widgets.failure import Failure
from dllab.tui.widgets.footer import Footer
from dllab.tui.widgets.results import ResultList, rows
from grader.events import CheckDone, Finished
from grader.report import CheckResult, Report

if TYPE_CHECKING:
    from dllab.tui.app import Lab


class ReportScreen(Screen[None]):
    """A report.

    Args:
        title: whose, and of which exercise; on one line.
        grade: what became of its points; on one line.
        report: the whole one.
    """

    HELP = """
    Every check, hidden ones too; below, what the chosen one says, what the code printed, and details that
    students do not see: inputs, exceptions.
    """
    CSS_PATH = "classroom.tcss"
    AUTO_FOCUS = "ResultList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="report.back", tooltip="Back to the class"),
    ]
    app: Lab

    def __init__(self, title: str, grade: str, report: Report) -> None:
        super().__init__()
        self._title, self._grade = title, grade
        self._run = _done(report)

    def compose(self) -> ComposeResult:
        """A heading, the checks, one of them in full."""
        yield Static(Content(self._title), id="title")
        yield Static(Content(self._about()), id="grade")
        yield ResultList(id="results")
        yield Failure(id="failure", graders=True)
        yield Footer()

    def on_mount(self) -> None:
        """Begin with the first failure."""
        results, first = self.query_one(ResultList), self._run.to_open()
        results.show(rows(self._run, {}))
        if first:
            results.choose(first.name)

    def on_option_list_option_highlighted(self) -> None:
        """Show that check in full."""
        if check := self._chosen():
            id = self._run.report.exercise.id if self._run.report else ""
            datasets = next((one.datasets for one in self.app.course if one.id == id), ())
            self.query_one(Failure).show(check, self._run.trainings(check), datasets)

    def on_result_list_details(self, message: ResultList.Details) -> None:
        """Scroll what is shown in full."""
        detail = self.query_one(Failure)
        detail.scroll_relative(y=message.by * max(detail.size.height - 1, 1), animate=False)

    def _chosen(self) -> CheckResult | None:
        """The result that the cursor is on; where no check was reached, the first stands for all."""
        row = self.query_one(ResultList).chosen
        if row is None or not self._run.results:
            return None
        first = replace(self._run.results[0], title=row.title)
        return next((one for one in self._run.results if one.name == row.name), first)

    def _about(self) -> str:
        report = self._run.report
        parts = [f"Grade {self._grade}", findings.passed(self._run.results)]
        if report:
            parts += [f"earned {findings.score(report).removeprefix('Score ')}", *findings.companions(report)]
        return " · ".join(parts)


def _done(report: Report) -> Run:
    """A run that has ended with this report."""
    run = Run(0, "grade", (), phase="done")
    for check in report.checks:
        run.hear(CheckDone(check))
    run.hear(Finished(report))
    return run
