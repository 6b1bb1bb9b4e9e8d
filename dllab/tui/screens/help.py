"""The help overlay: what the place that has the focus is for, and every key that works there."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Markdown, Static

from dllab.tui.keys import said
from dllab.tui.letters import UP_DOWN

if TYPE_CHECKING:
    from textual.dom import DOMNode

Row = tuple[str, str, str]


class HelpScreen(ModalScreen[None]):
    """What the overlay says.

    Args:
        about: the screen that it lies upon.
    """

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        #help {
            width: 100%; max-width: 90; height: 100%; max-height: 36; padding: 0 1;
            background: $surface;
        }
        #about { height: 1fr; }
        #about Markdown { padding: 0; margin: 0; background: $surface; }
        #way-out { height: 1; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q,question_mark", "dismiss", "Close", id="help.close"),
        *UP_DOWN,
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._texts = list(dict.fromkeys(_texts(about)))
        self._ours, self._others = _rows(about)

    def compose(self) -> ComposeResult:
        """The texts, our keys, then those that come with lists and editors."""
        with Vertical(id="help"):
            with VerticalScroll(id="about"):
                if self._texts:
                    yield Markdown("\n\n".join(self._texts), open_links=False)
                yield Static(_table("Keys", self._ours), markup=False)
                yield Static(_table("Moving and editing", self._others), markup=False)
            yield Static("Esc closes · ↑ ↓ PgUp PgDn scroll · ^r in a line of keys is Ctrl+R", id="way-out")


def _texts(about: Screen[Any]) -> Iterator[str]:
    """The help of the focused widget, of what it stands in, of the screen."""
    node: DOMNode | None = about.focused or about
    while node is not None:
        if text := type(node).HELP if _is_ours(node) else None:
            yield cleandoc(text)
        node = node.parent


def _rows(about: Screen[Any]) -> tuple[list[Row], list[Row]]:
    """Keys, what they do, a sentence about it: for the bindings of the lab (those with an id), and others.

    First those that stand in the footer: they are what one does here.
    """
    found: dict[tuple[bool, str], list[tuple[str, str]]] = {}
    active = sorted(about.active_bindings.items(), key=lambda one: not one[1].binding.show)
    for key, (_, binding, _, tooltip) in active:
        if binding.description:
            found.setdefault((binding.id is not None, binding.description), []).append((key, tooltip))
    tables: dict[bool, list[Row]] = {True: [], False: []}
    for (ours, what), keys in found.items():
        tables[ours].append((" ".join(said(key) for key, _ in keys), what, keys[0][1]))
    return tables[True], tables[False]


def _is_ours(node: DOMNode) -> bool:
    """Textual's widgets have help, too: about themselves, not about what they are used for here."""
    return type(node).__module__.startswith("dllab.")


def _table(title: str, rows: list[Row]) -> Group:
    """Aligned, so that long sentences are folded below themselves."""
    table = Table.grid(padding=(0, 2))
    for keys, what, more in rows:
        table.add_row(Text(keys, "bold"), Text(f"{what}: {more}" if more and more != what else what))
    return Group(Text(f"\n{title}", "bold"), table) if rows else Group()
