"""While a submission is graded: one line about the check that runs and its training, on terminals only."""

from __future__ import annotations

import time
from types import TracebackType

from dllab.cli import terminal
from dllab.histories import steady, telling
from grader.events import CheckDone, CheckStarted, Event, Note, Started, TrainingStep

REDRAW = 0.1  # seconds between two states of a training


class Line:
    """A listener for grader.grade; leaving its context wipes the line."""

    def __init__(self) -> None:
        self._done = self._total = 0
        self._title = self._shown = ""
        self._followed: TrainingStep | None = None
        self._drawn = 0.0
        self._said: set[str] = set()

    def __call__(self, event: Event) -> None:
        """Show where the grading is; sentences for whoever waits are said once, anywhere."""
        if isinstance(event, Started):
            self._done, self._total = 0, len(event.checks)
        elif isinstance(event, CheckStarted):
            self._title, self._followed = event.title, None
            self._show(f"{self._done + 1}/{self._total} {event.title}")
        elif isinstance(event, TrainingStep):
            self._follow(event)
        elif isinstance(event, Note):
            self._say(event.message)
        elif isinstance(event, CheckDone):
            self._done += 1

    def _follow(self, step: TrainingStep) -> None:
        """Several seeds train at a time, and a line that jumped could not be read: follow one to its end."""
        followed = self._followed
        if followed and followed.step < followed.steps and _training(step) != _training(followed):
            return
        self._followed = step
        if time.monotonic() - self._drawn >= REDRAW:
            self._drawn = time.monotonic()
            self._show(self._state(step))

    def _state(self, step: TrainingStep) -> str:
        numbers = [f"{name} {steady(value)}" for name, value in telling(step.numbers)]
        runs, epochs = f"seed {step.run}/{step.runs}", f"epoch {step.epoch}/{step.epochs}"
        place, state = f"{self._done + 1}/{self._total} ", " · ".join((step.data, runs, epochs, *numbers))
        room = terminal.console().width - len(f"{place} · {state}") - 1
        return f"{place}{_shortened(self._title, max(room, 12))} · {state}"

    def _show(self, text: str) -> None:
        self._shown = text
        terminal.progress(text)

    def _say(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            terminal.progress()
            terminal.note(sentence)
            terminal.progress(self._shown)

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        terminal.progress()


def _training(step: TrainingStep) -> tuple[str, str, int]:
    return step.check, step.data, step.run


def _shortened(title: str, room: int) -> str:
    return title if len(title) <= room else f"{title[: room - 1].rstrip()}…"
