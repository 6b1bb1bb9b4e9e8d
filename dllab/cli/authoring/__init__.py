"""author: the commands for those who write exercises.

creating    author new
importing   author import
checking    author check; what else it has:
rechecking  --watch
verdicts    the table, drawn
previewing  author preview
mutating    author mutate
calibrating author calibrate
bundling    author bundle
describing  author schemas
"""

from __future__ import annotations

import typer

from dllab.cli.authoring import (
    bundling,
    calibrating,
    checking,
    creating,
    describing,
    importing,
    mutating,
    previewing,
)

app = typer.Typer()
app.command("new", short_help="Begin an exercise, and a course for it.")(creating.new)
app.command("import", short_help="Begin with notebooks of nbgrader or otter.")(importing.import_notebooks)
app.command("check", short_help="Is it any good? And which check sees what?")(checking.check)
app.command("preview", short_help="See it as learners do, anew after each save.")(previewing.preview)
app.command("mutate", short_help="What is it that no check notices?")(mutating.mutate)
app.command("calibrate", short_help="Which bands are fair to trained networks?")(calibrating.calibrate)
app.command("bundle", short_help="Write it for students, or for graders.")(bundling.bundle)
app.command("schemas", short_help="Let editors help with the YAML files.")(describing.schemas)


@app.callback()
def author() -> None:
    """For those who write exercises, in the order in which one needs it.

    While you write: check --watch, and preview. Before the class sees it: mutate, and calibrate where
    networks train.
    """
