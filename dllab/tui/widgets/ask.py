"""A question before something is replaced."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class Ask(ModalScreen[bool]):
    """Yes or no; anything but y is no.

    Args:
        question: a sentence or two.
        yes: what y does, in a word or two.
    """

    DEFAULT_CSS = """
    Ask {
        align: center middle;
        Vertical {
            width: 64; max-width: 95%; height: auto; padding: 1 2;
            border: round $primary; background: $surface;
        }
        .keys { margin-top: 1; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", id="ask.yes"),
        Binding("n,escape,enter,q", "dismiss(False)", "No", id="ask.no"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question, self._yes = question, yes

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical():
            yield Static(Content(self._question))
            yield Static(Content(f"y  {self._yes}     n, Esc  no"), classes="keys")
