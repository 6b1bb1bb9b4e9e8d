"""doctor: what works on this machine."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dllab import __version__, locations
from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, open_course
from dllab.workspace import Workspace
from grader.errors import DllabError
from grader.report import Environment


def doctor(as_json: AsJson = False, course: CoursePath = None) -> int:
    """Say what this machine enforces around submissions, found by trying, and what is missing."""
    from grader.grade import Grader

    with Grader() as grader:
        environment = grader.environment()
    problems = [*_course_problems(course), *_workspace_problems()]
    places = {"workspace": str(locations.home()), "course": str(locations.course(course))}
    if as_json:
        facts = {"version": __version__, **places, "problems": problems}
        terminal.show_json({"schema": 1, **facts, "environment": environment})
    else:
        _show(environment, places, problems)
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
        return [f"{root} cannot be written ({error.strerror}): {advice}", *log]


def _show(environment: Environment, places: dict[str, str], problems: list[str]) -> None:
    from rich.text import Text

    from dllab.cli import render

    rows = []
    for name, finding in [*_findings(environment), *places.items()]:
        glyph, style = {"yes": ("✓ ", "green"), "no": ("✗ ", "red")}.get(finding, ("", ""))
        rows.append((Text(name), Text(f"{glyph}{terminal.familiar(terminal.printable(finding))}", style)))
    terminal.show(render.grid(rows, terminal.width()))
    missing = environment.sandbox.missing
    if missing or problems:
        lines = [f"- {terminal.one_line(sentence)}\n" for sentence in (*missing, *problems)]
        terminal.say("\nMissing or broken\n" + "".join(lines))


def _findings(environment: Environment) -> Iterator[tuple[str, str]]:
    sandbox = environment.sandbox
    yield "dllab", __version__
    yield "Python", f"{environment.python} · {platform.system()} {platform.release()} {platform.machine()}"
    yield "NumPy", environment.numpy
    yield "Keras", f"{environment.keras} on {environment.backend}" if environment.keras else "not loaded"
    yield "device", environment.device
    yield "terminal", f"{getattr(sys.stdout, 'encoding', None)}, {terminal.console().width} columns"
    yield "sandbox level", sandbox.level
    yield "  files kept away", _word(sandbox.filesystem)
    yield "  network kept away", _word(sandbox.network)
    yield "  processes kept away", _word(sandbox.processes)
    yield "  Landlock", f"ABI {sandbox.landlock}" if sandbox.landlock else "no"
    yield "  seccomp", _word(sandbox.seccomp)
    yield "  bubblewrap", _word(sandbox.bubblewrap)


def _word(found: bool) -> str:
    return "yes" if found else "no"
