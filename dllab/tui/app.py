"""The application: what all screens share, and how it begins and ends."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size

from dllab import locations, settings
from dllab.settings import SettingsError
from dllab.tui import ending, preferences
from dllab.tui.letters import LETTERS
from dllab.tui.painting import Painting
from dllab.tui.screens.course import CourseScreen
from dllab.wording import one_line
from dllab.workspace import Workspace
from grader.course import Course, load_course
from grader.errors import DllabError
from grader.exercise import load_exercise

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider
    from textual.driver import Driver

    from dllab.desk import Desk
    from dllab.tui.runs import Runs

SIGNALS = {signal.SIGHUP: 129, signal.SIGINT: 3, signal.SIGTERM: 143}  # and what the lab ends with


def _commands(name: str) -> type[Provider]:
    """What the palette offers: a class of `palette`, which nobody needs before it is opened."""
    from dllab.tui import palette

    found: type[Provider] = getattr(palette, name)
    return found


class Lab(Painting):
    """The lab.

    Args:
        course: its root; the one of this install when left out.
        device: where networks are trained, see `dllab grade --help`; as set by the user when left out.
        opening: an exercise's id and a pane, to begin there.
        results: of a class, to begin with that instead of the course.
        submissions: what was handed in by it, so that it is known how much is to be graded.
        preview: for authors: read the exercise of `opening` again whenever one of its files is saved.

    Attributes:
        settings: the user's.
        last_words: sentences for when the terminal is the shell's again.
        crash: what nobody caught, with its traceback; the lab ends by it.
    """

    TITLE = "dllab"
    HELP = """
    What you type is kept while you type it: leaving, a lost connection or a closed terminal loses nothing.
    **Ctrl+P** finds everything by its name: what can be done here, every exercise, themes.
    """
    DEFAULT_CSS = """
    /* Above: the lines of keys are below. */
    Screen > ToastRack { dock: top; align: right top; margin-bottom: 0; }
    """
    COMMANDS: ClassVar[set[Any]] = {partial(_commands, kind) for kind in ("Actions", "Exercises", "Themes")}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "Help", id="lab.help", tooltip="What this is for, and its keys"),
        Binding("f9", "doctor", "Doctor", id="lab.doctor", show=False, tooltip="What works on this machine"),
        Binding("ctrl+p", "command_palette", "Palette", id="lab.palette", show=False, priority=True,
                tooltip="Find whatever can be done by its name"),
        Binding("ctrl+l", "redraw", "Redraw", id="lab.redraw", show=False,
                tooltip="Draw everything again, where another program wrote over it"),
        Binding("ctrl+z", "suspend_process", "Suspend", id="lab.suspend", show=False,
                tooltip="Back to the shell until `fg`; in the editor this undoes"),
        Binding("ctrl+q", "quit", "Quit", id="lab.quit", priority=True,
                tooltip="Leave; what you typed is kept"),
        *LETTERS,
    ]  # fmt: skip

    def __init__(
        self,
        course: Path | None = None,
        device: str | None = None,
        opening: tuple[str, str] | None = None,
        results: Path | None = None,
        submissions: Path | None = None,
        preview: bool = False,
    ) -> None:
        super().__init__()
        self.animation_level = "none"
        root = locations.course(course)
        self.course: Course = load_course(root, locations.remembered(root))
        self.workspace = Workspace()
        self.settings = settings.read()
        self.device = device or self.settings.device
        self.last_words: list[str] = []
        self.wishes: dict[str, str] = {}
        self.crash = ""
        preferences.follow_theme(self, self.settings)
        self._desks: dict[str, Desk] = {}
        self._opening, self._preview = opening, preview
        self._warned: list[str] = []  # texts that cannot be kept, as they were when that was said
        self._results, self._submissions = results, submissions

    @cached_property
    def runs(self) -> Runs:
        """The gradings."""
        from dllab.tui.runs import Runs  # with the first exercise

        return Runs(self._run_changed)

    def running(self) -> list[str]:
        """The exercises that are being graded now."""
        return self.runs.running() if "runs" in vars(self) else []

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice, but for terminals our own."""
        from dllab.tui.driver import LabDriver

        chosen = super().get_driver_class()
        return LabDriver if issubclass(LabDriver, chosen) else chosen

    def on_load(self) -> None:
        """A signal ends the lab as cleanly as a key does."""
        loop = asyncio.get_running_loop()
        for number, status in SIGNALS.items():
            loop.add_signal_handler(number, self._end, status)

    def on_mount(self) -> None:
        """Begin as the user wants it, with the course."""
        self.wishes = preferences.follow_keys(self, self.settings)
        if self._results:
            self._open_class(self._results)
        else:
            self.push_screen(CourseScreen())
        if self._opening:
            self.open_exercise(*self._opening)
            self._follow(*self._opening)
        for problem in self.settings.problems:
            self.complain(problem)
        self.call_after_refresh(self._fit, self.size)
        self.set_timer(1.0, _collect_garbage)

    def on_resize(self, event: Resize) -> None:
        """Say so where there is no room."""
        if len(self.screen_stack) > 1:  # else it has not begun, and `on_mount` will look
            self._fit(event.size)

    async def on_unmount(self) -> None:
        """Leave no process behind."""
        if "runs" in vars(self):
            await self.runs.close()

    def open_exercise(self, id: str, pane: str = "lesson") -> None:
        """Show an exercise; what was typed into it and not saved is still there."""
        from dllab.desk import Desk  # with the editor: when it is needed
        from dllab.tui.screens.exercise import ExerciseScreen

        try:
            exercise = self.course.exercise(id)
            load_exercise(exercise.folder)  # it may have been damaged since
        except DllabError as error:
            self.complain(error)
            self.tell("exercise_damaged", id, one_line(str(error)))
            return
        # One at a time: of two screens of an exercise the lower one would keep a text that is old.
        while any(isinstance(screen, ExerciseScreen) for screen in self.screen_stack):
            self.pop_screen()
        desk = self._desks.setdefault(exercise.id, Desk(self.course, self.workspace, exercise))
        self.push_screen(ExerciseScreen(desk, pane))

    def reload_course(self, keep: str = "") -> None:
        """Read the course again; what was typed and not saved stays, and all that is known of `keep`."""
        try:
            self.course = load_course(self.course.root, locations.remembered(self.course.root))
        except DllabError as error:
            self.complain(error)
            return
        kept = {id: desk for id, desk in self._desks.items() if id == keep or ending.is_unsaved(desk)}
        self._desks = kept
        for desk in kept.values():
            desk.renew(self.course)
        self.tell("course_changed")

    def is_unsaved(self, id: str) -> bool:
        """Whether something was typed into an exercise that is not in its file."""
        return id in self._desks and ending.is_unsaved(self._desks[id])

    def complain(self, error: DllabError | str) -> None:
        """Say for a while what could not be done."""
        self.notify(one_line(str(error)), severity="error", timeout=15, markup=False)

    def tell(self, what: str, *about: str) -> None:
        """Call a method of the screens that have it; one that is being made looks by itself."""
        for screen in self.screen_stack if self.is_running else ():
            if screen.is_mounted and (hear := getattr(screen, what, None)):
                hear(*about)

    def choose_theme(self, name: str) -> None:
        """Take a theme, and begin with it from now on."""
        self.theme = name
        try:
            self.settings.remember_theme(name)
        except SettingsError as error:
            self.complain(error)

    def search_themes(self) -> None:
        """Let one be chosen by its name."""
        names = sorted(self.available_themes)
        themes = [(name, partial(self.choose_theme, name), None) for name in names]
        self.search_commands(themes, "Colours …")

    def action_help(self) -> None:
        """Show what this place is for, and its keys."""
        from dllab.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_doctor(self) -> None:
        """Show what works on this machine."""
        from dllab.tui.screens.doctor import DoctorScreen

        if not isinstance(self.screen, DoctorScreen):
            self.push_screen(DoctorScreen())

    async def action_press(self, key: str) -> None:
        """Do what another key does here, at once: a click of that key would come after keys typed since."""
        await self._check_bindings(key)

    async def action_quit(self) -> None:
        """Leave, unless something that was typed cannot be kept; then only when asked again."""
        unkept = ending.unkept(self._desks.values())
        texts = [buffer.text for buffer, _ in unkept]
        if not unkept or texts == self._warned:
            self._end(0)
            return
        from dllab.tui.keys import bound

        self._warned = texts
        self.complain(f"{unkept[0][1]} (leave all the same: {bound(self.screen, 'lab.quit')} again)")

    def action_help_quit(self) -> None:
        """Ctrl+C copies where something is selected; elsewhere it is pressed to get out."""
        from dllab.tui.keys import bound

        leave = bound(self.screen, "lab.quit")
        self.notify(f"{leave} leaves the lab (what you typed is kept); Esc cancels a run", markup=False)

    def action_suspend_process(self) -> None:
        """Back to the shell, until it says `fg`."""
        if ending.has_shell():
            ending.keep(self._desks.values())
            super().action_suspend_process()
        else:
            self.notify("There is no shell here to go back to", markup=False)

    def panic(self, *renderables: RenderableType) -> None:
        """End because of a mistake; it is told by whoever ran the lab."""
        self._remember_crash(lambda: ending.as_text(renderables))
        self._close_messages_no_wait()

    def _follow(self, id: str, pane: str) -> None:
        if self._preview:
            from dllab.tui.reloading import Reloading

            Reloading(self, id, pane)

    def _open_class(self, results: Path) -> None:
        from dllab.tui.screens.classroom import ClassScreen

        self.push_screen(ClassScreen(results, self._submissions))

    def _end(self, status: int) -> None:
        self.last_words += ending.keep_or_rescue(self._desks.values())
        self.exit(status)

    def _handle_exception(self, error: Exception) -> None:
        self._remember_crash(lambda: ending.traceback_of(error))
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Instead of Textual's: no traceback with the values of variables for everybody to read."""
        self._close_messages_no_wait()

    def _remember_crash(self, text: Callable[[], str]) -> None:
        if not self.crash:
            self.crash = text()
            self.last_words += [*ending.keep_or_rescue(self._desks.values()), ending.log(self.crash)]

    def _run_changed(self, exercise: str) -> None:
        # Later: this is the run's own task, which is not to end by a widget's mistake.
        self.call_later(self.tell, "run_changed", exercise)

    def _fit(self, size: Size) -> None:
        from dllab.tui.screens.small import SmallScreen

        if not SmallScreen.fits(size) and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen())


def _collect_garbage() -> None:
    """From now on; whoever opened the lab may have put it off. What is there now stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
