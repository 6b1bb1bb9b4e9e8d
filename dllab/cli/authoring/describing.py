"""author schemas: what an editor needs to help with a course's YAML files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import AsJson

Folder = Annotated[Path, typer.Argument(metavar="[FOLDER]", help="Where they are written.")]


def schemas(folder: Folder = Path("schemas"), as_json: AsJson = False) -> int:
    """Write JSON Schemas of course.yaml, track.yaml, exercise.yaml and mutants.yaml, for editors."""
    from dllab.authoring.schemas import write

    written = write(folder)
    if as_json:
        terminal.show_json({"schema": 1, "files": [str(path) for path in written]})
        return 0
    terminal.say("".join(f"wrote {path}\n" for path in written))
    terminal.say("\nAn editor with yaml-language-server helps with a course.yaml whose first line is\n")
    terminal.say(f"  # yaml-language-server: $schema={written[0].absolute()}\n")
    return 0
