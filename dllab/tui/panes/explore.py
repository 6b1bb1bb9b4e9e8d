"""Figures to play with: those of the exercise, or all of them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from dllab.desk import Desk
from dllab.explore import FIGURES, Page, figure
from dllab.tui.pane import Pane
from dllab.tui.widgets.figure import LEAP, FigureBoard
from dllab.tui.widgets.keyline import KeyLine
from grader.errors import DllabError

_KEYS = (
    ("↑↓", "choose"),
    ("←→", "turn"),
    ("Shift+←→", f"×{LEAP}"),
    ("Enter", "type"),
    ("Backspace", "reset"),
)
_TYPING = "Enter takes the value, Esc leaves it as it was."


class Typed(Input):
    """Where a value is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="figure.cancel", tooltip="Leave the value as it was."),
    ]

    class Cancelled(Message):
        """Nothing is to be taken."""

    def action_cancel(self) -> None:
        """Say so."""
        self.post_message(self.Cancelled())


class ExplorePane(Pane):
    """Figures to play with."""

    TITLE = "Explore"
    HELP = (
        "A figure, and the numbers that it depends on: choose one with ↑ and ↓, turn it with ← and →. "
        "Where Shift does not reach the lab, PageUp and PageDown do the same."
    )
    DEFAULT_CSS = """
    ExplorePane {
        #figures { height: 1; display: none; text-wrap: nowrap; text-overflow: ellipsis; }
        #below { height: auto; min-height: 2; max-height: 3; }
        #typed { height: 1; border: none; padding: 0; display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right_square_bracket,tab",
            "other(1)",
            "Next figure",
            show=False,
            id="figure.other",
            tooltip="The next figure.",
        ),
        Binding(
            "left_square_bracket,shift+tab",
            "other(-1)",
            "Figure before",
            show=False,
            id="figure.before",
            tooltip="The figure before.",
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        own = [name for name in desk.exercise.explore if name in FIGURES]
        self._names = own or list(FIGURES)
        self._is_own = bool(own)
        self._at = 0
        self._pages: dict[str, Page] = {}
        self._board = FigureBoard("figure")
        self._typed = Typed(id="typed", compact=True)

    def compose(self) -> ComposeResult:
        """The figures, one of them, and the keys."""
        yield Static(id="figures")
        yield self._board
        with Vertical(id="below"):
            yield self._typed
            yield KeyLine(id="keys")

    def on_mount(self) -> None:
        """Begin with the first; NumPy comes with it."""
        self._show()

    def enter(self) -> None:
        """The keys are the figure's."""
        self.call_after_refresh(self._close)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Other figures only where there are any, and not while a value is typed."""
        return action != "other" or (len(self._names) > 1 and not self._typed.display)

    def action_other(self, by: int) -> None:
        """The figure before, or the next."""
        self._at = (self._at + by) % len(self._names)
        self._show()

    def on_figure_board_reset(self) -> None:
        """The figure as it was at first."""
        self._pages.pop(self._names[self._at], None)
        self._show()

    def on_figure_board_typing(self, event: FigureBoard.Typing) -> None:
        """Ask for a value."""
        self._typed.value = event.field.shown.replace("−", "-")
        self._typed.display = True
        self._typed.focus()
        self._say(f"{event.field.name}: {_TYPING}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, or say what is wrong with it."""
        event.stop()
        page, value = self._board.page, event.value.strip()
        if page and value and (wrong := page.field.type(value)):
            self._say(f"✗ {wrong}. {_TYPING}")
            self._typed.select_all()  # what is typed next takes its place
        else:
            self._board.draw()
            self._close()

    def on_typed_cancelled(self) -> None:
        """Leave it as it was."""
        self._close()

    def _show(self) -> None:
        name = self._names[self._at]
        try:
            page = self._pages.get(name) or Page(figure(name))
        except DllabError as error:
            self._board.show(None, str(error))
        else:
            self._pages[name] = page
            self._board.show(page)
        self._list()
        self._keys()

    def _list(self) -> None:
        """Which figures there are, where there are several; of many, those from the one before on."""
        figures = self.query_one("#figures", Static)
        figures.display = len(self._names) > 1
        names = [
            (f"▸{name}", "bold reverse") if n == self._at else f" {name}"
            for n, name in enumerate(self._names)
        ]
        title = "Figures:"
        if not self._is_own:
            title = f"Of other exercises ({self._at + 1} of {len(names)}):"
            names = names[max(self._at - 1, 0) :]
        figures.update(Content(" ").join([Content(title), *(Content.assemble(name) for name in names)]))

    def _close(self) -> None:
        """End typing."""
        self._typed.display = False
        self._keys()
        self._board.focus()

    def _keys(self) -> None:
        page = self._board.page
        actions = [(_said(action.key), action.label) for action in (page.figure.actions if page else ())]
        several = [("[ ]", "other figure")] if len(self._names) > 1 else []
        self.query_one(KeyLine).show([*_KEYS, *several], actions)

    def _say(self, sentence: str) -> None:
        self.query_one(KeyLine).show([("", sentence)])


def _said(key: str) -> str:
    return key if len(key) == 1 else key.title()
