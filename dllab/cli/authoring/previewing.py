"""author preview: the lab on an exercise as learners see it, read again after each save."""

from __future__ import annotations

import os
import tempfile
from typing import Annotated

import typer

from dllab.cli import plainly, screen
from dllab.cli.opening import Device, Pane, Plain
from dllab.cli.options import CoursePath, Id, open_course


def preview(
    id: Id,
    pane: Annotated[Pane | None, typer.Option("--pane", help="What to begin with.")] = None,
    plain: Plain = False,
    device: Device = None,
    course: CoursePath = None,
) -> int:
    """Open the lab on an exercise as learners see it, and read it again after each save.

    It has a workspace of its own, which is gone afterwards: your own progress stays as it is.
    """
    from dllab.authoring.saves import folder_of

    found = open_course(course)
    folder = folder_of(found, id)
    with tempfile.TemporaryDirectory(prefix="dllab-preview-") as home:
        os.environ["DLLAB_HOME"] = home
        if plain or not screen.is_there():
            return plainly.exercise(found.exercise(id), pane)
        first = "lesson" if pane in (None, "hints") else str(pane)
        return screen.show(screen.prepared(course, device, (folder.name, first), preview=True))
