"""doctor: what works on this machine."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dllab import __version__, locations
from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, open_course
from dllab.workspace import Workspace
from grader.errors import DllabError
from grader.report import Environment

if TYPE_CHECKING:
    from rich.text import Text

    from grader.training.devices import Training


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
        _show([*_findings(environment), *places.items()], _training_findings(training))
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
        return [f"{root} cannot be written ({error.strerror}): {advice}", *log]


def _show(findings: Iterable[tuple[str, str]], training: Iterable[tuple[str, str]]) -> None:
    from rich.text import Text

    from dllab.cli import render

    rows = [_row(*finding) for finding in findings]
    rows += [[Text("\nTraining")], *(_row(*finding) for finding in training)]
    terminal.show(render.grid(rows, terminal.width()))


def _row(name: str, finding: str) -> list[Text]:
    from rich.text import Text

    glyph, style = {"yes": ("✓ ", "green"), "no": ("✗ ", "red")}.get(finding, ("", ""))
    return [Text(name), Text(f"{glyph}{terminal.familiar(terminal.printable(finding))}", style)]


def _show_broken(sentences: list[str]) -> None:
    if sentences:
        lines = [f"- {terminal.one_line(sentence)}\n" for sentence in sentences]
        terminal.say("\nMissing or broken\n" + "".join(lines))


def _findings(environment: Environment) -> Iterator[tuple[str, str]]:
    sandbox = environment.sandbox
    yield "dllab", __version__
    yield "Python", f"{environment.python} · {platform.system()} {platform.release()} {platform.machine()}"
    yield "NumPy", environment.numpy
    yield "terminal", f"{getattr(sys.stdout, 'encoding', None)}, {terminal.console().width} columns"
    yield "sandbox level", sandbox.level
    yield "  files kept away", _word(sandbox.filesystem)
    yield "  network kept away", _word(sandbox.network)
    yield "  processes kept away", _word(sandbox.processes)
    yield "  Landlock", f"ABI {sandbox.landlock}" if sandbox.landlock else "no"
    yield "  seccomp", _word(sandbox.seccomp)
    yield "  bubblewrap", _word(sandbox.bubblewrap)


def _training_findings(training: Training) -> Iterator[tuple[str, str]]:
    *gpus, cpu = training.devices
    for number, gpu in enumerate(gpus):
        memory = f" · {gpu.memory_mb:,} MB" if gpu.memory_mb else ""
        free = f", {gpu.free_mb:,} of them free" if gpu.free_mb is not None else ""
        yield f"  gpu:{number}", gpu.name + memory + free
    yield "  cpu", f"{cpu.memory_mb:,} MB"
    yield "  backend", training.backend
    for package, version in training.versions.items():
        yield f"  {package}", version
    for note in training.notes:
        yield "  note", note


def _word(found: bool) -> str:
    return "yes" if found else "no"
