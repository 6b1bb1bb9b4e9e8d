"""class: everything that a class handed in.

grading    class grade
voices     what class grade says, to people and to programs
"""

from __future__ import annotations

import typer

from dllab.cli.classroom import grading

app = typer.Typer(help="For those who teach: grade a class.")


@app.callback()
def classroom() -> None:
    """For those who teach: grade a class."""


app.command("grade")(grading.grade)
