"""author bundle: what students may have of a course, or what graders need, in one file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import AsJson, CoursePath, Jobs, open_course
from dllab.wording import count, one_line, printable

if TYPE_CHECKING:
    from dllab.authoring.bundle.making import Bundle
    from dllab.authoring.bundle.recording import Recording


class Audience(StrEnum):
    """Who will have a bundle."""

    STUDENTS = "students"
    GRADERS = "graders"


For = Annotated[Audience, typer.Option("--for", help="Students get no hidden check, mistake or solution.")]
Out = Annotated[
    Path,
    typer.Option("--out", metavar="PATH", help="NAME-VERSION-py3-none-any.whl, .tar.gz, .zip; or a folder."),
]
Name = Annotated[str, typer.Option("--name", help="What pip calls a wheel, or the folder in an archive.")]
Force = Annotated[bool, typer.Option("--force", help="Put it in the place of a file of that name.")]
Mistakes = Annotated[
    bool, typer.Option("--with-mistakes", help="Students are told known mistakes by their sentences.")
]
Without = Annotated[
    list[str] | None, typer.Option("--without", metavar="ID", help="This exercise stays out; repeatable.")
]


def bundle(
    audience: For,
    out: Out = Path(),
    name: Name = "",
    force: Force = False,
    with_mistakes: Mistakes = False,
    without: Without = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Write a course into one file: for students without what they must not read, or whole for graders.

    Public checks compare with the solution, which students do not get: its answers are recorded instead, and
    proven to be enough. Exit 1 where something is wrong with the course; then nothing is written.
    """
    from dllab.authoring.bundle import choosing, making

    wish = making.Wish(audience.value, out, name, force, with_mistakes, tuple(without or ()))
    making.refuse(wish)
    found = open_course(course)
    problems = choosing.problems(found, wish.without)
    recorded: list[Recording] = []
    if audience is Audience.STUDENTS and not problems:
        recorded = making.recordings(found, wish, jobs, None if as_json else _show)
        problems = [sentence for one in recorded for sentence in one.problems]
    written = None
    if not problems:
        try:
            written = making.make(found, wish, recorded)
        except making.Leak as leak:
            problems = leak.findings
    _conclude(written, problems, as_json)
    return 0 if written else 1


def _conclude(written: Bundle | None, problems: list[str], as_json: bool) -> None:
    if as_json:
        terminal.show_json({"schema": 1, "bundle": written, "problems": problems})
    elif written is None:
        for sentence in problems:
            terminal.say(f"✗ {one_line(sentence)}\n")
        terminal.say(f"{count(len(problems), 'problem')}: nothing was written\n")
    else:
        size = f"{written.bytes / 1e6:.1f} MB" if written.bytes >= 1e5 else f"{written.bytes / 1e3:.1f} kB"
        terminal.say(f"{printable(written.path)} · {count(written.exercises, 'exercise')} · {size}\n")
        terminal.say(f"sha256 {written.sha256}\n")
        terminal.say(f"for {written.audience}: {_next(written)}\n")


def _next(written: Bundle) -> str:
    """How it is used."""
    if written.path.endswith(".whl"):
        return f"`pip install {printable(written.path)}`, then `dllab`"
    return "unpack it, then `dllab --course FOLDER`"


def _show(recording: Recording) -> None:
    mark = "✗" if recording.problems else "✓"
    parts = [f"{mark} {recording.exercise}"]
    if recording.problems:
        parts.append(count(len(recording.problems), "problem"))
    else:
        parts += [f"{count(recording.answers, 'answer')} recorded", f"{recording.judged} judged alike"]
        if recording.named is not None:
            parts.append(f"{recording.named} told by name")
    terminal.say(" · ".join([*parts, f"{recording.seconds:.1f} s"]) + "\n")
