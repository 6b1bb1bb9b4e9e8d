"""class: everything that a class handed in.

grading    class grade
opening    class open
commands   class gradebook, status, show, statistics, regrade, export: what they take, and
forms        what can be written
results      RESULTS as all of them read it
book         gradebook, drawn by
table        students × exercises
standing     status
student      show
mistakes     statistics
regrading    regrade
exporting    export
collecting class collect, watch, dropbox
watching     watch
voices     what class grade says, to people and to programs
"""

from __future__ import annotations

import typer

from dllab.cli.classroom import collecting, commands, grading, opening

app = typer.Typer(help="For those who teach: grade a class.")


@app.callback()
def classroom() -> None:
    """For those who teach: grade a class."""


app.command("grade")(grading.grade)
app.command("open")(opening.open_class_screen)
for command in (
    *(commands.gradebook, commands.status, commands.show),
    *(commands.statistics, commands.regrade, commands.export),
    *(collecting.collect, collecting.watch, collecting.dropbox),
):
    app.command(command.__name__)(command)
