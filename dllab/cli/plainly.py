"""The lab's screens as text: for pipes, for screen readers, for terminals that can draw nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dllab import findings, history, progress
from dllab.announced import public_checks
from dllab.attempts import Attempt, HintShown
from dllab.cli import terminal
from dllab.cli.course import exercise_text, show_course
from dllab.cli.learning import show_hints
from dllab.cli.options import open_course, report_problems
from dllab.history import Moment
from dllab.wording import count, points, printable
from dllab.workspace import Workspace
from grader.exercise import Exercise
from grader.submission import read


def course(chosen: Path | None) -> int:
    """The course screen: tracks, exercises, progress, and what is next."""
    found, workspace = open_course(chosen), Workspace()
    log = workspace.log()
    standings = progress.standings(found, workspace, log.entries)
    show_course(found, standings)
    suggested = progress.suggestion(found, standings)
    solved = sum(standing.state == "solved" for standing in standings.values())
    step = f"Next: dllab open {suggested.id} --plain" if suggested else "Everything is solved."
    terminal.say(f"\n{solved} of {len(standings)} solved. {step}\n")
    report_problems([*map(str, found.problems), *log.problems])
    return 0


def exercise(exercise: Exercise, pane: str | None) -> int:
    """The exercise screen: one of its panes, or all of them, one after the other."""
    workspace = Workspace()
    if pane is not None:
        _PANES[pane](exercise, workspace)
        return 0
    for name, show in _PANES.items():
        terminal.write(f"{'' if name == 'lesson' else chr(10)}== {name.title()} ==\n\n")
        show(exercise, workspace)
    return 0


def _lesson(exercise: Exercise, workspace: Workspace) -> None:
    terminal.write(exercise_text(exercise))


def _explore(exercise: Exercise, workspace: Workspace) -> None:
    """The figures of the lesson, as they are at first."""
    from dllab import explore, lessons

    names = [part.name for part in lessons.parts(exercise.text("lesson.md")) if not isinstance(part, str)]
    figures = [explore.figure(name) for name in dict.fromkeys(names) if name in explore.FIGURES]
    if not figures:
        terminal.write("The lesson has no figure to play with.\n")
    for figure in figures:
        terminal.write(explore.as_text(figure, min(terminal.width(), 80)))


def _code(exercise: Exercise, workspace: Workspace) -> None:
    path = workspace.file(exercise)
    if workspace.started(exercise):
        terminal.say(f"# {path}\n")
        terminal.write(printable(read(path).source))
    else:
        terminal.write(f"# The starter; yours after: dllab start {exercise.id}\n")
        terminal.write(printable(exercise.text("starter.py")))


def _checks(exercise: Exercise, workspace: Workspace) -> None:
    """What each check said when it last ran."""
    known = history.last_verdicts(exercise, workspace.log().entries)
    public = public_checks(exercise)
    for name, last in known.items():
        title = public[name].title if name in public else f"hidden: {name}"
        terminal.write(f"{findings.marked(last.verdict)}  {printable(title)}\n")
    begin = "" if known else "No check has run yet. "
    terminal.say(
        f"{begin}To run them: dllab {'test' if workspace.started(exercise) else 'start'} {exercise.id}\n"
    )


def _history(exercise: Exercise, workspace: Workspace) -> None:
    log = workspace.log()
    found = history.moments(exercise, log.entries)
    terminal.say("".join(f"{_moment(one)}\n" for one in found) or "Nothing happened yet.\n")
    report_problems(log.problems)


def _hints(exercise: Exercise, workspace: Workspace) -> None:
    """Those that were seen: looking at all panes costs none."""
    log = workspace.log()
    ladder = progress.ladder(exercise, log.entries)
    if ladder.new:
        for number, text in enumerate(ladder.hints[:-1], start=1):
            terminal.say(f"Hint {number} of {ladder.total}: {printable(text)}\n")
        terminal.say(f"There is a new one of {ladder.total}: dllab hint {exercise.id}\n")
    else:
        show_hints(exercise, ladder)
    report_problems(log.problems)


def _moment(moment: Moment) -> str:
    entry, when = moment.entry, history.clock(moment.entry.time)
    if isinstance(entry, HintShown):
        return f"{when}  hint {entry.number}"
    if not isinstance(entry, Attempt):
        return f"{when}  a text was kept"
    parts = [
        f"{when}  attempt {moment.number}, {entry.kind}",
        f"{points(entry.score)}/{points(entry.max_score)}",
    ]
    if moment.fixed:
        parts.append(f"{count(len(moment.fixed), 'check')} fixed: {', '.join(moment.fixed)}")
    if moment.broken:
        parts.append(f"{count(len(moment.broken), 'check')} broken: {', '.join(moment.broken)}")
    return " · ".join(parts)


_PANES: dict[str, Callable[[Exercise, Workspace], None]] = {
    "lesson": _lesson,
    "explore": _explore,
    "code": _code,
    "checks": _checks,
    "history": _history,
    "hints": _hints,
}
