"""Writes a draft of what is typed: when the learner pauses, and at times even when not."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from dllab.desk import Desk
from grader.errors import DllabError

PAUSE = 0.5  # seconds without a key before a draft is written
LONGEST = 2.0  # seconds that a draft may be behind somebody who does not pause


class Keeper:
    """Keeps the text of one exercise.

    Args:
        widget: what is typed into; it has the timers.
        desk: the exercise.
        changed: called when `trouble` is another one.

    Attributes:
        trouble: why the last draft could not be written; "" where it could.
    """

    def __init__(self, widget: Widget, desk: Desk, changed: Callable[[], None]) -> None:
        self._widget, self._desk, self._changed = widget, desk, changed
        self._timer: Timer | None = None
        self._unkept_since = 0.0
        self.trouble = ""

    def soon(self) -> None:
        """Something was typed."""
        now = time.monotonic()
        if self._timer is None:
            self._unkept_since = now
            self._timer = self._widget.set_timer(PAUSE, self._due)
        elif now - self._unkept_since < LONGEST - PAUSE:
            self._timer.reset()

    def now(self) -> None:
        """Write what there is."""
        self._timer = None
        before, self.trouble = self.trouble, self._keep() if self._desk.is_open else ""
        if self.trouble != before:
            self._changed()

    def _due(self) -> None:
        """Write it; where that cannot be, try again in a while: somebody may make room."""
        self.now()
        if self.trouble:
            self._timer = self._widget.set_timer(LONGEST, self._due)

    def _keep(self) -> str:
        try:
            self._desk.buffer.keep()
        except DllabError as error:
            return str(error)
        return ""
