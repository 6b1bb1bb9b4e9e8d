"""The reference solution beside one's own, once all checks have passed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from dllab import diffs, history
from dllab.desk import Desk
from dllab.tui.widgets.diff import DiffView
from dllab.tui.widgets.footer import Footer
from dllab.wording import one_line, printable
from grader.errors import DllabError

WIDE = 120  # columns


class SolutionScreen(Screen[None]):
    """What differs between the learner's code and the reference.

    Args:
        desk: the exercise, solved.
    """

    DEFAULT_CSS = """
    SolutionScreen {
        #heading, #legend { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #heading { text-style: bold; }
        #legend { color: $text-secondary; }
        DiffView { padding: 0; border-top: solid $primary; }
    }
    """
    AUTO_FOCUS = "DiffView"
    HELP = """One solution among many: yours passed the same checks. Lines with - are yours, lines with +
the reference's; side by side where there is room."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "docstrings", "All lines", id="solution.docstrings",
                tooltip="Compare what the docstrings say, too, or leave them out"),
        Binding("escape,f7", "dismiss", "Back", id="solution.back", tooltip="Back to the exercise"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._docstrings, self._wide = False, False

    def compose(self) -> ComposeResult:
        """A line about it, and the difference."""
        yield Static(id="heading")
        yield Static(id="legend")
        yield DiffView()
        yield Footer()

    def on_mount(self) -> None:
        """Compare."""
        self._compare()

    def on_resize(self) -> None:
        """Side by side, or not."""
        if self._wide != (self.app.size.width >= WIDE):
            self._compare()

    def action_docstrings(self) -> None:
        """With docstrings, or without."""
        self._docstrings = not self._docstrings
        self._compare()

    def _compare(self) -> None:
        self._wide = self.app.size.width >= WIDE
        title = one_line(self._desk.exercise.title)
        self.query_one("#heading", Static).update(Content(f"{title} · the solution"))
        self.query_one("#legend", Static).update(Content(self._legend()))
        view = self.query_one(DiffView)
        try:
            texts = (self._desk.buffer.text, self._desk.exercise.text("solution.py"))
        except DllabError as error:
            view.show([], printable(str(error)))
            return
        if not self._docstrings:
            texts = (diffs.without_docstrings(texts[0]), diffs.without_docstrings(texts[1]))
        yours, reference = map(_trimmed, texts)
        view.show(
            diffs.blocks(yours, reference, context=None),
            "Yours is the reference, line for line.",
            beside=self._wide,
        )

    def _legend(self) -> str:
        where = (" on the left", " on the right") if self._wide else ("", "")
        docstrings = "" if self._docstrings else " · docstrings left out"
        return f"- yours{where[0]}   + the reference{where[1]}{docstrings}"


def _trimmed(text: str) -> str:
    """Without the spaces at the ends of lines: nobody sees how these differ."""
    return "\n".join(line.rstrip() for line in text.splitlines())


def refusal(desk: Desk) -> str:
    """Why the solution cannot be shown now, a sentence; empty where it can."""
    if not desk.exercise.has("solution.py"):
        return "This install has no solutions: whoever gave you the course has them."
    return history.missing(desk.standing(), history.moments(desk.exercise, desk.workspace.log().entries))
