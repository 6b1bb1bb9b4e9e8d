"""What was checked, and how it went."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from dllab import progress
from dllab.desk import Desk
from dllab.tui.chosen import Chosen
from dllab.tui.keys import bound
from dllab.tui.pane import Pane
from dllab.tui.past import Before, Past
from dllab.tui.run import Run
from dllab.tui.widgets.failure import Failure
from dllab.tui.widgets.hints import HintsScreen
from dllab.tui.widgets.results import ResultList, rows
from dllab.tui.widgets.training import TrainingView
from dllab.tui.widgets.verdict import Surroundings, verdict
from grader.errors import DllabError
from grader.report import Verdict

if TYPE_CHECKING:
    from dllab.tui.panes.code import CodePane
    from dllab.tui.screens.exercise import ExerciseScreen


class ChecksPane(Pane):
    """The checks of an exercise: a line each, and one of them in full."""

    TITLE = "Checks"
    HELP = """
**↑** and **↓** choose a check; what it says stands below the list, the first failure is opened by itself.
**Enter** goes to the line of your code that it names; where it names none, the check is run alone.
A star marks each number of yours that differs. Hidden checks say what is wrong, and never their inputs.
"""
    DEFAULT_CSS = """
    ChecksPane #verdict { height: auto; max-height: 40%; padding: 0 1; }
    ChecksPane #results { margin-bottom: 1; }
    ChecksPane.-training #results { max-height: 3; }
    ChecksPane #training { padding: 0 1; }
    ChecksPane #choices { height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "alone", "Only this", show=False, id="checks.alone", tooltip="Run only this check"),
        Binding("l", "line", "Line", show=False, id="checks.line", tooltip="Go to the line that it names"),
        Binding("t", "screen.test", "Public", show=False, id="checks.test", tooltip="Run the public checks"),
        Binding("g", "screen.grade", "All", show=False, id="checks.grade", tooltip="Run all checks"),
        Binding("h", "hint", "Hint", show=False, id="checks.hint", tooltip="The next hint"),
        Binding("s", "solution", "Solution", show=False, id="checks.solution", tooltip="Solution and yours"),
        Binding("n", "next", "Next", show=False, id="checks.next", tooltip="The next exercise"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._past, self._before = Past(desk), dict[str, Before]()

    _followed = _opened = 0  # the runs that the cursor went along with, and whose first failure was opened
    _solved = False

    def compose(self) -> ComposeResult:
        """A few sentences, the list, and one check in full or a training under way."""
        yield Static(id="verdict")
        yield ResultList(id="results")
        yield TrainingView(id="training")
        yield Failure(id="failure")
        yield Static(id="choices")

    def on_mount(self) -> None:
        """Show where the run is, which may have begun long ago."""
        self._past.learn()
        self.run_changed()
        self._begin_at_a_failure()

    def enter(self) -> None:
        """The list is what keys are for."""
        self.call_after_refresh(self._focus)

    def run_changed(self) -> None:
        """Show what is new."""
        if not self._is_there():
            return
        run = self._run
        results = self.query_one(ResultList)
        if not self._is_running():
            self._solved = self._standing() == "solved"
        self._fill(run, results)
        self._follow(run, results)
        self._tell()
        self._detail()

    def code_changed(self) -> None:
        """What was said about the old text is old."""
        if self._is_there():
            self._fill(self._run, self.query_one(ResultList))
            self._tell()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another check was chosen."""
        self._detail()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click: its line, or it alone."""
        if self._chosen.line is not None:
            self.action_line()
        else:
            self.action_alone()

    def on_result_list_details(self, event: ResultList.Details) -> None:
        """Scroll what is said of the chosen check."""
        detail = self.query_one(Failure)
        (detail.scroll_page_down if event.by > 0 else detail.scroll_page_up)(animate=False)

    def action_alone(self) -> None:
        """Run only the chosen check."""
        row = self.query_one(ResultList).chosen
        if row and row.name and not self._is_running():
            self._screen.run_checks("grade" if row.hidden else "test", only=(row.name,))

    def action_line(self) -> None:
        """Go to the line of the code that the chosen check names."""
        if (line := self._chosen.line) is None:
            return
        self._screen.action_show("code")
        cast("CodePane", self._screen.pane("code")).go_to(line)

    def action_hint(self) -> None:
        """Show the hints so far, and the next one if it is time."""
        attempt = f"change your code, then {bound(self, 'exercise.test')}"
        self.app.push_screen(HintsScreen(self.desk, attempt))

    def action_solution(self) -> None:
        """Show the reference solution; only who has solved it may see it."""
        if self._solved:
            self._screen.action_solution()

    def action_next(self) -> None:
        """Open what is to be done next."""
        if not self._solved:
            return
        workspace, course = self.desk.workspace, self.desk.course
        standings = progress.standings(course, workspace, workspace.log().entries)
        following = progress.suggestion(course, standings, after=self.desk.exercise.id)
        if following is None:
            self.app.notify("That was the whole course.", markup=False)
            return
        self.app.open_exercise(following.id)

    @property
    def _screen(self) -> ExerciseScreen:
        return cast("ExerciseScreen", self.screen)

    @property
    def _run(self) -> Run | None:
        return self.app.runs.latest(self.desk.exercise.id)

    def _is_there(self) -> bool:
        return bool(self.query("#choices"))

    def _is_running(self) -> bool:
        return self._run is not None and self._run.phase == "running"

    def _fill(self, run: Run | None, results: ResultList) -> None:
        self._before = self._past.checks(run)
        results.show(rows(run, self._past.announced(), self._before))
        results.display = bool(results.option_count)

    def _begin_at_a_failure(self) -> None:
        """Where nothing has run yet, put the cursor on what failed last time."""
        failed = (name for name, one in self._before.items() if one.verdict is not Verdict.PASSED)
        if self._run is None and (first := next(failed, None)):
            self.query_one(ResultList).choose(first)

    def _focus(self) -> None:
        if self.display:
            self.query_one(ResultList).focus()

    def _standing(self) -> str:
        try:
            return self.desk.standing().state
        except DllabError:
            return ""

    def _follow(self, run: Run | None, results: ResultList) -> None:
        """While it runs the cursor goes along, unless it was moved; then the first failure is opened."""
        if run is None:
            return
        if run.phase == "running":
            if self._followed != run.number:
                self._followed, results.moved = run.number, False
            if run.current and not results.moved:
                results.choose(run.current[0])
        elif self._opened != run.number:
            self._opened = run.number
            if first := run.to_open():
                results.choose(first.name)

    def _tell(self) -> None:
        run = self._run
        if run is None:
            stale, past = self._past.is_stale(), self._past.sentence()
        else:
            stale, past = self.desk.is_open and self.desk.buffer.text != run.source, ""
        hidden = self.desk.exercise.has("hidden.py")
        recorded = self.desk.exercise.is_recorded
        around = Surroundings(partial(bound, self), self._solved, hidden, stale, past, recorded)
        self.query_one("#verdict", Static).update(verdict(run, around))
        self.query_one("#choices", Static).update(Content(" · ".join(self._choices())))

    def _choices(self) -> list[str]:
        """What keys do now."""
        line = self._chosen.line
        found = [f"Enter line {line}"] if line else []
        if self._chosen.name and not self._is_running():
            found.append(f"{bound(self, 'checks.alone')} only this")
        if self._solved:
            found.append(f"{bound(self, 'checks.next')} next")
            if self.desk.exercise.has("solution.py"):
                found.append(f"{bound(self, 'checks.solution')} solution")
        elif self.desk.exercise.hints:
            found.append(f"{bound(self, 'checks.hint')} hint")
        return [*found, "↑ ↓ choose", "PgUp PgDn scroll"]

    def _detail(self) -> None:
        """The chosen check in full; while a network trains, how it does."""
        run, detail, training = self._run, self.query_one(Failure), self.query_one(TrainingView)
        found = self._chosen.found
        training.display = self._is_running() and bool(run and run.curves) and found is None
        detail.display = not training.display
        if training.display != self.has_class("-training"):  # the list makes room for curves
            self.toggle_class("-training")
            results = self.query_one(ResultList)
            results.call_after_refresh(results.scroll_to_highlight)
        if run and training.display:
            training.follow(run)
        elif found:
            check, of = found
            detail.show(check, of.trainings(check), self.desk.exercise.datasets)
        else:
            detail.tell(self._chosen.unknown(partial(bound, self)))
        self.query_one("#choices", Static).update(Content(" · ".join(self._choices())))

    @property
    def _chosen(self) -> Chosen:
        row = self.query_one(ResultList).chosen
        return Chosen(self._run, row, self._before.get(row.name) if row else None)
