"""The editor, and what there is to know about the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from dllab.desk import Desk
from dllab.tui.keeper import Keeper
from dllab.tui.keys import bound
from dllab.tui.pane import Pane
from dllab.tui.widgets.conflict import ConflictBar, Difference
from dllab.tui.widgets.status import StatusLine, told
from dllab.tui.widgets.tabs import PaneTabs
from dllab.wording import one_line
from grader.errors import DllabError

if TYPE_CHECKING:
    from dllab.tui.screens.exercise import ExerciseScreen
    from dllab.tui.widgets.conflict import Choice
    from dllab.tui.widgets.editor import Editor


class CodePane(Pane):
    """The learner's code."""

    TITLE = "Code"
    HELP = """
    Your file, as you edit it. What you type is kept while you type it; **Ctrl+S** writes the file and runs
    the public checks. The file may as well be edited elsewhere (F8 opens your own editor): it is read again
    when it changes, and tested.

    Enter keeps the indentation, Tab and Shift+Tab change that of all lines that are selected (Shift with the
    arrow keys selects, Ctrl+T selects everything). Esc leaves the editor, Enter goes back into it.
    """
    DEFAULT_CSS = """
    CodePane {
        Editor { border: none; padding: 0; height: 1fr; scrollbar-size: 0 1; scrollbar-gutter: stable; }
        #sorry { padding: 1 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "find", "Find", id="code.find", tooltip="Search in the code, or go to a line: :12"),
        Binding("escape", "back", "Out", id="code.out", show=False,
                tooltip="Cancel the run; close the search; leave the editor"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._editor: Editor | None = None
        self._shown = ""  # the buffer's text that the editor has
        self._line: int | None = None  # where to go when there is one
        self._keeper = Keeper(self, desk, self._kept)

    def compose(self) -> ComposeResult:
        """The editor; a sentence where there is nothing to edit."""
        self._editor = None
        try:
            buffer = self.desk.buffer
        except DllabError as error:
            mend = "Once that is mended, in another terminal, your code appears here by itself."
            yield Static(Content(f"✗ {one_line(str(error))}\n\n{mend}"), id="sorry")
            return
        from dllab.tui.widgets.editor import Editor  # with the parser: when it is needed
        from dllab.tui.widgets.find import FindBar

        self._shown = buffer.text
        self._editor = Editor(buffer.text, self._take)
        yield ConflictBar()
        yield self._editor
        yield FindBar(self._editor)
        save, outside = (bound(self, f"exercise.{name}") for name in ("save", "outside"))
        yield StatusLine(f"{save} saves and tests · {outside} your editor")

    def on_mount(self) -> None:
        """Say how things are; keys are told where they work, and the way back to who left the editor."""
        self.call_later(self._begin)
        self.watch(self.screen, "focused", self._tell, init=False)

    def on_unmount(self) -> None:
        """Whatever ends the lab: what was typed is kept."""
        self._keeper.now()

    def enter(self) -> None:
        """Type."""
        self.call_later(self._focus)

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, counted from 1."""
        self._line = line
        self.call_later(self._go)

    def run_changed(self) -> None:
        """One line about it: who types wants to know, and go on typing."""
        run = self.app.runs.latest(self.desk.exercise.id)
        if run and self._editor and self._editor.is_mounted:
            self._status.tell_news(told(run, bound(self, "exercise.checks")))

    def code_changed(self) -> None:
        """Show the buffer's text, if it is another one."""
        if self._editor is None:
            self.call_later(self._begin_again)
            return
        text = self.desk.buffer.text
        if text != self._shown:
            self._shown = text
            self._editor.put(text)
        self._tell()

    def choose(self) -> None:
        """There is a conflict: let the learner say which text to keep."""
        self.query_one(ConflictBar).focus()

    def on_text_area_selection_changed(self) -> None:
        """The cursor is elsewhere."""
        self._tell_place()

    def on_conflict_bar_chosen(self, event: ConflictBar.Chosen) -> None:
        """A conflict ends, or is looked at."""
        if event.choice == "difference":
            self.app.push_screen(Difference(self.desk.buffer), self._end_conflict)
        else:
            self._end_conflict(event.choice)

    def action_find(self) -> None:
        """Search."""
        from dllab.tui.widgets.find import FindBar

        if self._editor:
            self.query_one(FindBar).open()

    def action_back(self) -> None:
        """Out of the editor, by one step at a time."""
        from dllab.tui.widgets.find import FindBar

        if self.app.runs.cancel(self.desk.exercise.id):
            return
        bars = self.query(FindBar)
        if bars and bars.first().display:
            bars.first().action_close()
        elif self._editor and self.query_one(ConflictBar).has_focus:
            self._editor.focus()
        else:
            self.screen.query_one(PaneTabs).focus()

    def _begin(self) -> None:
        if self._editor is None or not self._editor.is_mounted:
            return
        self._tell()
        self.run_changed()
        if self.desk.buffer.restored:
            self._status.tell_news(f"unsaved text is back; {bound(self, 'exercise.save')} saves it")
        self._go()

    async def _begin_again(self) -> None:
        """There was nothing to edit; perhaps there is now."""
        if self._editor is None:
            await self.recompose()
            self._begin()

    def _focus(self) -> None:
        if self._editor:
            self._editor.focus()

    def _go(self) -> None:
        if self._line is not None and self._editor and self._editor.is_mounted:
            self._editor.go_to(self._line)
            self._line = None

    def _take(self) -> None:
        """The editor's text has changed."""
        if self._editor is None:
            return
        self._shown = self._editor.source
        self.desk.buffer.edit(self._shown)
        self._tell()
        self._keeper.soon()

    def _kept(self) -> None:
        """A draft can no longer be written, which is said once, or it can again."""
        if self._keeper.trouble:
            self.app.complain(self._keeper.trouble)
        self._tell()

    def _end_conflict(self, choice: Choice | None) -> None:
        buffer = self.desk.buffer
        try:
            if choice == "mine":
                buffer.take_mine()
            elif choice == "file":
                buffer.take_disk()
        except DllabError as error:
            self.app.complain(error)
        cast("ExerciseScreen", self.screen).code_changed()
        if buffer.state != "conflict":
            self._focus()

    def _tell(self) -> None:
        if self._editor and self.query("#state"):
            self._status.tell_state(self.desk.buffer)
            self._status.tell_instead(self._urgent())
            self.query_one(ConflictBar).tell(self.desk.buffer)
            self._tell_place()

    def _tell_place(self) -> None:
        if self._editor and self.query("#place"):
            self._status.tell_place(*self._editor.cursor_location)

    def _urgent(self) -> str:
        """What is to be known before all news: the way back for who has left the editor, and trouble."""
        tabs = self.screen.query_one(PaneTabs)
        if self.screen.focused is tabs and tabs.chosen == "code":
            keys = " or ".join(bound(tabs, f"exercise.{name}") for name in ("enter", "code"))
            return f"{keys}: type on · {bound(self, 'exercise.back')}: leave"
        if self._keeper.trouble:
            return "✗ what you type cannot be kept on disk"
        return "⚠ another lab types here, too" if self.desk.buffer.rival else ""

    @property
    def _status(self) -> StatusLine:
        return self.query_one(StatusLine)
