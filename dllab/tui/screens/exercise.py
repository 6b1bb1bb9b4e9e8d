"""The exercise screen: Lesson, Explore, Code, Checks, History; as tabs, or two side by side where it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Tabs

from dllab.desk import Desk
from dllab.tui.checking import Checking
from dllab.tui.pane import Pane
from dllab.tui.runs import Kind
from dllab.tui.saving import POLL, Saving
from dllab.tui.widgets.footer import Footer
from dllab.tui.widgets.panes import Panes
from dllab.tui.widgets.standing import StandingLine
from dllab.tui.widgets.tabs import PaneTabs

if TYPE_CHECKING:
    from dllab.tui.app import Lab

PANES = {
    "lesson": "What it is about",
    "explore": "Figures to play with",
    "code": "Write it",
    "checks": "What the checks say",
    "history": "Your attempts, and the way back to each",
}


class ExerciseScreen(Screen[None]):
    """One exercise.

    Args:
        desk: the exercise.
        first: the pane to begin with.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"f{n}", f"show('{name}')", name.title(), id=f"exercise.{name}", show=False,
                    tooltip=tooltip)  # the tabs say so
            for n, (name, tooltip) in enumerate(PANES.items(), 2)
        ),
        Binding("ctrl+s", "save", "Save", id="exercise.save",
                tooltip="Save, run the public checks, stay here"),
        Binding("ctrl+r", "test", "Test", id="exercise.test", tooltip="Save, and run the public checks"),
        Binding("ctrl+g", "grade", "Grade", id="exercise.grade", tooltip="Save, and run all checks"),
        Binding("f7", "solution", "Solution", show=False, id="exercise.solution",
                tooltip="The reference solution beside yours, once all checks have passed"),
        Binding("escape", "cancel", "Cancel", id="exercise.cancel", tooltip="Cancel the run"),
        Binding("escape", "leave", "Back", id="exercise.back", tooltip="Back to where you came from"),
        Binding("ctrl+o", "leave(True)", "Leave", show=False, id="exercise.leave",
                tooltip="Back to where you came from; what runs goes on"),
        Binding("f8,e", "outside", "$EDITOR", show=False, id="exercise.outside",
                tooltip="Save, and edit the file with your own editor"),
        Binding("ctrl+n", "reset", "Start over", show=False, id="exercise.reset",
                tooltip="Put the starter back, after a question; your code is kept"),
    ]  # fmt: skip
    app: Lab

    def __init__(self, desk: Desk, first: str = "lesson") -> None:
        super().__init__()
        self.desk, self._first = desk, first
        self.saving, self.checking = Saving(self), Checking(self)

    def compose(self) -> ComposeResult:
        """A line about the exercise, the tabs, and room for panes."""
        yield StandingLine(self.desk)
        yield PaneTabs(self._first)
        yield Panes(self.desk, self._first)
        yield Footer()

    def on_mount(self) -> None:
        """Begin with a pane."""
        if not self.is_whole:
            return
        self.action_show(self._first)
        self.set_interval(POLL, self._look)
        self.app.tell("exercise_opened", self.desk.exercise.id)

    def on_resize(self) -> None:
        """Two panes side by side, or one."""
        if self.is_whole:
            self._panes.lay_out()

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """A tab was clicked or chosen with the arrow keys."""
        name = (event.tab.id or "").removeprefix("tab-")
        if (
            name != self._panes.active and event.tabs.active == event.tab.id
        ):  # else it is an old piece of news
            self.action_show(name)

    def on_pane_tabs_entered(self) -> None:
        """From the tabs back into the pane."""
        self.action_show(self._panes.active)

    def action_show(self, name: str) -> None:
        """Show a pane, and give it the focus."""
        self.query_one(PaneTabs).choose(name)
        self._panes.show(name)

    def action_test(self) -> None:
        """Save, and run the public checks."""
        self.run_checks("test")

    def action_grade(self) -> None:
        """Save, and run all checks that this install has."""
        self.run_checks("grade")

    def action_save(self) -> None:
        """Save, and run the public checks without going there."""
        self.checking.save_and_test()

    def action_outside(self) -> None:
        """Save, and edit the file with the learner's own editor."""
        self.saving.edit_outside()

    def action_reset(self) -> None:
        """Put the starter back, if that is really wanted."""
        self.saving.start_over()

    def action_solution(self) -> None:
        """Show the reference solution beside the learner's, or say what that waits for."""
        from dllab.tui.screens.solution import SolutionScreen, refusal

        if why := refusal(self.desk):
            self.app.notify(why, markup=False)
        else:
            self.app.push_screen(SolutionScreen(self.desk))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape cancels what runs; if nothing does, it goes back."""
        running = self.checking.is_running()
        return {"cancel": running, "leave": bool(parameters) or not running}.get(action, True)

    def action_cancel(self) -> None:
        """Cancel what runs."""
        self.app.runs.cancel(self.desk.exercise.id)

    def action_leave(self, running: bool = False) -> None:
        """Go back to the course (what was typed is kept), and leave running what runs."""
        self.saving.keep()
        self.dismiss()

    def run_checks(self, kind: Kind, only: tuple[str, ...] = (), stay: bool = False) -> None:
        """Save the code, and grade it; see `Checking.run`."""
        self.checking.run(kind, only, stay)

    def run_changed(self, exercise: str) -> None:
        """A run of some exercise has news."""
        if exercise == self.desk.exercise.id:
            self.query_one(StandingLine).tell()
            self.refresh_bindings()
            for pane in self._panes.listening():
                pane.run_changed()

    def code_changed(self) -> None:
        """The code on disk, or the buffer, was replaced."""
        for pane in self._panes.listening():
            pane.code_changed()

    def pane(self, name: str) -> Pane:
        """A pane, made on first need."""
        return self._panes.pane(name)

    def show_beside(self, name: str) -> None:
        """Show a pane beside the code, if that is active and there is room."""
        self._panes.show_beside(name)

    def _look(self) -> None:
        if self.is_current:
            self.saving.look()

    @property
    def is_whole(self) -> bool:
        """Whether its parts are there; not where the lab ends while it is being made."""
        return bool(self.query(Panes) and self.query(f"PaneTabs #tab-{self._first}"))

    @property
    def active(self) -> str:
        """The pane that was asked for last."""
        return self._panes.active

    @property
    def _panes(self) -> Panes:
        return self.query_one(Panes)
