"""The learner's file as an exercise screen looks after it: written when asked for, watched meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dllab.buffer import Conflict
from grader.errors import DllabError

if TYPE_CHECKING:
    from dllab.tui.panes.code import CodePane
    from dllab.tui.screens.exercise import ExerciseScreen

POLL = 0.7  # seconds; network file systems tell nobody about changes, so we look


class Saving:
    """The file of one exercise.

    Args:
        screen: the exercise's; it is told when the text has changed.
    """

    def __init__(self, screen: ExerciseScreen) -> None:
        self._screen, self._desk = screen, screen.desk
        self._rival = ""

    def save(self) -> bool:
        """Write the file; whether that was possible. If not, the editor says what to do."""
        try:
            self._desk.buffer.save()
        except Conflict:
            self._screen.action_show("code")
            self._screen.code_changed()
            code = cast("CodePane", self._screen.pane("code"))
            code.call_later(code.choose)
            return False
        except DllabError as error:
            self._screen.app.complain(error)
            self._screen.action_show("code")
            return False
        self._screen.code_changed()
        return True

    def keep(self) -> None:
        """Put what was typed and not saved where it is found again, or say why that cannot be."""
        if self._desk.is_open:
            try:
                self._desk.buffer.keep()
            except DllabError as error:
                self._screen.app.complain(f"{error}; it stays here as long as the lab is open")

    def edit_outside(self) -> None:
        """Save, and let the learner's own editor have the file."""
        from dllab.tui import outside

        if not self.save():
            return
        app = self._screen.app
        try:
            outside.edit(app, self._desk.buffer.path, app.settings.editor)
        except DllabError as error:
            app.complain(error)
        self.look()

    def start_over(self) -> None:
        """Put the starter back, if that is really wanted."""
        from dllab.tui.widgets.ask import Ask

        name = self._desk.workspace.file(self._desk.exercise)
        question = f"Put the starter back into {name.name}? Your code is kept as {name.stem}.old-N.py."
        ask = Ask(question, "start over")
        self._screen.app.push_screen(ask, lambda yes: self._reset() if yes else None)

    def look(self) -> None:
        """Notice what other programs do with the file, and other labs; what was saved is tested."""
        desk, opened = self._desk, self._desk.is_open
        try:
            if not opened and not desk.workspace.started(desk.exercise):
                return
            buffer = desk.buffer
        except DllabError:
            return  # the editor's place says why
        before = buffer.state, buffer.obstacle
        replaced = buffer.poll()
        buffer.look_around()
        if replaced or not opened or before != (buffer.state, buffer.obstacle) or buffer.rival != self._rival:
            self._screen.code_changed()
        self._warn(buffer.rival)
        if replaced and not self._screen.checking.is_running("grade"):
            self._screen.run_checks("test", stay=True)

    def _warn(self, rival: str) -> None:
        """Say once that somebody else types, too: nothing is lost by it, but only one text can be saved."""
        if rival and rival != self._rival:
            name = self._desk.buffer.path.name
            what = f"Another lab ({rival}) has text for {name} that is not saved."
            how = "What you type here is kept apart from it; whoever saves last is asked which text to keep."
            self._screen.app.notify(f"{what} {how}", severity="warning", timeout=15, markup=False)
        self._rival = rival

    def _reset(self) -> None:
        app = self._screen.app
        try:
            kept = self._desk.buffer.reset()
        except DllabError as error:
            app.complain(error)
        else:
            app.notify(f"Your code is in {kept.name}." if kept else "It is the starter.", markup=False)
        self._screen.code_changed()
