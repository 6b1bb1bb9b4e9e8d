"""A line below the editor to search in it, or to go to a line."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from dllab.tui.widgets.editor import Editor

_LINE = re.compile(r":(\d+)")


class FindBar(Horizontal):
    """Searches as you type. Capital letters in what is searched for count; :12 is a line.

    Args:
        editor: where to search.
    """

    HELP = """
    Type what to look for. Capital letters count where you type some; `:12` goes to line 12.
    """
    DEFAULT_CSS = """
    FindBar {
        height: 1; display: none; background: $panel;
        Input { width: 1fr; }
        Static { width: auto; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next", id="find.next"),
        Binding("up", "step(-1)", "Previous", id="find.previous"),
        Binding("escape", "close", "Close", id="find.close"),
    ]

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._from = (0, 0)

    def compose(self) -> ComposeResult:
        """What to look for, and how often it is there."""
        line = Input(placeholder="Find (Enter or ↓ next, ↑ previous, Esc closes), or :12", compact=True)
        line.cursor_blink = False
        yield line
        yield Static(id="count")

    def open(self) -> None:
        """Take the focus; what is selected is what to look for."""
        self.display = True
        self._from = min(self._editor.selection)
        line, selected = self.query_one(Input), self._editor.selected_text
        if selected and "\n" not in selected:
            line.value = selected
        line.focus()
        line.action_select_all()
        self._search()

    def on_input_changed(self) -> None:
        """Search as it is typed."""
        if self.display:
            self._search()

    def on_input_submitted(self) -> None:
        """The next one; or the line, and done."""
        if _LINE.fullmatch(self.query_one(Input).value):
            self.action_close()
        else:
            self.action_step(1)

    def action_step(self, by: int) -> None:
        """The next one after the cursor, or the one before; round and round."""
        needle = self._needle()
        if needle is None or not (found := self._editor.find(needle)):
            return
        here = min(self._editor.selection)
        if by > 0:
            index = next((n for n, (row, start, _) in enumerate(found) if (row, start) > here), 0)
        else:
            before = [n for n, (row, start, _) in enumerate(found) if (row, start) < here]
            index = before[-1] if before else len(found) - 1
        self._show(found, index)

    def action_close(self) -> None:
        """Back to the editor, where the search led."""
        self.display = False
        self._editor.mark(None)
        self._editor.focus()

    def _search(self) -> None:
        text, needle = self.query_one(Input).value, self._needle()
        self._editor.mark(needle)
        count = self.query_one("#count", Static)
        if line := _LINE.fullmatch(text):
            self._editor.go_to(int(line[1]))
        if needle is None:
            count.update("")
        elif found := self._editor.find(needle):
            index = next((n for n, (row, start, _) in enumerate(found) if (row, start) >= self._from), 0)
            self._show(found, index)
        else:
            count.update(Content("✗ not found"))

    def _show(self, found: list[tuple[int, int, int]], index: int) -> None:
        self._editor.select(*found[index])
        self.query_one("#count", Static).update(Content(f"{index + 1} of {len(found)}"))

    def _needle(self) -> re.Pattern[str] | None:
        text = self.query_one(Input).value
        if not text or _LINE.fullmatch(text):
            return None
        return re.compile(re.escape(text), 0 if text != text.lower() else re.IGNORECASE)
