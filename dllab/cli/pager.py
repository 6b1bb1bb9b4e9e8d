"""Long texts page by page, where somebody sits at a terminal."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys

from dllab.cli import terminal


def page(text: str) -> None:
    """Print text: through $PAGER where it is longer than the screen, straight to stdout elsewhere."""
    command = _command()
    if command and text.count("\n") >= terminal.console().size.height:
        try:
            _run(command, terminal.encoded(text))
        except OSError:  # the pager is there and cannot be run
            terminal.write(text)
    else:
        terminal.write(text)


def _command() -> list[str]:
    """The pager to use; empty where there is none, or nobody who would press its keys."""
    if sys.stdin is None or not sys.stdin.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return []
    if not terminal.console().is_terminal:
        return []
    with contextlib.suppress(ValueError):  # quotes that nobody closed
        command = shlex.split(os.environ.get("PAGER", "less -RFX"))
        if command and shutil.which(command[0]):
            return command
    return []


def _run(command: list[str], text: bytes) -> None:
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    assert process.stdin is not None
    # Ctrl-C belongs to the pager while it runs; whoever quits early leaves the pipe broken.
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        process.stdin.write(text)
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()
    while process.returncode is None:
        with contextlib.suppress(KeyboardInterrupt):
            process.wait()
