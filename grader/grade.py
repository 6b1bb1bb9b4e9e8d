"""grade(exercise, submission) -> Report: the one path that grades, for lab, CLI, batch and authors alike."""

from __future__ import annotations

import functools
import hashlib
import platform
import secrets
import threading
import time
from collections.abc import Sequence
from difflib import get_close_matches
from types import TracebackType

import msgspec
import numpy as np

from grader import __version__, report
from grader.attempt import Attempt
from grader.checks import Check, line_in, load_checks
from grader.errors import DllabError, ExerciseError, UsageError
from grader.events import CheckDone, CheckStarted, Finished, Listener, Started, ignore
from grader.exercise import Exercise
from grader.memory import bounded_memory
from grader.neutral import neutralise
from grader.report import CheckResult, Environment, ExerciseRef, Report, SubmissionRef, Verdict
from grader.running import CheckFailed, Lab, Oracle, running
from grader.sandbox.channel import Budget, GuestDied, LearnerError
from grader.sandbox.policy import Policy
from grader.sandbox.probe import probe
from grader.sandbox.proxy import HostRng, MissingName, Misuse
from grader.sandbox.server import Server
from grader.submission import Submission, from_source
from grader.verdicts import authors, verdict_of

_WARM_ORACLES = 8  # each is a process


class Grader:
    """The warm processes that grading needs; use as a context manager.

    Args:
        policy: which parts of the sandbox to use; all that the machine has when left out.
        server: a fork server that is warming up already; `policy` is then its.
    """

    def __init__(self, policy: Policy | None = None, server: Server | None = None) -> None:
        self.server = server or Server(policy)
        self._own = threading.local()  # an oracle is one conversation: each thread has its own
        self._oracles: list[Oracle] = []
        self._checks: dict[tuple[str, bool], list[Check]] = {}

    def __enter__(self) -> Grader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Launch the fork server now, so that it warms up while the caller does something else."""
        self.server.start()

    def close(self) -> None:
        """End all processes."""
        for oracle in self._oracles:
            oracle.close()
        self._oracles.clear()
        self._own = threading.local()
        self.server.close()

    def environment(self) -> Environment:
        """Where grading takes place, the sandbox as tried."""
        sandbox = self._sandbox
        return Environment(__version__, sandbox, "cpu", platform.python_version(), np.__version__)

    @functools.cached_property
    def _sandbox(self) -> report.Sandbox:
        return probe(self.server)

    def grade(
        self,
        exercise: Exercise,
        submission: Submission,
        seed: str = "",
        only: Sequence[str] = (),
        public_only: bool = False,
        listener: Listener = ignore,
    ) -> Report:
        """Grade one submission.

        Args:
            exercise: what for.
            submission: the source.
            seed: of the run; the same seed gives the same inputs. A fresh one when empty.
            only: names of the checks to run, in that order; all when empty.
            public_only: leave hidden checks out.
            listener: hears events as they happen.

        Raises:
            UsageError: `only` names a check that does not exist.
            ExerciseError: the exercise is broken.
            SandboxError: learner code cannot be run here.
        """
        self.server.course = self.server.course or exercise.folder.parents[2]
        self.start()
        started = time.perf_counter()
        seed = seed or secrets.token_hex(8)
        checks = _selected(self._load(exercise, public_only), only)
        listener(Started(exercise.id, [check.name for check in checks]))
        results = self._run(exercise, submission, checks, seed, listener)
        done = Report(
            exercise=ExerciseRef(exercise.id, exercise.version),
            submission=SubmissionRef(submission.path, submission.sha256),
            score=sum(result.earned for result in results),
            max_score=sum(result.points for result in results),
            checks=results,
            environment=self.environment(),
            seconds=round(time.perf_counter() - started, 6),
            seed=seed,
        )
        listener(Finished(done))
        return done

    def _run(
        self, exercise: Exercise, submission: Submission, checks: list[Check], seed: str, listener: Listener
    ) -> list[CheckResult]:
        attempt = Attempt(self.server, exercise, submission)
        left = exercise.limits.total_seconds
        results = []
        try:
            for check in checks:
                listener(CheckStarted(check.name, check.title))
                result, spent = self._check(exercise, attempt, check, seed, left)
                left -= spent
                results.append(result)
                listener(CheckDone(result))
        finally:
            attempt.close()
        return results

    def _check(
        self, exercise: Exercise, attempt: Attempt, check: Check, seed: str, left: float
    ) -> tuple[CheckResult, float]:
        """One check's result, and how many seconds of the submission's it took."""
        if left <= 0:
            too_late = "The checks before this one used up all the time there is."
            return _result(check, CheckFailed(too_late, verdict=Verdict.NOT_RUN), 0.0, ""), 0.0
        started = time.perf_counter()
        limits = exercise.limits
        budget = Budget(limits.seconds, limits.output_kb * 1024)
        failed = self._attempt_twice(exercise, attempt, check, seed, budget)
        try:
            output = attempt.take_output()
        except GuestDied as died:
            failed, output = verdict_of(died, check, attempt.called, limits), attempt.take_output()
        result = _result(check, failed, time.perf_counter() - started, output)
        return result, limits.seconds - budget.seconds

    def _attempt_twice(
        self, exercise: Exercise, attempt: Attempt, check: Check, seed: str, budget: Budget
    ) -> CheckFailed | None:
        """Where the fork server goes down, which is not the learner's doing: once more with a new one."""
        try:
            return self._attempt(exercise, attempt, check, seed, budget)
        except GuestDied:
            pass
        try:
            return self._attempt(exercise, attempt, check, seed, budget)
        except GuestDied as died:
            return CheckFailed(f"{died.message}.", verdict=Verdict.CRASHED)

    def _attempt(
        self, exercise: Exercise, attempt: Attempt, check: Check, seed: str, budget: Budget
    ) -> CheckFailed | None:
        """Run a check; None when it passed."""
        case = None
        try:
            module = attempt.module(budget, check.fresh)
            lab = Lab(module, _rng(seed, exercise, check), self._oracle(exercise), check.visibility)
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
            return verdict_of(died, check, attempt.called, exercise.limits)
        except (CheckFailed, LearnerError, MissingName, Misuse) as error:
            return verdict_of(error, check, attempt.called, exercise.limits, case)
        except Exception as error:  # noqa: BLE001 - the check could not use what it got: whose fault is it?
            if not isinstance(error, DllabError) and self._fails_alike(exercise, check, seed, error):
                raise authors(error, check) from None
            return verdict_of(error, check, attempt.called, exercise.limits, case)
        return None

    def _fails_alike(self, exercise: Exercise, check: Check, seed: str, error: Exception) -> bool:
        """Whether the check raises the same exception for the reference solution: then it is the check's."""
        if not exercise.has("solution.py"):
            return False
        attempt = Attempt(self.server, exercise, from_source(exercise.text("solution.py")))
        try:
            module = attempt.module(Budget(exercise.limits.seconds, 1 << 20), fresh=True)
            lab = Lab(module, _rng(seed, exercise, check), self._oracle(exercise), check.visibility)
            with running(lab), bounded_memory(), np.errstate(all="ignore"):
                for case in check.cases or [None]:
                    check.function(lab, case) if check.cases else check.function(lab)
        except Exception as again:  # noqa: BLE001 - any other end speaks for the check
            return type(again) is type(error)
        finally:
            attempt.close()
        return False

    def _load(self, exercise: Exercise, public_only: bool) -> list[Check]:
        key = (f"{exercise.folder} {exercise.version}", public_only)
        if key not in self._checks:
            self._checks[key] = load_checks(exercise, public_only)
        return self._checks[key]

    def _oracle(self, exercise: Exercise) -> Oracle:
        key = f"{exercise.folder} {exercise.version}"
        oracles: dict[str, Oracle] = self._own.__dict__.setdefault("oracles", {})
        if key not in oracles:
            oracles[key] = Oracle(self.server, exercise)
            self._oracles.append(oracles[key])
            if len(oracles) > _WARM_ORACLES:
                oldest = oracles.pop(next(iter(oracles)))
                oldest.close()
                self._oracles.remove(oldest)
        return oracles[key]


def grade(exercise: Exercise, submission: Submission, seed: str = "", listener: Listener = ignore) -> Report:
    """Grade one submission with processes of its own; see `Grader.grade`."""
    with Grader() as grader:
        return grader.grade(exercise, submission, seed, listener=listener)


def _selected(checks: list[Check], only: Sequence[str]) -> list[Check]:
    by_name = {check.name: check for check in checks}
    for name in only:
        if name not in by_name:
            near = get_close_matches(name, by_name, n=2, cutoff=0.4)
            advice = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(by_name)}"
            raise UsageError(f"there is no check {name!r}: {advice}")
    return [by_name[name] for name in only] if only else checks


def _rng(seed: str, exercise: Exercise, check: Check) -> HostRng:
    """The check's own generator: by run seed, exercise and check, so that order does not matter."""
    digest = hashlib.sha256(f"{seed}\0{exercise.id}\0{check.name}".encode()).digest()
    return HostRng(np.random.PCG64(int.from_bytes(digest, "little")))


def _result(check: Check, failed: CheckFailed | None, seconds: float, output: str) -> CheckResult:
    passed = CheckResult(
        check.name, check.title, check.visibility, check.points, check.points, Verdict.PASSED,
        seconds=round(seconds, 6), output=neutralise(output, lines=200),
    )  # fmt: skip
    if failed is None:
        return passed
    return msgspec.structs.replace(
        passed,
        earned=0.0,
        verdict=failed.verdict,
        message=neutralise(failed.message, lines=12),
        mistake=failed.mistake or None,
        details=neutralise(failed.details, lines=60),
        difference=failed.difference,
    )
