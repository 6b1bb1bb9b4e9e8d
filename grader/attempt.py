"""One submission in its guest: loaded once, asked by every check, replaced when it dies."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from grader import diagnose
from grader.exercise import Exercise
from grader.failure import CheckFailed
from grader.report import Verdict
from grader.sandbox.channel import Budget, Channel, GuestDied, LearnerError
from grader.sandbox.policy import Allowance
from grader.sandbox.proxy import Module, Peer
from grader.sandbox.server import Server
from grader.submission import Submission

_TRAINING_BYTES = 4 << 30  # gradients, step after step


class Attempt:
    """A submission being graded.

    Args:
        server: where its guests are forked.
        exercise: what it is graded for.
        submission: the source.
    """

    def __init__(self, server: Server, exercise: Exercise, submission: Submission) -> None:
        self._server = server
        self._exercise = exercise
        self._submission = submission
        self._peer: Peer | None = None
        self._module: Module | None = None
        self._unloadable: CheckFailed | None = None

    def module(self, budget: Budget, fresh: bool) -> Module:
        """The submission, loaded, with a check's budget.

        Raises:
            CheckFailed: it does not load; it is not tried again.
            GuestDied: its process did not survive loading.
        """
        if self._unloadable:
            raise self._unloadable
        if fresh or self._peer is None or not self._peer.channel.alive:
            self.close()
            self._start(budget)
        assert self._peer is not None and self._module is not None
        self._peer.channel.budget = budget
        self._peer.forget_stubs()
        return self._module

    @contextlib.contextmanager
    def another(self, seconds: float) -> Iterator[Module]:
        """The submission in a guest of its own, which knows nothing of this one's, for so many seconds."""
        again = Attempt(self._server, self._exercise, self._submission)
        output = self._exercise.limits.output_kb * 1024
        try:
            yield again.module(Budget(seconds, output, bytes=_TRAINING_BYTES), fresh=True)
            again.take_output()
        finally:
            again.close()

    def take_output(self) -> str:
        """What learner code printed since the last time.

        Raises:
            GuestDied: it was more than it may.
        """
        return self._peer.channel.take_output().decode("utf-8", "replace") if self._peer else ""

    @property
    def called(self) -> str:
        """The function called last, for messages."""
        return f"`{self._peer.last}`" if self._peer and self._peer.last else "Your file"

    def close(self) -> None:
        """Kill the guest."""
        if self._peer is not None:
            self._peer.channel.close()

    def _start(self, budget: Budget) -> None:
        limits = self._exercise.limits
        allowance = Allowance(
            cpu_seconds=int(max(limits.total_seconds, limits.training_seconds)) + 5,
            memory_mb=limits.memory_mb,
            file_mb=limits.scratch_mb,
            reply_mb=limits.reply_mb,
        )
        self._peer = Peer(Channel(self._server, allowance, limits.scratch_mb))
        self._peer.channel.budget = budget
        self._peer.channel.source = re.split(r"\r\n|\r|\n", self._submission.source)
        self._peer.channel.place = self._submission.place
        for module, file, source in self._sources():
            try:
                starts = self._submission.cells if module == "submission" else ()
                self._module = self._peer.load(module, file, source, self._exercise.forbid, starts)
                self._module.instead = self._cause
            except LearnerError as error:
                self._unloadable = _not_loaded(error, file)
                raise self._unloadable from None
            except GuestDied as died:
                if not died.server_lost:
                    self._unloadable = _died_loading(died)
                    raise self._unloadable from None
                raise

    def _cause(self, name: str) -> CheckFailed | None:
        """Why a notebook does not define a name: the cell that should have, or one that it needed, raised."""
        errors = self._module.errors if self._module else ()
        named = re.compile(rf"\b{re.escape(name)}\b")
        for error in errors:
            if named.search(self._submission.cell(error.line)):
                first = errors[0] if error.type == "NameError" else error
                return _not_loaded(first, self._submission.name)
        return None

    def _sources(self) -> Iterator[tuple[str, str, str]]:
        """Module name, file name and text of what is loaded: the submission after what it may import."""
        for name in self._exercise.companions:
            own = self._submission.companions.get(name)
            # In <>: an error in there is told by the line of the submission that led to it.
            yield name, f"<{name}.py>", self._exercise.companion(name) if own is None else own
        yield "submission", self._submission.name, self._submission.source


def _not_loaded(error: LearnerError, name: str) -> CheckFailed:
    if name.startswith("<"):
        why = f"{error.type}: {error.message}"
        message, verdict = f"Your {name.strip('<>')} is used here and cannot be loaded: {why}.", Verdict.ERROR
    elif "SyntaxError" in error.bases:
        message, verdict = f"{name}, {error.place}: {error.message}: {error.code}", Verdict.ERROR
        message = f"Your file is not Python. {message}"
    else:
        message, verdict = diagnose.told(error, f"Loading {name}", visible=True)
    return CheckFailed(message, details=f"{error.type}: {error.message}\n{error.traceback}", verdict=verdict)


def _died_loading(died: GuestDied) -> CheckFailed:
    why = died.message or {
        Verdict.TIMEOUT: "it does not come to an end: keep calls that run long inside functions",
        Verdict.MEMORY: "it ran out of memory",
        Verdict.FLOODED: "it prints too much",
    }.get(died.verdict, "its process died")
    return CheckFailed(f"Your file could not be loaded: {why}.", verdict=died.verdict)
