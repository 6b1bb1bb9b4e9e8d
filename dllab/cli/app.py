"""The Typer application: all commands, and what their outcomes mean as exit statuses."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from dllab import __version__
from dllab.cli import (
    authoring,
    classroom,
    course,
    data,
    doctor,
    grading,
    learning,
    opening,
    serving,
    starting,
    submitting,
    terminal,
)
from dllab.cli.opening import Device, Plain
from dllab.cli.options import CoursePath
from grader.errors import DllabError

FULL_MARKS, NOT_FULL_MARKS, COULD_NOT, INTERRUPTED = 0, 1, 2, 3

app = typer.Typer(
    name="dllab",
    rich_markup_mode="rich" if sys.stdout is not None and sys.stdout.isatty() else None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("open")(opening.open_exercise)
app.command("list")(course.list_exercises)
app.command("show")(course.show)
app.command("start")(starting.start)
app.command("reset")(starting.reset)
app.command("test")(grading.test)
app.command("grade")(grading.grade)
app.command("hint")(learning.hint)
app.command("submit")(submitting.submit)
app.command("feedback")(submitting.feedback)
app.command("status")(learning.status)
app.command("serve")(serving.serve)
app.command("doctor")(doctor.doctor)
app.add_typer(data.app, name="data")
app.add_typer(authoring.app, name="author")
app.add_typer(classroom.app, name="class")


def print_version(wanted: bool) -> None:
    """--version."""
    if wanted:
        terminal.write(f"dllab {__version__}\n")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=print_version, is_eager=True, help="Say which version this is.")
]


@app.callback(invoke_without_command=True)
def open_lab(
    context: typer.Context,
    course: CoursePath = None,
    device: Device = None,
    plain: Plain = False,
    version: Version = False,
) -> int:
    """A terminal learning lab and autograder for deep learning; without a command, the lab opens.

    Exit statuses: 0 full marks, or done; 1 not full marks; 2 it could not be done; 3 interrupted.
    """
    if context.invoked_subcommand is None:
        return opening.open_course_screen(course, device, plain)
    context.default_map = _for_every_command(context, {"course": course, "device": device, "plain": plain})
    return FULL_MARKS


def _for_every_command(context: typer.Context, given: dict[str, object]) -> dict[str, object]:
    """`dllab --course X list` means `dllab list --course X`."""
    default = {name: value for name, value in given.items() if value}
    commands: dict[str, object] = context.command.commands  # type: ignore[attr-defined]
    return {
        name: {**default, **dict.fromkeys(getattr(command, "commands", ()), default)}
        for name, command in commands.items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Run one command line; its exit status."""
    try:
        status = app(args=arguments, prog_name="dllab", standalone_mode=False)
    except DllabError as error:
        return _fail(str(error))
    except typer.TyperException as error:
        return _fail(_usage(error))
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except OSError as error:
        return _fail(f"the system refused: {error}")
    except Exception:  # noqa: BLE001 -- status 1 would claim that something was graded
        traceback.print_exc()
        return _fail("this is a bug in dllab: please report it with the lines above")
    return _interrupted() if status == _CTRL_C else int(status or FULL_MARKS)


_CTRL_C = 130  # what Typer makes of KeyboardInterrupt


def _interrupted() -> int:
    terminal.end_line()
    terminal.note("stopped")
    return INTERRUPTED


def _fail(sentence: str) -> int:
    terminal.progress()
    terminal.note(sentence)
    return COULD_NOT


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "dllab"
    return f"{error.format_message().rstrip('.')} (see `{command} --help`)"
