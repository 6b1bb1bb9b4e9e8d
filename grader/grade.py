"""grade(exercise, submission) -> Report: the one path that grades, for lab, CLI, batch and authors alike."""

from __future__ import annotations

import platform
import secrets
import threading
import time
from collections.abc import Sequence
from difflib import get_close_matches
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from grader import __version__, recorded, report
from grader.answers import Recorder, Survey
from grader.checks import Check, load_checks
from grader.errors import UsageError
from grader.events import Finished, Listener, Started, ignore
from grader.examination import Examination
from grader.exercise import Exercise
from grader.report import CheckResult, Environment, ExerciseRef, Report, SubmissionRef
from grader.running import Oracle
from grader.sandbox.policy import Policy
from grader.sandbox.probe import probe
from grader.sandbox.server import Server
from grader.submission import Submission

if TYPE_CHECKING:
    from grader.training.recall import Recall

_WARM_ORACLES = 8  # each is a process


class Grader:
    """The warm processes that grading needs; use as a context manager.

    Args:
        policy: which parts of the sandbox to use; all that the machine has when left out.
        server: a fork server that is warming up already; `policy` is then its.
        device: where networks are trained: "auto", "cpu", "gpu", "gpu:0".
    """

    def __init__(
        self, policy: Policy | None = None, server: Server | None = None, device: str = "auto"
    ) -> None:
        self.server = server or Server(policy)
        self.device = device
        if device != "auto":  # said now, not after Keras was imported
            from grader.training import devices

            devices.check(device)
        self._keras: Server | None = None
        self._starting = threading.Lock()
        self._recalled: Recall | None = None
        self._probed: dict[str, report.Sandbox] = {}
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
        if self._keras is not None:
            self._keras.close()

    def keras(self) -> Server:
        """The fork server that has Keras imported, launched on first need.

        Raises:
            BackendError: Keras or its backend is not installed.
        """
        with self._starting:
            if self._keras is None:
                from grader.training.devices import installed_backend
                from grader.training.template import keras_template

                # TensorFlow and JAX compute in threads of their own; seccomp still refuses processes.
                policy = msgspec.structs.replace(self.server.policy, threads=True)
                self._keras = Server(policy, self.server.course, keras_template(installed_backend()))
            return self._keras

    def _recall(self) -> Recall:
        """What clean processes answered in earlier gradings."""
        if self._recalled is None:
            from grader.training.recall import Recall

            self._recalled = Recall()
        return self._recalled

    def environment(self, exercise: Exercise | None = None) -> Environment:
        """Where grading (of that exercise) takes place, the sandbox as tried."""
        sandbox = self._sandbox(exercise.kind if exercise else "numpy")
        return Environment(__version__, sandbox, "cpu", platform.python_version(), np.__version__)

    def _sandbox(self, kind: str) -> report.Sandbox:
        if kind not in self._probed:
            self._probed[kind] = probe(self.keras() if kind == "keras" else self.server)
        return self._probed[kind]

    def _server_of(self, exercise: Exercise) -> Server:
        server = self.keras() if exercise.kind == "keras" else self.server
        server.course = server.course or exercise.root
        return server

    def grade(
        self,
        exercise: Exercise,
        submission: Submission,
        seed: str = "",
        only: Sequence[str] = (),
        public_only: bool = False,
        listener: Listener = ignore,
        recorder: Recorder | Survey | None = None,
    ) -> Report:
        """Grade one submission.

        Args:
            exercise: what for.
            submission: the source.
            seed: of the run; the same seed gives the same inputs. A fresh one when empty.
            only: names of the checks to run, in that order; all when empty.
            public_only: leave hidden checks out.
            listener: hears events as they happen.
            recorder: keeps what the reference answers, or what mistakes come to.

        Raises:
            UsageError: `only` names a check that does not exist, or the seed cannot be chosen here.
            ExerciseError: the exercise is broken.
            SandboxError: learner code cannot be run here.
        """
        server = self._server_of(exercise)
        server.start()
        started = time.perf_counter()
        seed = _seed(exercise, seed)
        checks = _selected(self._load(exercise, public_only), only)
        listener(Started(exercise.id, [check.name for check in checks]))
        examination = Examination(
            server,
            self.keras,
            lambda: self._oracle(exercise),
            exercise,
            submission,
            seed,
            self.device,
            listener,
            self._recall,
            recorder,
        )
        try:
            results = examination.run(checks)
        finally:
            examination.close()
        seconds = round(time.perf_counter() - started, 6)
        done = self._report(exercise, submission, examination, results, seed, seconds)
        listener(Finished(done))
        return done

    def _report(
        self,
        exercise: Exercise,
        submission: Submission,
        examination: Examination,
        results: list[CheckResult],
        seed: str,
        seconds: float,
    ) -> Report:
        device, keras, backend = examination.computed
        return Report(
            exercise=ExerciseRef(exercise.id, exercise.version),
            submission=SubmissionRef(submission.path, submission.sha256),
            score=round(sum(result.earned for result in results), 6),
            max_score=sum(result.points for result in results),
            checks=results,
            training=examination.trained,
            companions={
                name: "yours" if name in submission.companions else "reference"
                for name in exercise.companions
            },
            environment=msgspec.structs.replace(
                self.environment(exercise), device=device, keras=keras, backend=backend
            ),
            seconds=seconds,
            seed=seed,
        )

    def _load(self, exercise: Exercise, public_only: bool) -> list[Check]:
        key = (f"{exercise.folder} {exercise.version}", public_only)
        if key not in self._checks:
            self._checks[key] = load_checks(exercise, public_only)
        return self._checks[key]

    def _oracle(self, exercise: Exercise) -> Oracle:
        key = f"{exercise.folder} {exercise.version}"
        oracles: dict[str, Oracle] = self._own.__dict__.setdefault("oracles", {})
        if key not in oracles:
            oracles[key] = Oracle(self._server_of(exercise), exercise)
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


def _seed(exercise: Exercise, wanted: str) -> str:
    """The run's seed: as wanted, or a fresh one, or the one that answers were recorded with."""
    if not exercise.is_recorded:
        return wanted or secrets.token_hex(8)
    if wanted not in ("", recorded.SEED):
        raise UsageError(
            f"this install has no solution of {exercise.id}, only its answers to one set of inputs: "
            f"leave the seed out (it is {recorded.SEED!r})"
        )
    return recorded.SEED


def _selected(checks: list[Check], only: Sequence[str]) -> list[Check]:
    by_name = {check.name: check for check in checks}
    for name in only:
        if name not in by_name:
            near = get_close_matches(name, by_name, n=2, cutoff=0.4)
            advice = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(by_name)}"
            raise UsageError(f"there is no check {name!r}: {advice}")
    return [by_name[name] for name in only] if only else checks
