"""class open: the lab at a class; where there is no screen, its grades as a table."""

from __future__ import annotations

from dllab.cli import screen
from dllab.cli.classroom.commands import Results, Submissions, gradebook
from dllab.cli.opening import Plain
from dllab.cli.options import CoursePath


def open_class_screen(
    results: Results, submissions: Submissions = None, plain: Plain = False, course: CoursePath = None
) -> int:
    """Open the lab at a class: grades as a map, reports, common mistakes, how far a run is."""
    if plain or not screen.is_there():
        return gradebook(results, course=course)
    from grader.batch.gradebook import require
    from grader.batch.store import Store

    require(Store(results))
    return screen.show(screen.prepared(course, results=results, submissions=submissions))
