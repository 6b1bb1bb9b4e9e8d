"""The commands about RESULTS: their arguments, and where their work is done.

What they need is imported when they run: every other command starts without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dllab.cli.classroom.forms import Form, Format
from dllab.cli.classroom.grading import Exercises
from dllab.cli.options import AsJson, CoursePath, Verbose, complete_id
from grader.errors import UsageError

Results = Annotated[Path, typer.Argument(metavar="RESULTS", help="Where `dllab class grade` keeps results.")]
Submissions = Annotated[
    Path | None, typer.Argument(metavar="[SUBMISSIONS]", help="Count what waits there to be graded, too.")
]
Student = Annotated[str, typer.Argument(metavar="STUDENT", help="The folder's name.")]
Report = Annotated[
    str | None,
    typer.Argument(metavar="[EXERCISE]", help="Show its report.", autocompletion=complete_id),
]
OneExercise = Annotated[
    str | None,
    typer.Option("--exercise", "-e", metavar="ID", help="Only this one.", autocompletion=complete_id),
]
Students = Annotated[
    list[str] | None, typer.Option("--student", metavar="NAME", help="Only this one; may be repeated.")
]
Csv = Annotated[Form | None, typer.Option("--csv", help="For a spreadsheet, Canvas or Moodle.")]
OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where --csv writes, if not stdout.")
]
Wanted = Annotated[Format, typer.Option("--format", help="What to write.")]
OutFolder = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="Where; it is made if it is not there.")
]
Details = Annotated[
    bool, typer.Option("--details", help="For graders: every failure, what checks saw, the seed.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def gradebook(
    results: Results,
    csv: Csv = None,
    out: OutFile = None,
    as_json: AsJson = False,
    course: CoursePath = None,
) -> int:
    """Show the grades of a class, counted by the policy in course.yaml.

    Nothing is graded. Grades are counted anew whenever results or course.yaml have changed.
    """
    if csv and as_json:
        raise UsageError("--csv and --json exclude each other: leave out one")
    if out and not csv:
        raise UsageError("--out says where --csv writes: add --csv plain, canvas or moodle")
    from dllab.cli.classroom import book
    from dllab.cli.classroom.results import open_class

    with open_class(results, course) as found:
        if csv:
            book.export(found, csv, out)
        else:
            book.show(found, as_json)
    return 0


def status(
    results: Results, submissions: Submissions = None, as_json: AsJson = False, course: CoursePath = None
) -> int:
    """Say what is graded, what waits, what went wrong, and who is grading now."""
    from dllab.cli.classroom import standing
    from dllab.cli.classroom.results import open_class

    with open_class(results, course) as found:
        standing.show(found, submissions, as_json)
    return 0


def show(
    results: Results,
    student: Student,
    exercise: Report = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
    details: Details = False,
    course: CoursePath = None,
) -> int:
    """Show a student's grades, or the report of one exercise as `dllab grade` prints it."""
    from dllab.cli.classroom import student as one
    from dllab.cli.classroom.results import open_class

    with open_class(results, course) as found:
        row = found.student(student)
        if exercise is None:
            one.show(found, row, as_json)
        else:
            one.show_report(found, row, found.exercise(exercise), as_json, verbose, details)
    return 0


def statistics(
    results: Results,
    exercise: OneExercise = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
    course: CoursePath = None,
) -> int:
    """Say how exercises went, which checks fail most, and which mistakes are most common.

    Of each student's work for an exercise the attempt that counts; late penalties are left out.
    """
    from dllab.cli.classroom import mistakes
    from dllab.cli.classroom.results import open_class

    with open_class(results, course) as found:
        mistakes.show(found, found.exercise(exercise) if exercise else None, as_json, verbose)
    return 0


def regrade(
    results: Results,
    exercise: Exercises = None,
    student: Students = None,
    yes: Yes = False,
    course: CoursePath = None,
) -> int:
    """Forget results of exercises, of students, or of both; the next `dllab class grade` grades them anew.

    All attempts are forgotten. Those whose file no longer lies in SUBMISSIONS cannot come back.
    """
    if not (exercise or student):
        raise UsageError("which results? Add --exercise ID, --student NAME, or both")
    from dllab.cli.classroom import regrading
    from dllab.cli.classroom.results import open_class

    with open_class(results, course) as found:
        return regrading.regrade(found, exercise or [], student or [], yes)


def export(
    results: Results,
    format: Wanted,
    out: OutFolder,
    exercise: Exercises = None,
    student: Students = None,
    details: Details = False,
    course: CoursePath = None,
) -> int:
    """Write every report that counts into FOLDER, as students may see it.

    gradescope: <student>/<exercise>.json; junit: <student>.xml; ctrf: <student>.json; html: <student>.html;
    csv: reports.csv, a row a report. Students' names are percent-encoded as in RESULTS. With --details
    (gradescope and html) also what only graders may see.
    """
    if details and format not in (Format.GRADESCOPE, Format.HTML):
        raise UsageError(f"{format} never holds details: leave out --details, or choose gradescope or html")
    from dllab.cli.classroom import exporting
    from dllab.cli.classroom.results import open_class

    with open_class(results, course) as found:
        exporting.export(found, format, out, exercise or [], student or [], details)
    return 0
