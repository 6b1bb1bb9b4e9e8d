"""grade --slurm: one file graded in a Slurm job, told as if it were graded here."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

from dllab import locations
from dllab.cli.live import Line
from dllab.targets import Target
from grader.batch import cluster
from grader.course import Course
from grader.events import Note
from grader.report import Report
from grader.submission import Submission


def grade(
    course: Course,
    target: Target,
    submission: Submission,
    seed: str,
    only: tuple[str, ...],
    device: str,
    slurm: str,
) -> Report:
    """Grade a file in a job; the job ends with this process, whatever ends that.

    Raises:
        DllabError: it cannot be graded, or not there.
    """
    asked = cluster.wishes(slurm).of(target.exercise.kind, course.file.resources)
    from grader.batch import remote  # submits what grades: NumPy and more

    with Line() as line, _hung_up_is_interrupted():
        return remote.grade(
            locations.jobs(locations.home()),
            asked,
            target.exercise,
            submission,
            seed=seed,
            only=only,
            device=device,
            listener=line,
            tell=lambda words: line(Note(words)),
        )


@contextlib.contextmanager
def _hung_up_is_interrupted() -> Iterator[None]:
    """A connection that breaks, or a `kill`, is Ctrl-C: the job is cancelled."""
    numbers = (signal.SIGHUP, signal.SIGTERM)
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
