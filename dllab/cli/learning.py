"""hint, status: how far the learner is."""

from __future__ import annotations

from dllab import locations, progress
from dllab.cli import following, terminal
from dllab.cli.course import describe, show_course
from dllab.cli.options import AsJson, CoursePath, Id, open_course, report_problems
from dllab.progress import Ladder, Standing
from dllab.wording import printable
from dllab.workspace import Workspace, WorkspaceError
from grader.course import Course
from grader.exercise import Exercise


def hint(id: Id, as_json: AsJson = False, course: CoursePath = None) -> int:
    """Show the next hint: the first at once, each further one after another attempt."""
    exercise, workspace = open_course(course).exercise(id), Workspace()
    log = workspace.log()
    ladder = progress.ladder(exercise, log.entries)
    if as_json:
        facts = {"exercise": exercise.id, "hints": ladder.hints, "new": ladder.new, "total": ladder.total}
        terminal.show_json({"schema": 1, **facts, "next": _outlook(exercise, ladder)})
    else:
        show_hints(exercise, ladder)
    report_problems(log.problems)
    if ladder.new:
        _record(workspace, exercise, len(ladder.hints))
    return 0


def status(as_json: AsJson = False, course: CoursePath = None) -> int:
    """Show your progress and what to do next."""
    found, workspace = open_course(course), Workspace()
    log = workspace.log()
    standings = progress.standings(found, workspace, log.entries)
    suggested = progress.suggestion(found, standings)
    if as_json:
        next_id = suggested.id if suggested else None
        terminal.show_json({**describe(found, standings), "workspace": str(workspace.root), "next": next_id})
    else:
        _show_status(found, standings, suggested, workspace)
    report_problems([*map(str, found.problems), *log.problems])
    return 0


def show_hints(exercise: Exercise, ladder: Ladder) -> None:
    """Print those that may be seen, and when the next one comes."""
    from rich.text import Text

    for number, text in enumerate(ladder.hints, start=1):
        newest = ladder.new and number == len(ladder.hints)
        head = (f"Hint {number} of {ladder.total}: ", "bold" if newest else "")
        terminal.show(Text.assemble(head, printable(text)))
    terminal.show(Text(_outlook(exercise, ladder)))


def _outlook(exercise: Exercise, ladder: Ladder) -> str:
    return ladder.outlook(f"change your code, then dllab test {exercise.id}")


def _record(workspace: Workspace, exercise: Exercise, number: int) -> None:
    try:
        workspace.record_hint(exercise, number)
    except WorkspaceError as error:
        terminal.note(str(error))


def _show_status(
    course: Course, standings: dict[str, Standing], suggested: Exercise | None, workspace: Workspace
) -> None:
    from rich.text import Text

    from dllab.cli import render

    if not any(standing.state != "new" for standing in standings.values()):
        show_course(course, standings)
    else:
        begun = [(exercise.id, standings[exercise.id]) for exercise in course]
        times = _handed_in(workspace)
        rows = [
            (Text(id), Text(progress.sentence(one) + times.get(id, "")))
            for id, one in begun
            if one.state != "new"
        ]
        terminal.show(render.grid(rows, terminal.width()))
    solved = sum(standing.state == "solved" for standing in standings.values())
    terminal.say(f"\n{solved} of {len(standings)} solved · workspace {workspace.root}\n")
    step = f"Next: {following.command(suggested, standings)}" if suggested else "Everything is solved."
    terminal.say(f"{step}\n")


def _handed_in(workspace: Workspace) -> dict[str, str]:
    """When exercises were handed in last, in words, by id."""
    if not locations.receipts(workspace.root).exists():
        return {}
    from dllab import handin  # costs more than the rest of the command

    found = handin.receipts(workspace)
    return {id: f" · handed in {handin.moment(receipt.time)}" for id, receipt in found.items()}
