"""One submission before its checks: each is run, timed and told."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from grader.answers import Recorder, Survey
from grader.attempt import Attempt
from grader.checks import Check
from grader.errors import DllabError, ExerciseError
from grader.events import CheckDone, CheckStarted, Listener
from grader.exercise import Exercise
from grader.failure import CheckFailed
from grader.imports import line_in
from grader.memory import bounded_memory
from grader.mistakes import Mistake
from grader.neutral import neutralise
from grader.report import CheckResult, Training, Verdict
from grader.running import Lab, Oracle, running
from grader.sandbox.channel import Budget, GuestDied, LearnerError
from grader.sandbox.proxy import HostRng, MissingName, Misuse
from grader.sandbox.server import Server
from grader.submission import Submission, from_source
from grader.verdicts import authors, verdict_of

if TYPE_CHECKING:  # NumPy exercises do not pay for what trains networks
    from grader.training.recall import Recall
    from grader.training.session import Trainings


class Passed(msgspec.Struct, frozen=True):
    """A check was passed.

    Attributes:
        credit: the share of its points.
        remark: told to the learner all the same.
    """

    credit: float = 1.0
    remark: str = ""


class Examination:
    """One grading of one submission; close it.

    Args:
        server: where its guests are forked.
        keras: gives the server where networks are trained, on first need.
        oracle: of the exercise.
        exercise: what is graded.
        submission: the source.
        seed: of the run.
        device: where networks are trained; see `grader.training.devices.claim`.
        listener: hears what happens.
        recall: gives what clean processes answered in earlier gradings.
        recorder: keeps what the reference answers, or what mistakes come to.
    """

    def __init__(
        self,
        server: Server,
        keras: Callable[[], Server],
        oracle: Callable[[], Oracle],
        exercise: Exercise,
        submission: Submission,
        seed: str,
        device: str,
        listener: Listener,
        recall: Callable[[], Recall],
        recorder: Recorder | Survey | None = None,
    ) -> None:
        self._recorder = recorder
        self._recall = recall
        self._server, self._keras, self._oracle = server, keras, oracle
        self._exercise, self._seed, self._device, self._listener = exercise, seed, device, listener
        self._attempt = Attempt(server, exercise, submission)
        self._left = exercise.limits.total_seconds
        self._line: int | None = None  # where the running check failed
        self._failed: set[str] = set()
        self._recognised: list[Mistake] = []
        self._trainings: Trainings | None = None

    def run(self, checks: list[Check]) -> list[CheckResult]:
        """Run these checks in this order."""
        results = []
        for check in checks:
            self._listener(CheckStarted(check.name, check.title))
            self._line = None
            result = self._check(check)
            if result.verdict is not Verdict.PASSED:
                self._failed.add(check.name)
            results.append(result)
            self._listener(CheckDone(result, self._line))
        return results

    @property
    def trained(self) -> list[Training]:
        """The networks that were trained on the way."""
        return self._trainings.records.trainings if self._trainings else []

    @property
    def computed(self) -> tuple[str, str | None, str | None]:
        """What networks were computed on, and with which Keras and backend."""
        setup = self._trainings.setup if self._trainings else None
        return (setup.device, setup.keras, setup.backend) if setup else ("cpu", None, None)

    def trainings(self) -> Trainings:
        """Where this submission's networks are trained."""
        if self._trainings is None:
            from grader.training.session import Trainings

            self._trainings = Trainings(
                self._keras, self._exercise, self._seed, self._device, self._listener, self._recall()
            )
        return self._trainings

    def close(self) -> None:
        """End its processes."""
        self._attempt.close()
        if self._trainings is not None:
            self._trainings.close()

    def _check(self, check: Check) -> CheckResult:
        first = next((name for name in check.needs if name in self._failed), None)
        if first:
            return _result(check, _not_run(f"Not run: `{first}` comes first, and has failed."), 0.0, "")
        if self._left <= 0:
            return _result(
                check, _not_run("The checks before this one used up all the time there is."), 0.0, ""
            )
        started = time.perf_counter()
        limits = self._exercise.limits
        budget = Budget(limits.seconds, limits.output_kb * 1024)
        outcome = self._try_twice(check, budget)
        try:
            output = self._attempt.take_output()
        except GuestDied as died:
            outcome, output = (
                verdict_of(died, check, self._attempt.called, limits),
                self._attempt.take_output(),
            )
        self._left -= limits.seconds - budget.seconds
        self._line = outcome.line if isinstance(outcome, CheckFailed) else None
        return _result(check, outcome, time.perf_counter() - started, output)

    def _try_twice(self, check: Check, budget: Budget) -> Passed | CheckFailed:
        """Where the fork server goes down, which is not the learner's doing: once more with a new one."""
        try:
            return self._try(check, budget)
        except GuestDied:
            pass
        try:
            return self._try(check, budget)
        except GuestDied as died:
            return CheckFailed(f"{died.message}.", verdict=Verdict.CRASHED)

    def _try(self, check: Check, budget: Budget) -> Passed | CheckFailed:
        attempt, limits = self._attempt, self._exercise.limits
        case = None
        try:
            lab = self._lab(attempt, check, budget, check.fresh)
            with running(lab), bounded_memory(), np.errstate(all="ignore"):
                for case in check.cases or [None]:
                    check.function(lab, case) if check.cases else check.function(lab)
        except ExerciseError as error:
            raise (
                error if error.path else ExerciseError(error.message, check.path, line_in(check.path, error))
            ) from None
        except GuestDied as died:
            if died.server_lost:
                raise
            return verdict_of(died, check, attempt.called, limits)
        except (CheckFailed, LearnerError, MissingName, Misuse) as error:
            return verdict_of(error, check, attempt.called, limits, case)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - it could not use what it got: whose fault?
            if not isinstance(error, DllabError) and self._fails_alike(check, error):
                raise authors(error, check) from None
            return verdict_of(error, check, attempt.called, limits, case)
        return Passed(lab.credit, lab.remark)

    def _lab(self, attempt: Attempt, check: Check, budget: Budget, fresh: bool) -> Lab:
        module = attempt.module(budget, fresh)
        if self._trainings is not None:
            self._trainings.check = check.name
        rng = _rng(self._seed, self._exercise, check)
        oracle = self._oracle()
        lab = Lab(
            module,
            rng,
            oracle,
            check.visibility,
            lambda: self._trainings_for(check),
            attempt.another,
            self._recorder.of(check.name) if self._recorder else oracle.answers(check.name),
        )
        lab.recognised = self._recognised
        return lab

    def _trainings_for(self, check: Check) -> Trainings:
        trainings = self.trainings()
        trainings.check = check.name
        return trainings

    def _fails_alike(self, check: Check, error: BaseException) -> bool:
        """Whether the check raises the same exception for the reference solution: then it is the check's."""
        if not self._exercise.has("solution.py"):
            return False
        mine, self._trainings = self._trainings, None  # what the reference trains is nobody's result
        if mine is not None:
            mine.close()  # one job a GPU; claimed again on the next need
        attempt = Attempt(self._server, self._exercise, from_source(self._exercise.text("solution.py")))
        try:
            budget = Budget(self._exercise.limits.seconds, 1 << 20)
            lab = self._lab(attempt, check, budget, fresh=True)
            with running(lab), bounded_memory(), np.errstate(all="ignore"):
                for case in check.cases or [None]:
                    check.function(lab, case) if check.cases else check.function(lab)
        except (Exception, SystemExit) as again:  # noqa: BLE001 - any other end speaks for the check
            return type(again) is type(error)
        finally:
            attempt.close()
            if self._trainings is not None:
                self._trainings.close()
            self._trainings = mine
        return False


def _rng(seed: str, exercise: Exercise, check: Check) -> HostRng:
    """The check's own generator: by run seed, exercise and check, so that order does not matter."""
    digest = hashlib.sha256(f"{seed}\0{exercise.id}\0{check.name}".encode()).digest()
    return HostRng(np.random.PCG64(int.from_bytes(digest, "little")))


def _not_run(message: str) -> CheckFailed:
    return CheckFailed(message, verdict=Verdict.NOT_RUN)


def _result(check: Check, outcome: Passed | CheckFailed, seconds: float, output: str) -> CheckResult:
    passed = CheckResult(
        check.name, check.title, check.visibility, check.points, check.points, Verdict.PASSED,
        seconds=round(seconds, 6), output=neutralise(output, lines=200),
    )  # fmt: skip
    if isinstance(outcome, Passed):
        whole = outcome.credit == 1  # a third of a point, too
        earned = check.points if whole else round(check.points * outcome.credit, 2)
        return msgspec.structs.replace(passed, earned=earned, message=outcome.remark)
    return msgspec.structs.replace(
        passed,
        earned=0.0,
        verdict=outcome.verdict,
        message=neutralise(outcome.message, lines=12),
        mistake=outcome.mistake or None,
        details=neutralise(outcome.details, lines=60),
        difference=outcome.difference,
    )
