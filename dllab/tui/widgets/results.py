"""The list of checks: one line each, as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dllab import findings
from dllab.announced import Known
from dllab.tui.past import Before
from dllab.tui.run import Run
from dllab.tui.widgets.entries import Line
from dllab.wording import one_line, points
from grader.report import CheckResult, Verdict

RUNNING, NOT_RUN = "▸ running", "· not run"
_INKS = {"✓": "$text-success", "✗": "$text-error", "▸": "bold $text-accent", "·": ""}
_MARK = 10  # columns of "✗ timeout", the longest but "✗ crashed" and "✗ refused", which are as long


@dataclass
class Row(Line):
    """One check.

    Attributes:
        name: the check's; empty where the line stands for all.
        mark: a glyph and a word.
        title: as reports have it.
        earned: points, as they are shown.
        hidden: whether learners do not see its code.
        chosen: whether the cursor is on it; that is a sign, too, not a colour alone.
    """

    name: str
    mark: str
    title: str
    earned: str = ""
    hidden: bool = False
    chosen: bool = field(default=False, compare=False)

    def text(self, width: int) -> Content:
        room = max(width - _MARK - len(self.earned) - 3, 8)
        title = Content(f"{'hidden: ' if self.hidden else ''}{one_line(self.title)}")
        mark = Content.styled(f"{self.mark:{_MARK}}", "" if self.chosen else _INKS[self.mark[0]])
        return Content.assemble(
            "›" if self.chosen else " ", mark, title.truncate(room, ellipsis=True, pad=True), " ", self.earned
        )


class ResultList(OptionList):
    """The checks; the cursor chooses whose details are shown."""

    DEFAULT_CSS = """
    ResultList { height: auto; max-height: 38%; border: none; padding: 0; background: $background; }
    ResultList:focus { border: none; background-tint: $background 0%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "details(1)", "Details down", show=False, id="checks.page-down"),
        Binding("pageup", "details(-1)", "Details up", show=False, id="checks.page-up"),
    ]

    class Details(Message):
        """What is shown of the chosen check is to be scrolled.

        Attributes:
            by: pages down; up where negative.
        """

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, markup=False)
        self._rows: list[Row] = []
        self.moved = False  # whether the learner has moved the cursor in this run

    @property
    def chosen(self) -> Row | None:
        """What the cursor is on."""
        return None if self.highlighted is None else self._rows[self.highlighted]

    def show(self, rows: list[Row]) -> None:
        """Show other lines; the cursor stays on its check if that is still there."""
        if [row.name for row in rows] == [row.name for row in self._rows]:
            changed = [(n, row) for n, row in enumerate(rows) if row != self._rows[n]]
            self._rows = rows
            self._mark_chosen()
            for index, row in changed:
                self.replace_option_prompt_at_index(index, row)
            return
        name = self.chosen.name if self.chosen else ""
        self._rows = []
        self.clear_options()
        self._rows = rows
        self.add_options(Option(row) for row in rows)
        self.choose(name)

    def choose(self, name: str) -> None:
        """Put the cursor on a check, or else on the first."""
        names = [row.name for row in self._rows]
        if names:
            self.highlighted = names.index(name) if name in names else 0

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Draw the line that the cursor left and the one that it came to."""
        for index in self._mark_chosen():
            self.replace_option_prompt_at_index(index, self._rows[index])
        super().watch_highlighted(highlighted)

    def _mark_chosen(self) -> list[int]:
        """Tell the lines; those for which it is news."""
        changed = [n for n, row in enumerate(self._rows) if row.chosen != (n == self.highlighted)]
        for index in changed:
            self._rows[index].chosen = index == self.highlighted
        return changed

    def action_cursor_down(self) -> None:
        self.moved = True
        super().action_cursor_down()

    def action_cursor_up(self) -> None:
        self.moved = True
        super().action_cursor_up()

    def action_details(self, by: int) -> None:
        """Scroll what is shown of the chosen check."""
        self.post_message(self.Details(by))


def rows(run: Run | None, announced: dict[str, Known], before: dict[str, Before] | None = None) -> list[Row]:
    """The lines for a run; before the first, what the exercise announces.

    Args:
        run: what is shown.
        announced: the public checks.
        before: what checks that the run leaves out said when they last ran.
    """
    before = before or {}
    if run is None:
        known = {name: one.known for name, one in before.items()} | announced
        return [
            _past(name, before[name]) if name in before else _waiting(name, one)
            for name, one in known.items()
        ]
    done = {result.name: result for result in run.results}
    if findings.unloadable(run.results) and run.phase == "done":
        mark = findings.marked(run.results[0].verdict)
        return [Row("", mark, f"all {len(run.results)} checks: not reached")]
    some = list(dict.fromkeys([*run.known, *run.names, *before]))
    names = run.names if run.names and not run.only else some
    return [_row(run, name, done.get(name), before.get(name)) for name in names]


def _row(run: Run, name: str, done: CheckResult | None, before: Before | None) -> Row:
    is_current = run.phase == "running" and run.current is not None and run.current[0] == name
    if done:
        return _done(done)
    if before and name not in run.only and not is_current:
        return _past(name, before)
    return _waiting(name, run.known.get(name, Known(name.replace("_", " "))), is_current)


def _past(name: str, before: Before) -> Row:
    """A line of an earlier run, which says how old it is; of this code and this lab it is like any other."""
    if before.result and not before.age:
        return _done(before.result)
    hidden = before.known.visibility == "hidden"
    return Row(name, _mark(before.verdict), before.known.title, before.age, hidden)


def _waiting(name: str, known: Known, running: bool = False) -> Row:
    worth = f"–/{points(known.points)}" if known.points else ""
    return Row(name, RUNNING if running else NOT_RUN, known.title, worth, known.visibility == "hidden")


def _done(result: CheckResult) -> Row:
    mark = _mark(result.verdict)
    earned = f"{points(result.earned)}/{points(result.points)}"
    return Row(result.name, mark, result.title, earned, result.visibility == "hidden")


def _mark(verdict: Verdict) -> str:
    return NOT_RUN if verdict is Verdict.NOT_RUN else findings.marked(verdict)
