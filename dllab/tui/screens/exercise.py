"""The exercise screen: Lesson, Explore, Code, Checks, History; as tabs, or two side by side where it fits."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static, Tab, Tabs

from dllab.desk import Desk
from dllab.tui.pane import Pane
from dllab.tui.runs import Kind
from dllab.wording import GLYPHS, points
from grader.errors import DllabError

if TYPE_CHECKING:
    from dllab.tui.app import Lab

WIDE = 120  # columns
# Where it is wide, one of the first stands beside one of the second.
LEFT, RIGHT = ("lesson", "explore", "history"), ("code", "checks")
ORDER = ("lesson", "explore", "code", "checks", "history")


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
            Binding(f"f{n}", f"show('{name}')", name.title(), id=f"exercise.{name}")
            for n, name in enumerate(ORDER, 2)
        ),
        Binding("ctrl+r", "test", "Test", id="exercise.test"),
        Binding("ctrl+g", "grade", "Grade", id="exercise.grade"),
        Binding("escape", "leave", "Back", id="exercise.back"),
    ]
    app: Lab

    def __init__(self, desk: Desk, first: str = "lesson") -> None:
        super().__init__()
        self.desk, self._first = desk, first
        self._shown: dict[tuple[str, ...], str] = {LEFT: "lesson", RIGHT: "code"}
        self._active = first

    def compose(self) -> ComposeResult:
        """A line about the exercise, the tabs, and room for panes."""
        yield Static(id="heading")
        yield Tabs(*(Tab(name.title(), id=f"tab-{name}") for name in ORDER), id="tabs")
        yield Horizontal(id="panes")
        yield Footer()

    def on_mount(self) -> None:
        """Begin with a pane."""
        self._title()
        self.action_show(self._first)

    def on_resize(self) -> None:
        """Two panes side by side, or one."""
        self._arrange()

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """A tab was clicked or chosen with the arrow keys."""
        name = (event.tab.id or "").removeprefix("tab-")
        if name and name != self._active:
            self.action_show(name)

    def action_show(self, name: str) -> None:
        """Show a pane, and give it the focus."""
        self._active = name
        self._shown[LEFT if name in LEFT else RIGHT] = name
        self.query_one(Tabs).active = f"tab-{name}"
        self._arrange()
        self.pane(name).enter()

    def action_test(self) -> None:
        """Save, and run the public checks."""
        self._run("test")

    def action_grade(self) -> None:
        """Save, and run all checks that this install has."""
        self._run("grade")

    def action_leave(self) -> None:
        """Cancel what runs; if nothing does, go back to the course (what was typed is kept)."""
        if not self.app.runs.cancel(self.desk.exercise.id):
            self.keep_draft()
            self.dismiss()

    def run_checks(self, kind: Kind, only: tuple[str, ...] = ()) -> None:
        """Save the code, and grade it; see `Runs.start`."""
        self._run(kind, only)

    def run_changed(self, exercise: str) -> None:
        """A run of some exercise has news."""
        if exercise == self.desk.exercise.id:
            self._title()
            for pane in self.query(Pane):
                pane.run_changed()

    def code_changed(self) -> None:
        """The code on disk, or the buffer, was replaced."""
        for pane in self.query(Pane):
            pane.code_changed()

    def keep_draft(self) -> None:
        """Put what was typed and not saved where it is found again."""
        if "buffer" in vars(self.desk):
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

    def _run(self, kind: Kind, only: tuple[str, ...] = ()) -> None:
        try:
            self.desk.buffer.save()
        except DllabError as error:
            self.app.notify(str(error), severity="error", markup=False)
            self.action_show("code")
            return
        self.code_changed()
        self.app.runs.start(self.desk, kind, only, self.app.device)
        self.action_show("checks")

    def _arrange(self) -> None:
        """Which panes are to be seen: the active one, and its neighbour where there is room for both."""
        wide = self.app.size.width >= WIDE
        wanted = set(self._shown.values()) if wide else {self._active}
        for name in wanted:
            self.pane(name)
        for pane in self.query(Pane):
            pane.display = pane.id in wanted

    def _title(self) -> None:
        standing, exercise = self.desk.standing(), self.desk.exercise
        score = (
            f" · best {points(standing.score)}/{points(standing.max_score or 0)}" if standing.score else ""
        )
        run = self.app.runs.latest(exercise.id)
        running = " · running, Esc cancels" if run and run.phase == "running" else ""
        self.query_one("#heading", Static).update(
            Content(f"{exercise.title} · {GLYPHS[standing.state]} {standing.state}{score}{running}")
        )
