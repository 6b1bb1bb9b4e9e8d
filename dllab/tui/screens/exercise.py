"""The exercise screen: Lesson, Explore, Code, Checks, History; as tabs, or two side by side where it fits."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, Tab, Tabs

from dllab.buffer import Conflict
from dllab.desk import Desk
from dllab.progress import Standing
from dllab.tui.keys import said
from dllab.tui.pane import Pane
from dllab.tui.runs import Kind
from dllab.tui.widgets.footer import Footer
from dllab.wording import GLYPHS, one_line, points
from grader.errors import DllabError

if TYPE_CHECKING:
    from dllab.tui.app import Lab
    from dllab.tui.panes.code import CodePane

WIDE = 120  # columns
# Where it is wide, one of the first stands beside one of the second.
LEFT, RIGHT = ("lesson", "explore", "checks", "history"), ("code",)
POLL = 0.7  # seconds; network file systems tell nobody about changes, so we look
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

    CSS_PATH = "exercise.tcss"
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
        self._standing: Standing | None = None
        self.desk, self._first = desk, first
        self._shown: dict[tuple[str, ...], str] = {LEFT: "lesson", RIGHT: "code"}
        self._active = first

    def compose(self) -> ComposeResult:
        """A line about the exercise, the tabs, and room for panes."""
        yield Static(id="heading")
        yield Tabs(
            *(Tab(name.title(), id=f"tab-{name}") for name in PANES), active=f"tab-{self._first}", id="tabs"
        )
        yield Horizontal(id="panes")
        yield Footer()

    def on_mount(self) -> None:
        """Begin with a pane."""
        self._title()
        self._name_keys()
        self.action_show(self._first)
        self.set_interval(POLL, self._look)
        self.app.tell("exercise_opened", self.desk.exercise.id)

    def on_resize(self) -> None:
        """Two panes side by side, or one."""
        self._arrange()

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """A tab was clicked or chosen with the arrow keys."""
        name = (event.tab.id or "").removeprefix("tab-")
        if name != self._active and event.tabs.active == event.tab.id:  # else it is an old piece of news
            self.action_show(name)

    def action_show(self, name: str) -> None:
        """Show a pane, and give it the focus."""
        self._active = name
        self._shown[LEFT if name in LEFT else RIGHT] = name
        tabs = self.query_one(Tabs)
        if tabs.active != f"tab-{name}":
            tabs.active = f"tab-{name}"
        self._arrange()
        self.pane(name).enter()

    def action_test(self) -> None:
        """Save, and run the public checks."""
        self.run_checks("test")

    def action_grade(self) -> None:
        """Save, and run all checks that this install has."""
        self.run_checks("grade")

    def action_save(self) -> None:
        """Save, and run the public checks without going there."""
        if self._runs("grade"):
            if self._save():
                self.app.notify("Saved. What is being graded is the code of before.", markup=False)
        else:
            self.run_checks("test", stay=True)

    def action_outside(self) -> None:
        """Save, and edit the file with the learner's own editor."""
        from dllab.tui import outside

        if not self._save():
            return
        try:
            outside.edit(self.app, self.desk.buffer.path, self.app.settings.editor)
        except DllabError as error:
            self.app.complain(error)
        self._look()

    def action_reset(self) -> None:
        """Put the starter back, if that is really wanted."""
        from dllab.tui.screens.ask import Ask

        name = self.desk.workspace.file(self.desk.exercise)
        question = f"Put the starter back into {name.name}? Your code is kept as {name.stem}.old-N.py."
        self.app.push_screen(Ask(question, "start over"), lambda yes: self._reset() if yes else None)

    def action_solution(self) -> None:
        """Show the reference solution, once all checks have passed."""
        self.open_solution()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape cancels what runs; if nothing does, it goes back."""
        return {"cancel": self._runs(), "leave": bool(parameters) or not self._runs()}.get(action, True)

    def action_cancel(self) -> None:
        """Cancel what runs."""
        self.app.runs.cancel(self.desk.exercise.id)

    def action_leave(self, running: bool = False) -> None:
        """Go back to the course (what was typed is kept), and leave running what runs."""
        try:
            self.keep_draft()
        except DllabError as error:
            self.app.complain(f"{error}; it stays here as long as the lab is open")
        self.dismiss()

    def run_checks(self, kind: Kind, only: tuple[str, ...] = (), stay: bool = False) -> None:
        """Save the code, and grade it; see `Runs.start`.

        Args:
            kind: "test" or "grade".
            only: names of checks, empty for all.
            stay: whether the focus stays where it is; the checks are shown beside it where there is room.
        """
        if not self._save():
            return
        self.app.runs.start(self.desk, kind, only, self.app.device)
        if not stay:
            self.action_show("checks")
        elif self._active == "code" and self.app.size.width >= WIDE:
            self._shown[LEFT] = "checks"
            self._arrange()

    def open_solution(self) -> None:
        """Show the reference solution beside the learner's, or say what that waits for."""
        from dllab.tui.screens.solution import SolutionScreen, refusal

        if why := refusal(self.desk):
            self.app.notify(why, markup=False)
        else:
            self.app.push_screen(SolutionScreen(self.desk))

    def run_changed(self, exercise: str) -> None:
        """A run of some exercise has news."""
        if exercise == self.desk.exercise.id:
            self._title()
            self.refresh_bindings()
            for pane in self._panes():
                pane.run_changed()

    def code_changed(self) -> None:
        """The code on disk, or the buffer, was replaced."""
        for pane in self._panes():
            pane.code_changed()

    def keep_draft(self) -> None:
        """Put what was typed and not saved where it is found again."""
        if self.desk.is_open:
            self.desk.buffer.keep()

    def pane(self, name: str) -> Pane:
        """A pane, made on first need."""
        found = self.query(f"#{name}").first(Pane) if self.query(f"#{name}") else None
        if found is None:
            module = import_module(f"dllab.tui.panes.{name}")
            found = getattr(module, f"{name.title()}Pane")(self.desk)
            panes = self.query_one("#panes")
            panes.mount(found, before=0 if name in LEFT and panes.children else None)
        return found

    def _save(self) -> bool:
        """Write the file; whether that was possible. If not, the editor says what to do."""
        try:
            self.desk.buffer.save()
        except Conflict:
            self.action_show("code")
            self.code_changed()
            self.pane("code").call_later(cast("CodePane", self.pane("code")).choose)
            return False
        except DllabError as error:
            self.app.complain(error)
            self.action_show("code")
            return False
        self.code_changed()
        return True

    def _reset(self) -> None:
        try:
            kept = self.desk.buffer.reset()
        except DllabError as error:
            self.app.complain(error)
        else:
            self.app.notify(f"Your code is in {kept.name}." if kept else "It is the starter.", markup=False)
        self.code_changed()

    def _look(self) -> None:
        """Notice what other programs do with the file; what they saved is tested."""
        if not self.is_current:
            return
        desk = self.desk
        opened = desk.is_open
        try:
            if not opened and not desk.workspace.started(desk.exercise):
                return
            before = desk.buffer.state, desk.buffer.obstacle
        except DllabError:
            return  # the editor's place says why
        replaced = desk.buffer.poll()
        if replaced or not opened or before != (desk.buffer.state, desk.buffer.obstacle):
            self.code_changed()
        if replaced and not self._runs("grade"):
            self.run_checks("test", stay=True)

    def _name_keys(self) -> None:
        """Say on each tab which key shows it, as the user has it."""
        keys = {binding.id: key for key, (_, binding, _, _) in self.active_bindings.items()}
        for tab in self.query(Tab):
            name = (tab.id or "").removeprefix("tab-")
            if key := keys.get(f"exercise.{name}"):
                tab.label = Content(f"{said(key)} {name.title()}")

    def _panes(self) -> list[Pane]:
        """Those that can be told something; one that is being made looks by itself."""
        return [pane for pane in self.query(Pane) if pane.is_mounted]

    def _arrange(self) -> None:
        """Which panes are to be seen: the active one, and its neighbour where there is room for both."""
        wide = self.app.size.width >= WIDE
        wanted = set(self._shown.values()) if wide else {self._active}
        for name in wanted:
            self.pane(name)
        for pane in self.query(Pane):
            pane.display = pane.id in wanted

    def _runs(self, kind: Kind | None = None) -> bool:
        """Whether checks are running now."""
        run = self.app.runs.latest(self.desk.exercise.id)
        return run is not None and run.phase == "running" and kind in (None, run.kind)

    def _title(self) -> None:
        run, exercise = self.app.runs.latest(self.desk.exercise.id), self.desk.exercise
        if self._standing is None or run is None or run.phase != "running":
            self._standing = self.desk.standing()  # reads the log
        standing = self._standing
        score = (
            f" · best {points(standing.score)}/{points(standing.max_score or 0)}" if standing.score else ""
        )
        running = " · running, Esc cancels" if self._runs() else ""
        self.query_one("#heading", Static).update(
            Content(f"{one_line(exercise.title)} · {GLYPHS[standing.state]} {standing.state}{score}{running}")
        )
