"""The lab on a screen: whether there is one, and the lab on it; without Typer, which would take longer."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from dllab.tui.app import Lab

COULD_NOT = 2


def is_there() -> bool:
    """Whether somebody sits at a terminal that can be drawn on; or a program that shows the lab elsewhere."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    capable = os.environ.get("TERM", "dumb") not in ("", "dumb")
    return capable and all(map(_is_terminal, (sys.__stdin__, sys.__stderr__)))


def prepared(
    course: Path | None = None,
    device: str | None = None,
    first: tuple[str, str] | None = None,
    results: Path | None = None,
    submissions: Path | None = None,
    preview: bool = False,
) -> Lab:
    """A lab to be shown; see there.

    Raises:
        DllabError: there is no such course.
    """
    gc.disable()  # there is no garbage yet, but the search takes a tenth of the time; Lab enables it again
    from dllab.tui.app import Lab

    return Lab(course, device, first, results, submissions, preview)


def show(lab: Lab) -> int:
    """Run it; its exit status."""
    status = lab.run(mouse=lab.settings.mouse)
    from dllab.cli import terminal  # not before: the lab is to be seen as soon as possible

    for sentence in lab.last_words:
        terminal.note(sentence)
    return COULD_NOT if lab.crash else status or 0


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
