"""What `class grade` says: to people in words, to programs in lines of JSON."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dllab.cli import terminal
from dllab.wording import count, lasting, points
from grader.batch.outcome import Event, Graded, Outcome, Skipped, decoded
from grader.batch.pace import Pace
from grader.batch.plan import HandIn, Plan, Refused
from grader.events import Note
from grader.neutral import plain

if TYPE_CHECKING:
    from grader.batch.run import Jobs

_LINES = 20  # of each kind of complaint, without --verbose
_NAMES = 3  # of those that share a complaint
_REDRAW = 0.25  # seconds between two states of the line


class Voice:
    """What both count.

    Attributes:
        lost: whether there is work that could not be graded.
    """

    def __init__(self) -> None:
        self.lost = False
        self.pace = Pace([])
        self.there = 0

    def begin(self, plan: Plan, todo: Sequence[HandIn]) -> None:
        """What was handed in, and what of it is to do."""
        self.pace = Pace(todo)
        self.there = len(plan.hand_ins) - len(todo)
        self.lost = any(not refused.stray for refused in plan.refused)

    def __call__(self, event: Event) -> None:
        """Hear of one hand-in."""
        if isinstance(event, Graded):
            self.pace.count(event.outcome.exercise, event.outcome)
            self.lost |= event.outcome.report is None
        else:
            self.pace.count(event.exercise)
            self.lost = True

    def hear(self, told: Jobs | Note) -> None:
        """Hear of a cluster's tasks."""

    def stop(self, then: str = "the same command goes on with the rest") -> None:
        """The user wants no more.

        Args:
            then: how it goes on.
        """

    def end(self) -> None:
        """All is done."""


class Lines(Voice):
    """For programs. Students are percent-encoded, as in RESULTS; `name` is what can be shown."""

    def begin(self, plan: Plan, todo: Sequence[HandIn]) -> None:
        super().begin(plan, todo)
        for one in plan.refused:
            path, why = plain(str(one.path)), plain(one.why)
            terminal.show_json({"type": "refused", "path": path, "why": why, "stray": one.stray})
        started = {"type": "started", "schema": 1, "hand_ins": len(plan.hand_ins), "to_do": len(todo)}
        terminal.show_json(started)

    def __call__(self, event: Event) -> None:
        super().__call__(event)
        if isinstance(event, Graded):
            terminal.show_json(_graded(event.outcome))
        else:
            name = plain(decoded(event.student))
            who = {"student": event.student, "name": name, "exercise": event.exercise}
            terminal.show_json({"type": "skipped", **who, "why": event.why})

    def hear(self, told: Jobs | Note) -> None:
        terminal.show_json(told)

    def stop(self, then: str = "") -> None:
        terminal.show_json({"type": "stopped", **self._numbers()})

    def end(self) -> None:
        terminal.show_json({"type": "finished", **self._numbers()})

    def _numbers(self) -> dict[str, object]:
        seconds = round(self.pace.seconds, 3)
        return {"graded": self.pace.graded, "there": self.there, "lost": self.lost, "seconds": seconds}


def _graded(outcome: Outcome) -> dict[str, object]:
    who = {"student": outcome.student, "name": plain(outcome.name), "exercise": outcome.exercise}
    found = {"type": "graded", **who, "key": outcome.key}
    if outcome.report is None:
        return {**found, "error": plain(outcome.error)}
    score, most = outcome.report.score, outcome.report.max_score
    return {**found, "score": score, "max_score": most, "seconds": outcome.report.seconds}


class Words(Voice):
    """For people: complaints and a line that moves to stderr, a summary to stdout.

    Args:
        submissions: where files were looked for.
        results: where results go.
        verbose: whether to name every file that is not graded.
    """

    def __init__(self, submissions: Path, results: Path, verbose: bool) -> None:
        super().__init__()
        self._submissions, self._results, self._verbose = submissions, results, verbose
        self._complaints: dict[str, list[str]] = {}
        self._refused = 0
        self._drawn = 0.0
        self._tenth = 1
        self._tasks = ""

    def begin(self, plan: Plan, todo: Sequence[HandIn]) -> None:
        super().begin(plan, todo)
        self._say(_by_reason(self._submissions, plan.refused))
        self._refused = sum(not refused.stray for refused in plan.refused)
        if not plan.hand_ins:
            which = " that can be graded" if plan.refused else ""
            terminal.note(f"{self._submissions} has no hand-ins{which}: <student>/<exercise>.py or .ipynb")

    def __call__(self, event: Event) -> None:
        super().__call__(event)
        if isinstance(event, Skipped):
            self._complain(event.student, event.exercise, event.why)
        elif event.outcome.report is None:
            self._complain(event.outcome.student, event.outcome.exercise, event.outcome.error)
        if terminal.may_animate():
            self._draw()
        elif self.pace.done * 10 >= self._tenth * self.pace.total:
            self._tenth = self.pace.done * 10 // self.pace.total + 1
            terminal.note(self._state())

    def hear(self, told: Jobs | Note) -> None:
        terminal.progress()
        if isinstance(told, Note):
            terminal.note(told.message)
        elif (tasks := _tasks(told)) != self._tasks:
            self._tasks = tasks
            if not terminal.may_animate():
                terminal.note(tasks)
        terminal.progress(self._state())

    def stop(self, then: str = "the same command goes on with the rest") -> None:
        terminal.progress()
        terminal.note(f"{self.pace.done:,} of {self.pace.total:,} are done, and kept; {then}")

    def end(self) -> None:
        terminal.progress()
        self._say(self._complaints)
        terminal.say("".join(f"{line}\n" for line in self._summary()))

    def _draw(self) -> None:
        now = time.monotonic()
        if now - self._drawn >= _REDRAW or self.pace.done == self.pace.total:
            self._drawn = now
            terminal.progress(self._state())

    def _state(self) -> str:
        parts = [f"{self.pace.done:,} of {self.pace.total:,}", _speed(self.pace.rate)]
        if (left := self.pace.left or 0.0) >= 1:
            parts.append(f"about {lasting(left)} left")
        return " · ".join([*parts, self._tasks] if self._tasks else parts)

    def _complain(self, student: str, exercise: str, why: str) -> None:
        name = f"{decoded(student)}/{exercise}"
        self._complaints.setdefault(why, []).append(name)

    def _say(self, complaints: dict[str, list[str]]) -> None:
        said = [line for why, names in complaints.items() for line in self._sentences(why, names)]
        shown = said if self._verbose else said[:_LINES]
        for line in shown:
            terminal.note(line)
        if len(shown) < len(said):
            terminal.note(f"and {len(said) - len(shown):,} more: --verbose names all")

    def _sentences(self, why: str, names: list[str]) -> Iterable[str]:
        if self._verbose or len(names) <= _NAMES:
            return [f"not graded: {name}: {why}" for name in names]
        some, more = ", ".join(names[:_NAMES]), len(names) - _NAMES
        return [f"not graded: {some} and {more:,} more: {why}"]

    def _summary(self) -> Iterable[str]:
        pace, results = self.pace, shlex.quote(str(self._results))
        for exercise, marks in sorted(pace.marks.items()):
            yield f"{exercise}: {marks.number:,} graded, mean {points(marks.mean)} of {points(marks.most)}"
        if pace.total:
            yield f"graded {count(pace.graded, 'hand-in')} in {lasting(pace.seconds)}, {_speed(pace.rate)}"
        if self.there:
            yield f"{count(self.there, 'hand-in')} graded before"
        if lost := self._refused + sum(map(len, self._complaints.values())):
            yield f"{count(lost, 'file')} not graded, as said above"
        if pace.total or self.there:
            submissions = shlex.quote(str(self._submissions))
            yield f"next: dllab class gradebook {results}, or dllab class status {results} {submissions}"


def _tasks(jobs: Jobs) -> str:
    if jobs.trouble:
        return jobs.trouble
    why = f" ({jobs.reason})" if jobs.reason else ""
    return f"Slurm tasks: {jobs.running} running, {jobs.waiting} waiting{why}"


def _by_reason(submissions: Path, refused: Iterable[Refused]) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for one in refused:
        reasons.setdefault(one.why, []).append(str(one.path.relative_to(submissions)))
    return reasons


def _speed(rate: float) -> str:
    return f"{rate:.0f} a second" if rate >= 10 else f"{rate * 60:.0f} a minute"
