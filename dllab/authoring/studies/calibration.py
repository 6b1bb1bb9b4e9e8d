"""One exercise on one data set, trained on many seeds, several at a time, going on where it was stopped."""

from __future__ import annotations

import statistics
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import msgspec

from dllab.authoring.studies import thresholds
from dllab.authoring.studies.measured import Log, Measured, Name, measures_of, name_of
from dllab.authoring.studies.study import DataStudy, Environment
from dllab.authoring.studies.subjects import SOLUTION, Subject, subjects_of
from dllab.authoring.studies.summary import studies
from grader.checks import load_checks
from grader.errors import ExerciseError
from grader.events import Event
from grader.exercise import Exercise
from grader.grade import Grader
from grader.report import Report, Verdict
from grader.submission import from_source

MANY, FEW, QUICK = 100, 30, 2.0  # so many trainings where one takes less than so many seconds, else so few
MISTAKES = 5


class Plan(msgspec.Struct, frozen=True):
    """How much to do.

    Attributes:
        seeds: trainings of the solution; MANY or FEW when left out.
        mistakes_seeds: of each mistake.
        jobs: gradings at a time; each trains several seeds at a time by itself.
    """

    seeds: int | None = None
    mistakes_seeds: int = MISTAKES
    jobs: int = 1


class Step(msgspec.Struct, frozen=True):
    """One more grading is done, or was done before.

    Attributes:
        subject: "the solution", or a mistake's name.
        done, total: trainings.
    """

    subject: str
    done: int
    total: int


class _Stopped(BaseException):
    """Ends a grading in a thread of its own; no check may mistake it for its own failure."""


class Calibration:
    """One exercise on one data set.

    Args:
        exercise: its `datasets` name the data set first.
        grader: trains.
        plan: how much.
        log: what was trained before, and where to keep what is trained now.
        listener: hears each step.
    """

    def __init__(
        self, exercise: Exercise, grader: Grader, plan: Plan, log: Log, listener: Callable[[Step], None]
    ) -> None:
        self._exercise, self._grader, self._plan = exercise, grader, plan
        self._log, self._listener = log, listener
        self._in_force = thresholds.in_force(exercise)
        self._stop = threading.Event()
        self._only: list[str] = []
        self._names: set[Name] = set()  # what the solution's gradings must tell
        self._counts: dict[str, int] = {}  # gradings, by subject
        self._each = 1  # trainings in a grading
        self._done = self._left = 0  # gradings

    def run(self) -> dict[str, DataStudy]:
        """Train what is to be trained.

        Returns:
            The study of each data set that the checks trained on.

        Raises:
            ExerciseError: no check asks for a band, or the solution is not measured by one that does.
        """
        solution, *mistakes = subjects_of(self._exercise, self._grader.device)
        first = self._first(solution)
        self._only = self._banded(first)
        self._names = {*map(name_of, first.measures)}
        found = {solution.name: [first], **{one.name: [] for one in mistakes}}
        self._train(found, solution, mistakes, first)
        return studies(self._exercise, found.pop(SOLUTION), found)

    def _first(self, solution: Subject) -> Measured:
        """The solution's first grading, with all checks: it tells which of them ask for a band."""
        first = self._log.known(solution.key, 0)
        if first is None or first.in_force != self._in_force:
            first = self._grade(solution, 0)
        for name, count in Counter(map(name_of, first.measures)).items():
            if count > 1:
                _, check, metric = name
                what = f"{check} has {count} bands of {metric!r}: tell them apart with what="
                raise ExerciseError(what, self._exercise.folder)
        if not first.measures:
            why = f": {first.said}" if first.said else ", so there is nothing to calibrate"
            raise ExerciseError(
                f"no check measured the solution with expect.band{why}", self._exercise.solution
            )
        return first

    def _banded(self, first: Measured) -> list[str]:
        """The checks to run, dependents first: the failure of one then keeps no other from being run."""
        wanted = {measure.band.check for measure in first.measures}
        return [check.name for check in reversed(load_checks(self._exercise)) if check.name in wanted]

    def _train(
        self, found: dict[str, list[Measured]], solution: Subject, mistakes: list[Subject], first: Measured
    ) -> None:
        """All the rest, several gradings at a time; whatever goes wrong, or Ctrl-C, ends all of them."""
        self._count(first, solution, mistakes)
        waiting: dict[Future[Measured], Subject] = {}
        with ThreadPoolExecutor(self._plan.jobs) as pool:

            def begin(subject: Subject, numbers: Iterable[int]) -> None:
                waiting.update({pool.submit(self._measure, subject, one): subject for one in numbers})

            try:
                begin(solution, range(1, self._counts[solution.name]))
                for mistake in mistakes:
                    begin(mistake, [0])
                while waiting:
                    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                        subject, measured = waiting.pop(future), future.result()
                        found[subject.name].append(measured)
                        begin(subject, self._further(subject, measured))
                        self._tell(subject.name)
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        for gradings in found.values():  # they came as they were done; a study is in the order of the seeds
            gradings.sort(key=lambda one: one.number)

    def _count(self, first: Measured, solution: Subject, mistakes: list[Subject]) -> None:
        """How many gradings each subject needs."""
        self._each = max(len(measure.values) for measure in first.measures)
        trainings = self._plan.seeds or (MANY if first.seconds < QUICK else FEW)
        self._counts = {one.name: -(-self._plan.mistakes_seeds // self._each) for one in mistakes}
        self._counts[solution.name] = max(2, -(-trainings // self._each))
        self._left = sum(self._counts.values())
        self._done = 0
        self._tell(solution.name)

    def _further(self, subject: Subject, measured: Measured) -> range:
        """The other seeds of a mistake, once its first shows that it comes so far as to be measured."""
        if subject.name == SOLUTION or measured.number:
            return range(0)
        rest = range(1, self._counts[subject.name])
        if measured.measures:
            return rest
        self._left -= len(rest)
        return range(0)

    def _tell(self, name: str) -> None:
        self._done, self._left = self._done + 1, self._left - 1
        self._listener(Step(name, self._done * self._each, (self._done + self._left) * self._each))

    def _measure(self, subject: Subject, number: int) -> Measured:
        return self._log.known(subject.key, number) or self._grade(subject, number)

    def _grade(self, subject: Subject, number: int) -> Measured:
        submission = from_source(subject.source, f"{self._exercise.id}.py")
        report = self._grader.grade(
            self._exercise, submission, f"study-{number}", self._only, listener=self._heard
        )
        measures = measures_of(report)
        seconds = [run.seconds for record in report.training for run in record.runs if record.bands]
        measured = Measured(
            subject.key,
            number,
            self._in_force,
            measures,
            statistics.median(seconds) if seconds else 0.0,
            _environment(report),
            next((check.message for check in report.checks if check.verdict is not Verdict.PASSED), ""),
        )
        if subject.name == SOLUTION:
            self._refuse_partial(measured)
        if measures or (subject.name != SOLUTION and all(one.verdict in _LASTING for one in report.checks)):
            self._log.add(measured)
        return measured

    def _heard(self, event: Event) -> None:
        if self._stop.is_set():
            raise _Stopped

    def _refuse_partial(self, measured: Measured) -> None:
        """A run of the solution that some check did not come to measure would make the rest look better."""
        missing = self._names - {*map(name_of, measured.measures)}
        if missing:
            _, check, metric = min(missing)
            what = f"{check} did not measure {metric!r} of it on the seed study-{measured.number}"
            raise ExerciseError(f"{what}: {measured.said}", self._exercise.solution)


_LASTING = (Verdict.PASSED, Verdict.FAILED, Verdict.ERROR, Verdict.REFUSED)


def _environment(report: Report) -> Environment:
    threads = max((record.threads for record in report.training), default=1)
    found = report.environment
    return Environment(found.keras, found.backend, found.numpy, found.device, threads)
