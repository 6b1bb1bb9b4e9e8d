"""The line of tabs: which pane is shown, and by which key each is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import Tab, Tabs

from dllab.tui.keys import bound

SHORT = {"lesson": "Les", "explore": "Exp", "code": "Code", "checks": "Chk", "history": "Hist"}


class PaneTabs(Tabs):
    """A tab for each pane, as long as there is room for.

    Args:
        first: the pane to begin with.
    """

    DEFAULT_CSS = """
    PaneTabs {
        &.-tight Tab { padding: 0 1 0 0; }
        Tab { color: $foreground 80%; }
        Tab:ansi { text-style: not dim; }
        Tab.-active { color: $foreground; text-style: bold; }
        Tab.-active:ansi { text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_in", "Go in", id="exercise.enter", tooltip="From the tabs into the pane"),
    ]

    class Entered(Message):
        """The pane is to have the focus again."""

    def __init__(self, first: str) -> None:
        tabs = [Tab(name.title(), id=f"tab-{name}") for name in SHORT]
        super().__init__(*tabs, active=f"tab-{first}", id="tabs")

    @property
    def chosen(self) -> str:
        """The pane whose tab is lit."""
        return self.active.removeprefix("tab-")

    def choose(self, name: str) -> None:
        """Light another tab."""
        if self.chosen != name:
            self.active = f"tab-{name}"

    def on_mount(self) -> None:
        """Say which keys there are, as the user has them."""
        self._label(self.app.size.width)

    def on_resize(self, event: Resize) -> None:
        """Longer or shorter words."""
        self._label(event.size.width)

    def action_go_in(self) -> None:
        """Tell the screen."""
        self.post_message(self.Entered())

    def _label(self, width: int) -> None:
        ways = list(self._ways())
        gap, labels = next((way for way in ways if _width(*way) <= width), ways[-1])
        self.set_class(gap == 1, "-tight")
        for tab, label in zip(self.query(Tab), labels, strict=True):
            if tab.label_text != label:
                tab.label = Content(label)

    def _ways(self) -> Iterator[tuple[int, list[str]]]:
        """From long to short: columns between two labels, and the labels."""
        keys = {name: bound(self, f"exercise.{name}") for name in SHORT}
        yield 2, [f"{keys[name]} {name.title()}" for name in SHORT]
        yield 1, [f"{keys[name]} {short}" for name, short in SHORT.items()]
        yield 1, [name.title() for name in SHORT]


def _width(gap: int, labels: list[str]) -> int:
    return sum(len(label) + gap for label in labels)
