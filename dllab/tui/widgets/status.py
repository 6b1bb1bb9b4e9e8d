"""The line below the editor: whether the text is saved, where the cursor is, what there is to know."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from dllab import findings
from dllab.buffer import Buffer
from dllab.tui.run import Run
from dllab.wording import one_line

STATES = {
    "saved": "✓ saved",
    "edited": "● edited",
    "conflict": "⚠ changed on disk",
    "missing": "✗ file gone",
}
NARROW = 60  # columns below which what is urgent has the line to itself


class StatusLine(Horizontal):
    """State, place, news; each is drawn only when it says something else: what is drawn has to be sent.

    Args:
        news: to begin with.
    """

    DEFAULT_CSS = """
    StatusLine {
        height: 1; background: $panel;
        Static { text-wrap: nowrap; text-overflow: ellipsis; }
        #state { width: auto; padding: 0 1; text-style: bold; }
        #place { width: 9; }
        #news { width: 1fr; padding: 0 1; }
        &.-urgent #state, &.-urgent #place { display: none; }
    }
    """

    def __init__(self, news: str) -> None:
        super().__init__(id="status")
        self._news, self._instead = news, ""

    def compose(self) -> ComposeResult:
        """The three."""
        yield Static(id="state")
        yield Static(id="place")
        yield Static(Content(self._news), id="news")

    def tell_state(self, buffer: Buffer) -> None:
        """How the text and the file are."""
        self._update("#state", f"{STATES[buffer.state]} · {buffer.path.name}")

    def tell_place(self, row: int, column: int) -> None:
        """Where the cursor is, counted from 0. It changes at each key: nothing else moves for it."""
        self.query_one("#place", Static).update(Content(f"{row + 1}:{column + 1}"), layout=False)

    def tell_news(self, sentence: str) -> None:
        """What there is to know."""
        self._news = sentence
        self._update("#news", self._instead or self._news)

    def tell_instead(self, sentence: str) -> None:
        """What is to be known before all news; "" ends that."""
        self._instead = sentence
        self.set_class(bool(sentence) and self.app.size.width < NARROW, "-urgent")
        self._update("#news", self._instead or self._news)

    def _update(self, part: str, text: str) -> None:
        widget = self.query_one(part, Static)
        if str(widget.content) != text:
            widget.update(Content(text))


def told(run: Run, checks: str) -> str:
    """A run in one line; `checks` is the key that shows more."""
    if run.phase == "running":
        done = f": {len(run.results)} of {len(run.names)}" if run.names else ""
        return f"▶ checks run{done} (Esc cancels)"
    if run.phase == "cancelled":
        return "checks were cancelled"
    if run.phase == "failed":
        return f"✗ {one_line(run.error)}"
    failed = [check for check in run.results if not check.full_marks]
    if not failed:
        return f"✓ all {len(run.results)} checks passed" if run.results else ""
    if findings.unloadable(run.results):
        return f"✗ {one_line(failed[0].message)} ({checks})"
    count = f"{len(failed)} of {len(run.results)} checks fail" if len(run.results) > 1 else "this check fails"
    return f"✗ {count} ({checks}): {one_line(failed[0].title)}"
