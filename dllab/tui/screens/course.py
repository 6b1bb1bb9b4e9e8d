"""The course screen: tracks and exercises, how far the learner is, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from dllab.outline import Damage
from dllab.tui.widgets.catalogue import Catalogue, key
from dllab.tui.widgets.exercise_list import ExerciseList
from dllab.tui.widgets.first_line import FirstLine
from dllab.tui.widgets.footer import Footer
from dllab.tui.widgets.shelf import Shelf
from dllab.wording import one_line
from grader.exercise import Exercise

if TYPE_CHECKING:
    from dllab.tui.app import Lab

WIDE = 100  # columns from which the preview stands beside the list
TINY = 50  # columns below which the first line says only what is next
LOW = 16  # lines below which there is no preview under the list
TOAST_SECONDS = 15.0  # for a sentence that is said once


class CourseScreen(Screen[None]):
    """Tracks and exercises."""

    HELP: ClassVar[str] = """\
All exercises, track by track, each with a sign and a word for how far you are:

- ○ **new**: not begun
- ◐ **started**: there is a file of yours; **tried**: it was graded; **tested**: it passes the public checks
- ● **solved**: full marks
- ▶ **running**: being graded now
- ✗ **damaged**: its folder cannot be read; the preview says why

**n** opens what to do next: what you have begun, else the first exercise that is not solved.

**/** and a few letters leave the exercises that have them in their title or id; Escape shows all again.

**p** gives the preview the whole screen where there is no room for it beside the list.
"""
    DEFAULT_CSS = """
    CourseScreen.-tiny { #solved, #top.-finding #hint { display: none; } }
    """
    AUTO_FOCUS = "#exercises"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (TINY, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 -- as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="course.open-chosen", tooltip="Open the exercise"),
        Binding("n", "next", "Next", id="course.next", tooltip="Open what to do next"),
        # With priority, or letters typed right after it would still go to the list.
        Binding("slash", "filter", "Filter", priority=True, id="course.filter",
                tooltip="Find exercises by title or id"),
        Binding("p", "preview", "Preview", id="course.preview", tooltip="More about the exercise"),
        Binding("r", "reload", "Read again", show=False, id="course.reload",
                tooltip="Read the course's folder again"),
        Binding("escape", "back", "Back", id="course.back", tooltip="Back to the whole list"),
        # For when something else has the focus: the filter, or nothing because the preview hides the list.
        Binding("up", "cursor('cursor_up')", show=False, id="course.outer-up"),
        Binding("down", "cursor('cursor_down')", show=False, id="course.outer-down"),
        Binding("pageup", "cursor('page_up')", show=False, id="course.outer-page-up"),
        Binding("pagedown", "cursor('page_down')", show=False, id="course.outer-page-down"),
    ]  # fmt: skip
    app: Lab
    # The widgets that lose and get it are drawn anyway.
    focused = Reactive[Widget | None](None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._said: list[str] = []
        self._begun = False

    def compose(self) -> ComposeResult:
        """A line with what is next, the list, the preview."""
        yield FirstLine()
        yield Shelf()
        yield Footer()

    def on_mount(self) -> None:
        """Begin with the cursor on what to do next."""
        self.course_changed()
        self._list.choose(key(self._catalogue.next()))

    def on_screen_resume(self) -> None:
        """Something may have been done meanwhile; not before the first time."""
        if self._begun:
            self._renew()
        self._begun = True

    def course_changed(self) -> None:
        """The course was read again."""
        self._catalogue = Catalogue(self.app.course, self.app.workspace, self.app.running)
        self._fill()
        self._show()

    def run_changed(self, exercise: str) -> None:
        """A run of some exercise has news; only its begin and its end show here."""
        if self.is_current and self._catalogue.outdated:
            self._renew()

    def exercise_damaged(self, id: str, sentence: str) -> None:
        """An exercise cannot be read any more."""
        self._catalogue.breaks(id, sentence)
        self._renew()

    def exercise_opened(self, id: str) -> None:
        """By whichever way: the cursor is there when one comes back."""
        if self._begun and not self._top.needle:
            self._list.choose(id)

    def on_option_list_option_highlighted(self) -> None:
        """Tell about the exercise."""
        self._shelf.preview(self._catalogue)

    def on_option_list_option_selected(self) -> None:
        """Open it."""
        self.action_open()

    def on_input_changed(self) -> None:
        """Leave what matches."""
        self._fill()

    def on_input_submitted(self) -> None:
        """Open what is chosen."""
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for what would change nothing."""
        if action == "back":
            return self._shelf.is_whole or self._top.is_finding
        if action == "filter":
            return not isinstance(self.focused, Input)
        if action == "preview":
            return self.app.size.width < WIDE
        return True

    def action_open(self) -> None:
        """Open the chosen exercise, or say why that cannot be."""
        match self._shelf.chosen:
            case Exercise(id=id):
                self._catalogue.broken.pop(id, None)  # it may have been mended
                self.app.open_exercise(id)
            case Damage(sentences=sentences):
                self.app.notify(one_line(sentences[0]), severity="error", markup=False)

    def action_next(self) -> None:
        """Open what is to be done next."""
        if exercise := self._catalogue.next():
            self.action_back()
            self._list.choose(exercise.id)
            self.app.open_exercise(exercise.id)

    def action_filter(self) -> None:
        """Type to filter."""
        self._arrange(finding=True)

    def action_back(self) -> None:
        """The list again, all of it."""
        if self._top.clear():
            self._fill()
        self._arrange()

    def action_preview(self) -> None:
        """The preview instead of the list, or the list again."""
        self._arrange(self._top.is_finding, whole=not self._shelf.is_whole)

    def action_reload(self) -> None:
        """Read the course's folder again."""
        self.app.reload_course()

    def action_cursor(self, name: str) -> None:
        """Move the list's cursor."""
        getattr(self._list, f"action_{name}")()

    def _arrange(self, finding: bool = False, whole: bool = False) -> None:
        """Which parts are to be seen."""
        self._top.find(finding)
        self._shelf.set_class(whole, "-whole")
        self.set_focus(self._top.filter if finding else self._list)
        self.refresh_bindings()

    def _fill(self) -> None:
        """List what matches."""
        self._shelf.fill(self._catalogue, self._top.needle)
        if self.focused is None and not self._shelf.is_whole:
            self._list.focus()

    def _renew(self) -> None:
        """Look at the workspace again, and draw what has changed."""
        self._catalogue.learn()
        self._shelf.renew(self._catalogue)
        self._show()

    def _show(self) -> None:
        """What is next, how much is solved; once, what is wrong with the log."""
        self._top.tell(self._catalogue.next(), *self._catalogue.solved())
        if self._catalogue.problems and self._catalogue.problems != self._said:
            self._said = self._catalogue.problems
            self.app.notify(_log(self._said), severity="warning", timeout=TOAST_SECONDS, markup=False)

    @property
    def _shelf(self) -> Shelf:
        return self.query_one(Shelf)

    @property
    def _top(self) -> FirstLine:
        return self.query_one(FirstLine)

    @property
    def _list(self) -> ExerciseList:
        return self._shelf.list


def _log(problems: list[str]) -> str:
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return one_line(problems[0]) + more
