"""The editor: Textual's text area, with what people who write Python expect from one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.document._document import Document
from textual.events import Key, Paste
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from dllab.tui.widgets.highlighting import Highlights
from dllab.tui.widgets.inks import inks

INDENT = 4
_OTHERS = {"f6", "f7"}  # keys that mean something else in the lab
_MARKED = Style(underline=True, bold=True)


class Editor(TextArea, inherit_bindings=False):
    """Edits one text.

    Args:
        text: to begin with.
        changed: called at once after each change.
    """

    DEFAULT_CSS = """
    Editor {
        .text-area--gutter { color: $foreground 70%; }
        &:ansi .text-area--gutter { color: ansi_default; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in TextArea.BINDINGS if isinstance(one, Binding) and one.key not in _OTHERS),
        Binding("shift+tab", "dedent", "Dedent", show=False, id="code.dedent",
                tooltip="Move the selected lines to the left"),
        Binding("ctrl+underscore,ctrl+slash", "comment", "Comment", show=False, id="code.comment",
                tooltip="Make the selected lines comments, or code again"),
        Binding("ctrl+home", "top", "Top", show=False, id="code.top", tooltip="Go to the first line"),
        Binding("ctrl+end", "end", "End", show=False, id="code.end", tooltip="Go to the last line"),
        Binding("ctrl+shift+home", "top(True)", "Select to the top", show=False, id="code.select-top",
                tooltip="Select from here to the first line"),
        Binding("ctrl+shift+end", "end(True)", "Select to the end", show=False, id="code.select-end",
                tooltip="Select from here to the last line"),
        Binding("ctrl+t", "select_all", "Select all", show=False, id="code.all",
                tooltip="Select the whole text"),
    ]  # fmt: skip

    def __init__(self, text: str, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._needle: re.Pattern[str] | None = None
        super().__init__(
            text.translate(_HIDE),
            language="python",
            soft_wrap=True,  # a line that ends at the screen's edge looks whole
            tab_behavior="indent",
            show_line_numbers=True,
            max_checkpoints=500,
        )
        self.cursor_blink = False

    def on_mount(self) -> None:
        """Follow the theme."""
        self.watch(self.app, "theme", self._ink)

    def watch_has_focus(self, focus: bool) -> None:
        """A cursor that does not blink is drawn by nobody else."""
        self._line_cache.clear()
        self.refresh()

    @property
    def source(self) -> str:
        """The text."""
        return self.text.translate(_SHOW)

    def put(self, text: str) -> None:
        """Show another text. Only the lines that differ are replaced, and Ctrl+Z brings them back."""
        new = Document(text.translate(_HIDE))
        if new.newline != self.document.newline:
            self.load_text(text.translate(_HIDE))
            return
        old, lines = self.document.lines, new.lines
        most = min(len(old), len(lines)) - 1
        head = next((n for n in range(most) if old[n] != lines[n]), most)
        most -= head
        tail = next((n for n in range(most) if old[-1 - n] != lines[-1 - n]), most)
        last = len(old) - tail - 1
        self.history.checkpoint()
        self.replace("\n".join(lines[head : len(lines) - tail]), (head, 0), (last, len(old[last])))

    def mark(self, needle: re.Pattern[str] | None) -> None:
        """Underline what is searched for; None for nothing."""
        self._needle = needle
        self._line_cache.clear()
        self.refresh()

    def find(self, needle: re.Pattern[str]) -> list[tuple[int, int, int]]:
        """Where it stands: line, first column, the one after the last; counted from 0."""
        lines = self.document.lines
        return [(row, *m.span()) for row, line in enumerate(lines) for m in needle.finditer(line) if m[0]]

    def select(self, row: int, start: int, end: int) -> None:
        """Select part of a line, and bring it into sight."""
        self.selection = Selection((row, start), (row, end))
        self.scroll_cursor_visible(center=True)

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, counted from 1."""
        row = min(max(line, 1), self.document.line_count) - 1
        text = self.document.get_line(row)
        self.move_cursor((row, len(text) - len(text.lstrip())), center=True)

    def get_line(self, line_index: int) -> Text:
        """A line to draw: what a terminal would obey, or not show, is a mark."""
        line = self.document.get_line(line_index)
        text = Text(line if _is_plain(line) else "".join(map(_drawn, line)), end="", no_wrap=True)
        if self._needle:
            for match in self._needle.finditer(line):
                text.stylize(_MARKED, *match.span())
        return text

    def update_suggestion(self) -> None:
        """Textual calls it after each change."""
        self._changed()

    def action_top(self, select: bool = False) -> None:
        """Go to the beginning."""
        self.move_cursor((0, 0), select=select)

    def action_end(self, select: bool = False) -> None:
        """Go to the end."""
        self.move_cursor(self.document.end, select=select)

    def action_comment(self) -> None:
        """Make the lines of the selection comments, or code again."""
        self._rewrite(_toggled)

    def action_dedent(self) -> None:
        """Move the lines of the selection to the left."""
        self._rewrite(lambda lines: [re.sub(rf"^( {{1,{INDENT}}}|\t)", "", line) for line in lines])

    def action_delete_left(self) -> None:
        """Where only spaces are before the cursor, go back to the last stop."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        if self.selection.is_empty and before and not before.strip(" "):
            self._delete_via_keyboard((row, (column - 1) // INDENT * INDENT), (row, column))
        else:
            super().action_delete_left()

    async def _on_key(self, event: Key) -> None:
        """Escape is for others; Enter and Tab know Python."""
        if not event.is_printable and await self._act(event.key):
            event.stop()
            event.prevent_default()
            return
        several = self.selection.start[0] != self.selection.end[0]
        if event.key == "escape":
            event.prevent_default()
        elif event.key == "enter":
            self._begin_line()
        elif event.key == "tab" and several:
            self._rewrite(lambda lines: [" " * INDENT + line if line else line for line in lines])
        if event.key == "enter" or (event.key == "tab" and several):
            event.stop()
            event.prevent_default()

    async def _on_paste(self, event: Paste) -> None:
        """No file can hold NUL."""
        event.text = event.text.replace("\0", "")

    async def _act(self, key: str) -> bool:
        """Do what one of the editor's own keys does, before the next key is looked at; whether it is one.

        Textual would send it on to the screen first: of letters and a Backspace that come together, as they
        do over a slow line, the Backspace would come last.
        """
        for node, bindings in self.screen._modal_binding_chain:
            if node is self:
                for binding in bindings.key_to_bindings.get(key, ()):
                    if await self.app.run_action(binding.action, self):
                        return True
        return False

    def _begin_line(self) -> None:
        row, column = min(self.selection)
        before = self.document.get_line(row)[:column]
        indent = before[: len(before) - len(before.lstrip())]
        deeper = " " * INDENT if before.partition("#")[0].rstrip().endswith(":") else ""
        self._replace_via_keyboard(f"\n{indent}{deeper}", *self.selection)

    def _rewrite(self, change: Callable[[list[str]], list[str]]) -> None:
        """Change whole lines, those of the selection, and keep it."""
        start, end = self.selection
        first, last = min(start, end)[0], max(start, end)[0]
        if last > first and max(start, end)[1] == 0:
            last -= 1
        old = [self.document.get_line(row) for row in range(first, last + 1)]
        new = change(old)
        if new == old:
            return
        self.replace("\n".join(new), (first, 0), (last, len(old[-1])))
        moved = {first + n: len(line) - len(old[n]) for n, line in enumerate(new)}
        self.selection = Selection(
            *((row, max(column + moved.get(row, 0), 0) if column else 0) for row, column in (start, end))
        )

    def _ink(self) -> None:
        self.register_theme(inks(self.app.current_theme))
        self.theme = "lab"

    def _build_highlight_map(self) -> None:
        self._line_cache.clear()
        query = self._highlight_query
        if query:
            self._highlights = Highlights(self.document, query)
        else:
            self._highlights.clear()


def _toggled(lines: list[str]) -> list[str]:
    code = [line for line in lines if line.strip()]
    if code and all(line.lstrip().startswith("#") for line in code):
        return [re.sub(r"^(\s*)# ?", r"\1", line) for line in lines]
    left = min((len(line) - len(line.lstrip()) for line in code), default=0)
    return [f"{line[:left]}# {line[left:]}" if line.strip() else line for line in lines]


# Textual takes these for ends of lines, and would write them back as such. Python does not.
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_STAND_INS = "".join(chr(0xEB00 + number) for number in range(len(_BREAKS)))  # for private use, by this
_HIDE, _SHOW = str.maketrans(_BREAKS, _STAND_INS), str.maketrans(_STAND_INS, _BREAKS)


def _is_plain(line: str) -> bool:
    return line.isprintable() or line.replace("\t", "").isprintable()


def _drawn(character: str) -> str:
    """A mark for what is not printable, as long in UTF-8 where possible: colours are counted in bytes."""
    if character == "\t" or character.isprintable():
        return character
    return "·" if ord(character) < 0x800 else "\N{REPLACEMENT CHARACTER}"
