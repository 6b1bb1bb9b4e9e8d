"""One check in full: what it says, the mistake's name, *expected | yours*, what the code printed, curves."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from dllab import pixels
from dllab.tui.widgets.heatmap import heatmap
from dllab.tui.widgets.training import TrainingView
from dllab.wording import one_line, printable
from grader.report import CheckResult, Training, Verdict


class Failure(VerticalScroll, can_focus=False):
    """What there is to say about a check, to be scrolled.

    Args:
        id: the widget's.
        graders: whether what only they may see is shown, too.
    """

    DEFAULT_CSS = """
    Failure { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    Failure > Static { height: auto; }
    Failure > #heat { text-wrap: nowrap; margin-top: 1; }
    """

    def __init__(self, id: str | None = None, graders: bool = False) -> None:
        super().__init__(id=id)
        self._graders = graders
        self._check: CheckResult | None = None
        self._shown: object = None

    def compose(self) -> ComposeResult:
        """One part below the other."""
        yield Static(id="said")
        yield Static(id="heat")
        yield Static(id="printed")
        yield TrainingView(id="curves", classes="-after")

    def show(self, check: CheckResult, trained: Sequence[Training], datasets: Sequence[str]) -> None:
        """Show a check that has ended, and its trainings; nothing moves where they are shown already."""
        if self._shown == (check, trained):
            return
        self._shown = (check, trained)
        self._fill(said(check), check)
        captured = [("Your code printed:", check.output)]
        captured += [("Details for graders:", check.details)] if self._graders else []
        parts = [_captured(title, text) for title, text in captured if text]
        self.query_one("#printed", Static).update(Content("\n").join(parts))
        self.query_one("#printed").display = bool(parts)
        self.query_one("#curves").display = bool(trained)
        self.query_one("#curves", TrainingView).report(trained, datasets)

    def tell(self, text: Content) -> None:
        """Show sentences instead."""
        if self._shown != text:
            self._shown = text
            self._fill(text, None)
            self.query_one("#printed").display = self.query_one("#curves").display = False

    def on_resize(self, event: Resize) -> None:
        """Grids side by side, or one below the other."""
        self._heat()

    def _fill(self, text: Content, check: CheckResult | None) -> None:
        self._check = check
        self.query_one("#said", Static).update(text)
        self._heat()
        self.scroll_home(animate=False)

    def _heat(self) -> None:
        found = self._check.difference if self._check else None
        heat = self.query_one("#heat", Static)
        heat.display = found is not None
        if found and self.size.width:
            heat.update(heatmap(found, self.size.width - 2, pixels.shows_greys()))


def said(check: CheckResult) -> Content:
    """A check's title, what it says, and the mistake's name."""
    ink = "" if check.verdict in (Verdict.PASSED, Verdict.NOT_RUN) else "$text-warning"
    parts = [Content.styled(one_line(check.title), "bold")]
    if check.message:
        parts.append(Content.styled(printable(check.message), ink))
    elif check.verdict is Verdict.PASSED:
        parts.append(Content("Passed: there is nothing to say about it."))
    if check.mistake:
        parts.append(Content(f"(a known mistake: {one_line(check.mistake)})"))
    return Content("\n").join(parts)


def _captured(title: str, text: str) -> Content:
    lines = printable(text).rstrip("\n").split("\n")
    return Content("\n".join(["", title, *(f"│ {line}" for line in lines)]))
