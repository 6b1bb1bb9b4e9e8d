"""The editor, and what there is to know about the file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, Tabs

from dllab import findings
from dllab.desk import Desk
from dllab.tui.keys import bound
from dllab.tui.pane import Pane
from dllab.tui.run import Run
from dllab.tui.widgets.conflict import ConflictBar, Difference
from dllab.wording import one_line
from grader.errors import DllabError

if TYPE_CHECKING:
    from dllab.tui.screens.exercise import ExerciseScreen
    from dllab.tui.widgets.conflict import Choice
    from dllab.tui.widgets.editor import Editor

STATES = {
    "saved": "✓ saved",
    "edited": "● edited",
    "conflict": "⚠ changed on disk",
    "missing": "✗ file gone",
}
PAUSE = 0.5  # seconds without a key before a draft is written
LONGEST = 2.0  # seconds that a draft may be behind somebody who does not pause


class CodePane(Pane):
    """The learner's code."""

    TITLE = "Code"
    HELP = """
    Your file, as you edit it. What you type is kept while you type it; **Ctrl+S** writes the file and runs
    the public checks. The file may as well be edited elsewhere (F8 opens your own editor): it is read again
    when it changes, and tested.
    """
    DEFAULT_CSS = """
    CodePane {
        Editor { border: none; padding: 0; height: 1fr; scrollbar-size: 0 1; scrollbar-gutter: stable; }
        #status { height: 1; background: $panel; }
        #status Static { text-wrap: nowrap; text-overflow: ellipsis; }
        #state { width: auto; padding: 0 1; text-style: bold; }
        #place { width: 9; }
        #news { width: 1fr; padding: 0 1; }
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
        self._keeper: Timer | None = None
        self._unkept_since = 0.0
        self._complained = False

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
        with Horizontal(id="status"):
            yield Static(id="state")
            yield Static(id="place")
            save, outside = (bound(self, f"exercise.{name}") for name in ("save", "outside"))
            yield Static(Content(f"{save} saves and tests · {outside} your editor"), id="news")

    def on_mount(self) -> None:
        """Say how things are."""
        self.call_later(self._begin)

    def on_unmount(self) -> None:
        """Whatever ends the lab: what was typed is kept."""
        self._keep()

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
            self.query_one("#news", Static).update(Content(told(run, bound(self, "exercise.checks"))))

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

    def on_descendant_focus(self) -> None:
        """The conflict's keys are shown where they work."""
        self._tell_conflict()

    def on_descendant_blur(self) -> None:
        """And only there."""
        self._tell_conflict()

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
            self.screen.query_one(Tabs).focus()

    def _begin(self) -> None:
        if self._editor is None or not self._editor.is_mounted:
            return
        self._tell()
        self.run_changed()
        if self.desk.buffer.restored:
            self._say(f"unsaved text is back; {bound(self, 'exercise.save')} saves it")
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
        text = self._editor.source
        self._shown = text
        self.desk.buffer.edit(text)
        self._tell()
        self._keep_soon()

    def _keep_soon(self) -> None:
        """Write a draft when the learner pauses, and at times even when not."""
        now = time.monotonic()
        if self._keeper is None:
            self._unkept_since = now
            self._keeper = self.set_timer(PAUSE, self._keep)
        elif now - self._unkept_since < LONGEST - PAUSE:
            self._keeper.reset()

    def _keep(self) -> None:
        self._keeper = None
        if not self.desk.is_open:
            return
        try:
            self.desk.buffer.keep()
            self._complained = False
        except DllabError as error:
            if not self._complained:
                self._complained = True
                self.app.complain(error)

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
        state = self.query("#state")
        if state:
            buffer = self.desk.buffer
            _update(state.first(Static), f"{STATES[buffer.state]} · {buffer.path.name}")
            self._tell_conflict()
            self._tell_place()

    def _tell_conflict(self) -> None:
        if self._editor and self.query(ConflictBar):
            self.query_one(ConflictBar).tell(self.desk.buffer)

    def _tell_place(self) -> None:
        if self._editor and self.query("#place"):
            row, column = self._editor.cursor_location
            # It changes at each key: nothing else moves for it.
            self.query_one("#place", Static).update(Content(f"{row + 1}:{column + 1}"), layout=False)

    def _say(self, sentence: str) -> None:
        self.query_one("#news", Static).update(Content(sentence))


def told(run: Run, checks: str) -> str:
    """A run in one line; `checks` is the key that shows more."""
    if run.phase == "running":
        done = f": {len(run.results)} of {len(run.names)}" if run.names else ""
        return f"▶ checks run{done} (Esc cancels)"
    if run.phase == "cancelled":
        return "checks were cancelled"
    if run.phase == "failed":
        return f"✗ {one_line(run.error)}"
    failed = [check for check in run.results if not check.full_marks]
    if not failed:
        return f"✓ all {len(run.results)} checks passed" if run.results else ""
    if findings.unloadable(run.results):
        return f"✗ {one_line(failed[0].message)} ({checks})"
    count = f"{len(failed)} of {len(run.results)} checks fail" if len(run.results) > 1 else "this check fails"
    return f"✗ {count} ({checks}): {one_line(failed[0].title)}"


def _update(widget: Static, text: str) -> None:
    """Only where it says something else: what is drawn has to be sent."""
    if str(widget.content) != text:
        widget.update(Content(text))
