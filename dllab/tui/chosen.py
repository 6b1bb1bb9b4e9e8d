"""The check that the cursor is on: all that is known of it, from this run or from before."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace
from textual.content import Content

from dllab import findings
from dllab.tui.past import Before
from dllab.tui.run import Run
from dllab.tui.widgets.results import Row
from grader.report import CheckResult


class Chosen(NamedTuple):
    """A line of the list.

    Attributes:
        run: what is shown.
        row: the line; None where there is none.
        before: what the check said when it last ran, if that was not in this run.
    """

    run: Run | None
    row: Row | None
    before: Before | None

    @property
    def found(self) -> tuple[CheckResult, Run] | None:
        """What it said, and in which run; where no check was reached, the first stands for all."""
        run, row = self.run, self.row
        if run is None or row is None:
            return None
        if not row.name and run.results:
            return replace(run.results[0], title=row.title), run
        if result := run.result(row.name):
            return result, run
        before = self.before
        if before and before.result and before.run and row.name not in run.only:
            return before.result, before.run
        return None

    @property
    def name(self) -> str:
        """The check's; "" where the line stands for all, and where there is none."""
        return self.row.name if self.row else ""

    @property
    def line(self) -> int | None:
        """The line of the learner's code that it names."""
        return findings.line_of(self.found[0].message) if self.found else None

    def unknown(self, key: Callable[[str], str]) -> Content:
        """What there is to say where it has said nothing since the lab began.

        Args:
            key: a binding's key by its id, as it is said.
        """
        if self.row is None:
            return Content()
        head = Content.styled(self.row.title, "bold")
        if self.before and self.before.when and self.row.earned == self.before.age:
            again = key("exercise.grade" if self.row.hidden else "exercise.test")
            return Content.assemble(
                head, f"\nSo it was at {self.before.when}. {again} runs it, and says more."
            )
        if self.run is None or self.run.phase in ("running", "failed"):
            return head
        return Content.assemble(head, "\nIt was not part of this run.")
