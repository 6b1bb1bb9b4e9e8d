"""While a submission is graded: one line that says which check runs, on terminals only."""

from __future__ import annotations

from types import TracebackType

from dllab.cli import terminal
from grader.events import CheckDone, CheckStarted, Event, Started


class Line:
    """A listener for grader.grade; leaving its context wipes the line."""

    def __init__(self) -> None:
        self._done = self._total = 0

    def __call__(self, event: Event) -> None:
        """Show where the grading is."""
        if isinstance(event, Started):
            self._done, self._total = 0, len(event.checks)
        elif isinstance(event, CheckStarted):
            terminal.progress(f"{self._done + 1}/{self._total} {event.title}")
        elif isinstance(event, CheckDone):
            self._done += 1

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        terminal.progress()
