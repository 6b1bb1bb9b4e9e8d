"""doctor: what works on this machine."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dllab import __version__, locations, machine
from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, open_course
from dllab.wording import one_line, printable
from dllab.workspace import Workspace
from grader.errors import DllabError, in_words

if TYPE_CHECKING:
    from rich.text import Text


def doctor(as_json: AsJson = False, course: CoursePath = None) -> int:
    """Say what this machine enforces around submissions, found by trying, and what is missing."""
    from grader.grade import Grader
    from grader.training import devices

    with Grader() as grader:
        environment = grader.environment()
    training = devices.describe()
    problems = [*_course_problems(course), *_workspace_problems(), *training.problems]
    places = {"workspace": str(locations.home()), "course": str(locations.course(course))}
    if as_json:
        facts = {"version": __version__, **places, "problems": problems}
        terminal.show_json({"schema": 1, **facts, "environment": environment, "training": training})
    else:
        about = [("dllab", __version__), ("terminal", _terminal()), *machine.findings(environment)]
        _show([*about, *places.items()], machine.training_findings(training))
        _show_broken([*environment.sandbox.missing, *problems])
    return 0 if environment.sandbox.level == "kernel" and not problems else 1


def _course_problems(chosen: Path | None) -> list[str]:
    try:
        return [str(problem) for problem in open_course(chosen).problems]
    except DllabError as error:
        return [str(error)]


def _workspace_problems() -> list[str]:
    """What stands in the way of the log; a folder that does not exist yet is no problem if it can be made."""
    root = locations.home()
    log = Workspace(root).log().problems
    try:
        nearest = next(path for path in (root, *root.parents) if path.exists())
        with tempfile.TemporaryFile(dir=nearest):
            return log
    except OSError as error:
        advice = "attempts are not recorded; set DLLAB_HOME to another folder"
        return [f"{root} cannot be written ({in_words(error)}): {advice}", *log]


def _show(findings: Iterable[tuple[str, str]], training: Iterable[tuple[str, str]]) -> None:
    from rich.text import Text

    from dllab.cli import render

    rows = [_row(*finding) for finding in findings]
    rows += [[Text("\nTraining")], *(_row(*finding) for finding in training)]
    terminal.show(render.grid(rows, terminal.width()))


def _row(name: str, finding: str) -> list[Text]:
    from rich.text import Text

    glyph, style = machine.MARKS.get(finding, ("", ""))
    shown = f"{glyph} {terminal.familiar(printable(finding))}"
    return [Text(name), Text(shown.lstrip(), style)]


def _show_broken(sentences: list[str]) -> None:
    if sentences:
        lines = [f"- {one_line(sentence)}\n" for sentence in sentences]
        terminal.say("\nMissing or broken\n" + "".join(lines))


def _terminal() -> str:
    return f"{getattr(sys.stdout, 'encoding', None)}, {terminal.console().width} columns"
