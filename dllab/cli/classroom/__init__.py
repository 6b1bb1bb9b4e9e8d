"""class: everything that a class handed in.

grading    class grade; what it says, to people and to programs:
voices
slurm      class grade --slurm, --attach
opening    class open
commands   class gradebook, status, show, statistics, regrade, export: what they take
results    RESULTS as all of them read it
book       gradebook, drawn by
table      students × exercises
standing   status
student    show
mistakes   statistics
regrading  regrade
exporting  export
forms      what grades and reports can be written as
private    files with grades in them
collecting class collect, watch, dropbox
watching   watch
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
