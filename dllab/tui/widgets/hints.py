"""The ladder of hints."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from dllab.desk import Desk
from dllab.progress import Ladder
from dllab.tui.letters import UP_DOWN
from dllab.wording import one_line, printable
from dllab.workspace import WorkspaceError


class HintsScreen(ModalScreen[None]):
    """The hints that were seen, and the next one if there was an attempt since the last.

    Args:
        desk: whose.
        attempt: how one makes another attempt, as an order.
    """

    DEFAULT_CSS = """
    HintsScreen { align: center middle; }
    HintsScreen > VerticalScroll {
        width: 76; max-width: 95%; height: auto; max-height: 90%; padding: 1 2;
        border: round $primary; background: $surface;
    }
    HintsScreen Static { margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,h,q,enter", "dismiss", "Close", id="hints.close", tooltip="Back to the checks"),
        *UP_DOWN,
    ]

    def __init__(self, desk: Desk, attempt: str) -> None:
        super().__init__()
        self.ladder = desk.hints()
        self.problems = [*desk.workspace.log().problems, *_recorded(desk, self.ladder)]
        self._attempt = attempt

    def compose(self) -> ComposeResult:
        """The oldest first, the new one last and in bold."""
        ladder = self.ladder
        with VerticalScroll():
            for number, text in enumerate(ladder.hints, start=1):
                newest = ladder.new and number == len(ladder.hints)
                head = Content.styled(f"Hint {number} of {ladder.total}: ", "bold" if newest else "")
                yield Static(Content.assemble(head, " ".join(printable(text).split())))
            yield Static(Content(ladder.outlook(self._attempt)))
            for sentence in self.problems:
                yield Static(Content.styled(one_line(sentence), "$text-error"))
            yield Static(Content.styled("Esc closes", "bold"))

    def on_mount(self) -> None:
        """The new one is at the end."""
        self.query_one(VerticalScroll).focus()
        self.call_after_refresh(self.query_one(VerticalScroll).scroll_end, animate=False)


def _recorded(desk: Desk, ladder: Ladder) -> list[str]:
    if not ladder.new:
        return []
    try:
        desk.workspace.record_hint(desk.exercise, len(ladder.hints))
    except WorkspaceError as error:
        return [str(error)]
    return []
