"""A file that was changed by another program while it was edited here: which text to keep."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from dllab import diffs
from dllab.buffer import Buffer
from dllab.tui.keys import bound
from dllab.tui.letters import UP_DOWN
from dllab.tui.widgets.diff import DiffView
from dllab.tui.widgets.footer import Footer
from dllab.wording import one_line
from grader.errors import DllabError
from grader.submission import read

Choice = Literal["mine", "file", "difference"]


class ConflictBar(Static, can_focus=True):
    """Says what happened. Its keys work where it has the focus, so that nobody types them by accident."""

    HELP = """
    Another program changed your file while you typed here. Nothing is lost either way: the file's text
    is kept beside it, yours in History.
    """
    DEFAULT_CSS = """
    ConflictBar {
        height: auto; display: none; padding: 0 1; background: $warning-muted; color: $text-warning;
        &:focus { text-style: bold; }
        &:ansi { background: transparent; color: ansi_yellow; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "choose('mine')", "Mine", id="conflict.mine",
                tooltip="Keep what you typed; the file's text is kept beside it as .old-N.py"),
        Binding("f", "choose('file')", "File's", id="conflict.file",
                tooltip="Take what the file says; what you typed is kept in History"),
        Binding("d", "choose('difference')", "Difference", id="conflict.difference",
                tooltip="Show what differs"),
    ]  # fmt: skip

    class Chosen(Message):
        """A key was pressed.

        Args:
            choice: what it stands for.
        """

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def tell(self, buffer: Buffer) -> None:
        """Show what the matter is, if something is."""
        self.display = buffer.state == "conflict"
        if not self.display:
            return
        name, old = buffer.path.name, f"{buffer.path.stem}.old-N.py"
        what = one_line(buffer.obstacle) or f"{name} was changed by another program while you typed"
        mine, file, diff = (bound(self, f"conflict.{name}") for name in ("mine", "file", "difference"))
        keys = f"{mine}  keep mine (file's to {old})   {file}  take the file's (mine to History)"
        choose = f"{bound(self, 'exercise.save')}: choose which text to keep"
        how = f"{keys}   {diff}  difference" if self.screen.focused is self else choose
        self.update(Content(f"⚠ {what}.\n{how}"))

    def action_choose(self, choice: Choice) -> None:
        """Tell the pane."""
        self.post_message(self.Chosen(choice))


class Difference(ModalScreen[Choice | None]):
    """What differs between the file and what was typed.

    Args:
        buffer: both.
    """

    DEFAULT_CSS = """
    Difference {
        background: $background;
        &:ansi { background: $background; }
        #title { height: auto; text-style: bold; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "dismiss('mine')", "Keep mine", id="difference.mine",
                tooltip="Keep what you typed; the file's text is kept beside it as .old-N.py"),
        Binding("f", "dismiss('file')", "Take the file's", id="difference.file",
                tooltip="Take what the file says; what you typed is kept in History"),
        Binding("escape,d,q", "dismiss(None)", "Back", id="difference.back",
                tooltip="Back to the editor, nothing decided"),
        *UP_DOWN,
    ]  # fmt: skip

    def __init__(self, buffer: Buffer) -> None:
        super().__init__()
        self._buffer = buffer

    def compose(self) -> ComposeResult:
        """Both, line by line."""
        yield Static(Content(f"{self._buffer.path.name}: - the file's lines, + yours"), id="title")
        yield DiffView()
        yield Footer()

    def on_mount(self) -> None:
        """Compare."""
        view = self.query_one(DiffView)
        view.focus()
        try:
            theirs = read(self._buffer.path).source
        except DllabError as error:
            view.show([], one_line(str(error)))
        else:
            view.show(diffs.blocks(theirs, self._buffer.text), "Only the line ends differ.")
