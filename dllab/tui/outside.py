"""The learner's own editor, which gets the terminal while it runs."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textual.app import App, SuspendNotSupported

from grader.errors import DllabError, in_words

_USUAL = ("nano", "vim", "vi")


class NoEditor(DllabError):
    """There is no other editor, or it failed."""


def edit(app: App[int], path: Path, wish: str = "") -> None:
    """Let the learner edit a file; nothing of the lab happens meanwhile.

    Args:
        app: the lab.
        path: the file.
        wish: the command, as a shell would take it; "" for $VISUAL, $EDITOR or what is usual.

    Raises:
        NoEditor: why it was not edited, or how the editor ended.
    """
    command = editor(wish)
    try:
        with app.suspend(), _interrupts_ignored():
            status = subprocess.call([*command, str(path)], preexec_fn=_take_interrupts)
    except SuspendNotSupported:
        raise NoEditor(f"there is no terminal for another editor here: edit {path} elsewhere") from None
    except OSError as error:
        why = f"{command[0]} cannot be started ({in_words(error)})"
        raise NoEditor(f"{why}: set EDITOR to an editor of yours") from None
    if status:
        how = f"signal {-status}" if status < 0 else f"status {status}"
        raise NoEditor(f"{command[0]} ended with {how}")


def editor(wish: str = "") -> list[str]:
    """The command for an editor and its arguments.

    Raises:
        NoEditor: there is none, or what names it cannot be understood.
    """
    chosen = wish or os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(chosen)
    except ValueError as error:
        raise NoEditor(f"the editor's command {chosen!r} cannot be understood: {error}") from None
    command = command or [name for name in _USUAL if shutil.which(name)][:1]
    if not command:
        raise NoEditor("no editor was found: set EDITOR to the command of yours")
    return command


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Ctrl+C is the editor's: a handler, even one that does nothing, would wake the event loop's own."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _take_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
