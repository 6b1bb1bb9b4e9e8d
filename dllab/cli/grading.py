"""test, grade: one file in, one report out."""

from __future__ import annotations

import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import typer

from dllab import targets
from dllab.cli import following, terminal
from dllab.cli.options import AsJson, CoursePath, Device, ExerciseId, Only, Slurm, Verbose, open_course
from dllab.targets import Target
from dllab.workspace import Workspace, WorkspaceError
from grader import files
from grader.course import Course
from grader.errors import DllabError, UsageError, in_words
from grader.report import Report, for_learner, to_json

if TYPE_CHECKING:
    from grader.submission import Submission

Kind = Literal["test", "grade"]


class Format(StrEnum):
    """What a report can be exported to."""

    GRADESCOPE = "gradescope"
    JUNIT = "junit"
    CTRF = "ctrf"
    CSV = "csv"


class Look(msgspec.Struct, frozen=True):
    """How a report is shown."""

    as_json: bool = False
    verbose: bool = False
    details: bool = False
    more: str = ""  # the command that shows all failures


Details = Annotated[
    bool, typer.Option("--details", help="For graders: every failure, what checks saw, the seed.")
]
Export = Annotated[Format | None, typer.Option("--export", help="Write the report for another program.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where --export writes, if not stdout.")
]
Seed = Annotated[
    str, typer.Option("--seed", metavar="S", help="Draw the inputs and weights of an earlier grading again.")
]
Wanted = Annotated[str, typer.Argument(metavar="PATH|ID", help="A file, or an exercise in your workspace.")]
Latest = Annotated[str | None, typer.Argument(metavar="[ID|PATH]", help="By default what you changed last.")]
Watch = Annotated[bool, typer.Option("--watch", "-w", help="Again after each change, until Ctrl-C.")]


def test(
    target: Latest = None,
    exercise: ExerciseId = None,
    watch: Watch = False,
    only: Only = None,
    device: Device = "auto",
    as_json: AsJson = False,
    verbose: Verbose = False,
    course: CoursePath = None,
) -> int:
    """Run the public checks on your code."""
    found, workspace = open_course(course), Workspace()
    chosen, names = targets.resolve(found, workspace, target, exercise), split(only)
    what = following.named(chosen, workspace, exercise)

    def conclude(submission: Submission, report: Report) -> None:
        show(report, chosen, Look(as_json, verbose, more=_again("test", what, names)))
        if not as_json:
            terminal.say(following.after_test(chosen, what, report.full_marks, partial=bool(names)))
        _record(workspace, submission, report, "test", partial=bool(names))

    if watch:
        from dllab.cli.watch import watch as watch_file

        watch_file(found.root, chosen, names, device, conclude)
        return 0
    submission, report = run(found, chosen, only=names, public_only=True, device=device)
    conclude(submission, report)
    return 0 if report.full_marks else 1


def grade(
    target: Wanted,
    exercise: ExerciseId = None,
    seed: Seed = "",
    only: Only = None,
    device: Device = "auto",
    slurm: Slurm = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
    details: Details = False,
    export: Export = None,
    out: Out = None,
    course: CoursePath = None,
) -> int:
    """Grade a file with all checks that this install has."""
    _refuse_nonsense(export, out, as_json)
    found, workspace = open_course(course), Workspace()
    chosen, names = targets.resolve(found, workspace, target, exercise), split(only)
    submission, report = run(found, chosen, seed=seed, only=names, device=device, slurm=slurm)
    if export:
        _export(report, export, out)
    if not export or out:
        again = _again("grade", following.named(chosen, workspace, exercise), names)
        show(report, chosen, Look(as_json, verbose, details, again))
        if chosen.exercise.is_recorded and not as_json:
            terminal.say(following.PUBLIC_ONLY)
    if workspace.owns(chosen.path):
        _record(workspace, submission, report, "grade", partial=bool(names))
        if not (as_json or export):
            step = following.after_grade(found, workspace, chosen, report.full_marks, partial=bool(names))
            terminal.say(step)
    return 0 if report.full_marks else 1


def run(
    course: Course,
    target: Target,
    *,
    seed: str = "",
    only: tuple[str, ...] = (),
    public_only: bool = False,
    device: str = "auto",
    slurm: str | None = None,
) -> tuple[Submission, Report]:
    """Grade one file in a process of its own, or in a Slurm job.

    Raises:
        DllabError: it cannot be graded.
    """
    from grader.submission import read

    own = Workspace().companions(target.exercise, target.path)
    submission = msgspec.structs.replace(read(target.path), companions=own)
    if slurm is None:
        report = _run_here(course.root, target, submission, seed, only, public_only, device)
    else:
        from dllab.cli.remotely import grade

        report = grade(course, target, submission, seed, only, device, slurm)
    if (level := report.environment.sandbox.level) != "kernel":
        terminal.note(
            f"graded at sandbox level {level!r}, not 'kernel': see `dllab doctor` for what is missing"
        )
    return submission, report


def _run_here(
    root: Path,
    target: Target,
    submission: Submission,
    seed: str,
    only: tuple[str, ...],
    public_only: bool,
    device: str,
) -> Report:
    from dllab.cli.live import Line
    from grader.sandbox.server import Server

    server = Server(course=root)
    if target.exercise.kind == "numpy":  # the others' server is another one
        server.start()
    from grader.grade import Grader  # NumPy and more: imported while the server imports it too

    with Line() as line, Grader(server=server, device=device) as grader:
        return grader.grade(
            target.exercise, submission, seed=seed, only=only, public_only=public_only, listener=line
        )


def show(report: Report, target: Target, look: Look) -> None:
    """Print a report; learners' eyes get what is for learners."""
    if not look.details:
        report = for_learner(report)
    if look.as_json:
        terminal.write_bytes(to_json(report) + b"\n")
        return
    from dllab.cli import render

    parts = render.report(
        report,
        target.exercise.title,
        verbose=look.verbose,
        details=look.details,
        width=terminal.width(),
        more=look.more,
    )
    terminal.show(*parts)
    if report.training:
        from dllab.cli import curves

        drawn = curves.trainings(
            report.training, target.exercise.datasets, terminal.width(), details=look.details
        )
        terminal.show(*drawn)


def split(only: list[str] | None) -> tuple[str, ...]:
    """`--only a --only b` and `--only a,b` are the same."""
    return tuple(name for given in only or [] for name in given.split(",") if name)


def _again(command: Kind, what: str, only: tuple[str, ...]) -> str:
    """The same command, with every failure in full; without the seed, which learners may not see."""
    chosen = ["--only", shlex.quote(",".join(only))] if only else []
    return " ".join(["dllab", command, what, *chosen, "-v"])


def _record(workspace: Workspace, submission: Submission, report: Report, kind: Kind, partial: bool) -> None:
    try:
        workspace.record(submission, report, kind, partial)
    except WorkspaceError as error:
        terminal.note(str(error))


def _refuse_nonsense(export: Format | None, out: Path | None, as_json: bool) -> None:
    if out and not export:
        raise UsageError("--out says where --export writes: add --export gradescope, junit, ctrf or csv")
    if export and as_json and not out:
        raise UsageError("--export and --json would both go to stdout: add --out FILE for the export")


def _export(report: Report, format: Format, out: Path | None) -> None:
    text = _exported(report, format)
    if out is None:
        terminal.write_bytes(text.encode())
        return
    try:
        if out.exists() and not out.is_file():
            out.write_text(text, encoding="utf-8")  # a pipe, /dev/stdout: there is nothing to replace
        else:
            files.replace(out, text.encode())
    except OSError as error:
        raise DllabError(f"{out} cannot be written: {in_words(error)}") from None
    terminal.note(f"wrote {out}")


def _exported(report: Report, format: Format) -> str:
    from grader import export

    match format:
        case Format.GRADESCOPE:
            return export.gradescope(report)
        case Format.JUNIT:
            return export.junit([report])
        case Format.CTRF:
            return export.ctrf([report])
        case Format.CSV:
            return export.csv_gradebook([report])
