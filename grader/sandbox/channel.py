"""The trusted end of the wire: one guest process, its budget, and how it ended.

Everything that arrives here was written by a process that learner code may have taken over.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from grader.errors import SandboxError
from grader.report import Verdict
from grader.sandbox import wire
from grader.sandbox.messages import Reaped
from grader.sandbox.policy import Allowance
from grader.sandbox.scratch import measure
from grader.sandbox.server import Server
from grader.sandbox.wire import WireError

_TICK = 0.05
_DROPS = 1000  # handles let go of in one request
_MB = 1024 * 1024


class Verdictive(Exception):
    """Base of exceptions that decide a check even where they pass through learner code, in a callback."""


class GuestDied(Exception):
    """The guest is gone; why, and a sentence about it.

    Attributes:
        server_lost: the fork server died and took it along, which was not the learner's doing.
    """

    def __init__(
        self, verdict: Verdict, message: str, server_lost: bool = False, trusted: bool = False
    ) -> None:
        super().__init__(message)
        self.trusted = trusted
        self.verdict = verdict
        self.message = message
        self.server_lost = server_lost


class LearnerError(Exception):
    """Code in a guest raised an exception; told as plain data, all of it the guest's own word.

    Attributes:
        type: the exception's class name.
        bases: the names of the built-in classes it derives from.
        message: its text.
        line: the line of the submission where it was raised, 0 where there is none.
        code: that line's text, from the source that the host holds.
        place: where that is, in words.
        traceback: the submission's own lines of it.
    """

    def __init__(
        self,
        told: dict[str, Any],
        trusted: bool = False,
        source: Sequence[str] = (),
        place: Callable[[int], str] = "line {}".format,
    ) -> None:
        self.trusted = trusted
        self.type = _string(told.get("type"), "Exception")
        bases = told.get("bases")
        self.bases = [name for name in bases if type(name) is str] if type(bases) is list else []
        self.message = _string(told.get("message"))
        line = told.get("line")
        self.line = line if type(line) is int and 0 < line <= len(source) else 0
        self.code = source[self.line - 1].strip()[:200] if self.line else ""
        self.place = place(self.line) if self.line else ""
        self.traceback = _string(told.get("traceback"))
        super().__init__(f"{self.type}: {self.message}")


_SHAPES: dict[str, tuple[type | None, ...]] = {
    "ok": (None, dict),
    "raised": (dict, dict),
    "unsendable": (int, dict),
    "call": (int, str, tuple, dict),
}


class Unanswerable(LearnerError):
    """What the code in the guest returned cannot be sent; in the host's own words."""

    def __init__(self, reason: int, trusted: bool = False) -> None:
        known = 0 <= reason < len(wire.REASONS)
        why = wire.REASONS[reason] if known else "it cannot be read"
        super().__init__({"type": "WireError", "message": f"what it returned cannot be sent: {why}"}, trusted)


def _string(value: Any, default: str = "") -> str:
    return value[:8000] if type(value) is str else default


class Budget:
    """What a check may still spend in guests: wall time, bytes printed, items iterated, bytes answered."""

    def __init__(
        self, seconds: float, output_bytes: int, items: int = 100_000, bytes: int = 64 * _MB
    ) -> None:
        self.seconds = seconds
        self.output_bytes = output_bytes
        self.items = items
        self.bytes = bytes


class Channel:
    """A guest process and the conversation with it.

    Args:
        server: where it is forked.
        allowance: its limits.
        scratch_mb: what it may write in all, MiB (watched here where no sized file system does it).
        trusted: it runs the exercise's own code: what goes wrong in it is the author's to mend.

    Attributes:
        budget: the running check's; set before each.
        output: what the guest printed during the running check.
        notes: what the guest noted about calls since `take_notes`.
        source: the lines of the submission it runs, for messages.
        place: says where a line is, in a notebook by its cell.
    """

    def __init__(
        self, server: Server, allowance: Allowance, scratch_mb: int = 64, trusted: bool = False
    ) -> None:
        self.budget = Budget(10.0, 64 * 1024)
        self.output = bytearray()
        self.notes: dict[str, list[Any]] = {}
        self.export: Callable[[Any], list[Any] | None] = lambda value: None
        self.import_: Callable[[list[Any]], Any] = _refuse_reference
        self.answer_call: Callable[[int, str, tuple[Any, ...], dict[str, Any]], Any] = _refuse_call
        self.dropped: list[int] = []
        self.source: Sequence[str] = ()
        self.place: Callable[[int], str] = "line {}".format
        self._server = server
        self.trusted = trusted
        self._allowance = allowance
        self._scratch_mb = scratch_mb
        self._inbox = bytearray()
        self._deadline: float | None = None
        self._verdict: Verdictive | None = None
        self._entered = False
        self._dead: GuestDied | None = None
        self._open()

    def _open(self) -> None:
        for _ in range(3):
            if self._spawned():
                return
        raise SandboxError("a process for learner code could not be started: the fork server dies each time")

    def _spawned(self) -> bool:
        """Fork a guest on a connection of its own; False where the server died meanwhile."""
        self._socket, theirs = socket.socketpair()
        self._out, write_end = os.pipe()
        os.set_blocking(self._out, False)
        # Blocking calls that give up now and then: one system call a message, and a look at the clock.
        tick = struct.pack("@ll", 0, int(_TICK * 1e6))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, tick)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, tick)
        guest = None
        try:
            guest = self._server.spawn(self._allowance, theirs, write_end)
        finally:
            theirs.close()
            os.close(write_end)
            if guest is None:
                self._socket.close()
                os.close(self._out)
        if guest is not None:
            self._generation, self._pid, self._scratch = guest
        return guest is not None

    @property
    def alive(self) -> bool:
        """Whether the guest can still be asked."""
        return self._dead is None

    def request(self, op: str, *operands: Any) -> Any:
        """Ask the guest and wait for its answer, serving its calls back meanwhile.

        Raises:
            LearnerError: learner code raised.
            GuestDied: it hung, crashed, or used up what it may.
            WireError: `operands` cannot be sent.
        """
        if self._dead:
            raise self._dead
        id = secrets.randbits(62)
        dropped, self.dropped = self.dropped[:_DROPS], self.dropped[_DROPS:]
        frame = wire.encode((id, op, dropped, *operands), self.export)
        with self._clock():
            self._send(frame)
            return self._converse(id)

    @contextlib.contextmanager
    def _clock(self) -> Iterator[None]:
        """Time runs from the outermost request on: one asked by a callback gets no time of its own."""
        if self._deadline is not None:
            yield
            return
        started = time.monotonic()
        self._deadline = started + self.budget.seconds
        try:
            yield
        finally:
            self._deadline = None
            self.budget.seconds -= time.monotonic() - started

    def take_output(self) -> bytes:
        """What the guest printed since the last time.

        Raises:
            GuestDied: it was more than the budget allows.
        """
        if self._dead is None:
            self._take_output()
            self._watch_scratch()
        output, self.output = bytes(self.output), bytearray()
        return output

    def take_notes(self) -> dict[str, list[Any]]:
        """What the guest noted since the last time."""
        notes, self.notes = self.notes, {}
        return notes

    def close(self) -> None:
        """Kill the guest."""
        if self._dead is None:
            self._dead = GuestDied(Verdict.NOT_RUN, "the guest is closed")
            self._bury()

    def kill(self) -> None:
        """Kill the guest from another thread: the one that waits for its answer hears that it is gone."""
        self._server.reap(self._generation, self._pid)

    def die(self, verdict: Verdict, message: str) -> NoReturn:
        """Kill the guest and say why.

        Raises:
            GuestDied: always.
        """
        if self._dead is None:
            self._dead = GuestDied(verdict, message, trusted=self.trusted)
            self._bury()
        raise self._dead

    def _converse(self, id: int) -> Any:
        while True:
            self._check_time()
            frame = self._receive()
            if not self._entered:
                self._entered = True
                continue
            kind, *rest = self._checked(frame, id)
            if kind == "call":
                self._send(self._called(*rest))
                continue
            notes = rest[1]
            verdict, self._verdict = self._verdict, None
            if verdict is not None:
                raise verdict
            for key in ("warnings", "changed", "drew", "aliases"):
                if isinstance(notes.get(key), list):
                    self.notes.setdefault(key, []).extend(notes[key])
            if kind == "raised":
                raise self.told(rest[0])
            if kind == "unsendable":
                raise Unanswerable(rest[0], self.trusted)
            return rest[0]

    def told(self, error: dict[str, Any]) -> LearnerError:
        """An exception as the guest tells it, with its place in the submission."""
        return LearnerError(error, self.trusted, self.source, self.place)

    def _checked(self, frame: Any, id: int) -> list[Any]:
        """A well-formed answer to the question asked, without its id."""
        if not (type(frame) is tuple and len(frame) >= 2 and type(frame[0]) is int and frame[0] == id):
            self.die(Verdict.REFUSED, "it answered a question that was not asked")
        _, kind, *rest = frame
        shape = _SHAPES.get(kind) if type(kind) is str else None
        if shape is None or len(rest) != len(shape) or not all(map(_is_a, rest, shape)):
            self.die(Verdict.REFUSED, "its answer is malformed")
        return [kind, *rest]

    def _called(self, stub: int, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
        """The guest calls a function of the check: the frame to answer with."""
        if not all(type(key) is str for key in kwargs):
            self.die(Verdict.REFUSED, "it called a function of the check with malformed arguments")
        try:
            return wire.encode((0, "return", self.answer_call(stub, method, args, kwargs)), self.export)
        except (GuestDied, SandboxError, NameError, ImportError):
            raise  # the last two are mistakes of the check's author
        except Verdictive as verdict:
            self._verdict = self._verdict or verdict  # learner code may swallow it; raised when it returns
            return wire.encode((0, "raise", "the check has seen enough"), self.export)
        except Exception as error:  # noqa: BLE001 - a check's function was called by learner code with anything
            message = f"the function of the check raised {type(error).__name__}: {error}"[:500]
            return wire.encode((0, "raise", message), self.export)

    def _send(self, frame: bytes) -> None:
        view = memoryview(frame)
        while view:
            try:
                view = view[self._socket.send(view) :]
            except BlockingIOError:
                self._look_around()
            except OSError:
                self._ended()

    def _receive(self) -> Any:
        """The next frame, decoded."""
        limit = self._allowance.reply_mb * _MB
        while True:
            if len(self._inbox) >= wire.HEADER.size:
                structure, buffers = wire.HEADER.unpack_from(self._inbox)
                if structure > wire.MAX_STRUCTURE or buffers > limit:
                    self.die(Verdict.FLOODED, "its answer is larger than an answer may be")
                end = wire.HEADER.size + structure + buffers
                if len(self._inbox) >= end:
                    return self._decode(structure, end)
            self._check_time()
            try:
                part = self._socket.recv(1 << 16)
            except BlockingIOError:
                self._look_around()
                continue
            except OSError:
                part = b""
            if not part:
                self._ended()
            self._inbox += part

    def _decode(self, structure: int, end: int) -> Any:
        start = wire.HEADER.size
        body, buffers = (
            bytes(self._inbox[start : start + structure]),
            bytes(self._inbox[start + structure : end]),
        )
        del self._inbox[:end]
        self.budget.bytes -= end
        if self.budget.bytes < 0:
            self.die(Verdict.FLOODED, "its answers are more than a check takes in")
        if self._inbox and self._entered:
            self.die(Verdict.REFUSED, "it wrote to the grader's connection by itself")
        try:
            return wire.decode(body, buffers, self.import_)
        except WireError:
            self.die(Verdict.REFUSED, "its answer is not plain data")

    def _check_time(self) -> None:
        if self._deadline is not None and time.monotonic() >= self._deadline:
            self.die(Verdict.TIMEOUT, "")

    def _look_around(self) -> None:
        """Nothing came or went for a while: is it time, has it printed or written too much?"""
        self._check_time()
        self._take_output()
        self._watch_scratch()

    def _take_output(self) -> None:
        """Read what was printed, and count it."""
        self._read_output()
        if self.budget.output_bytes < 0:
            self.die(Verdict.FLOODED, "")

    def _read_output(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self.budget.output_bytes >= 0 and (part := os.read(self._out, 65536)):
                self.budget.output_bytes -= len(part)
                self.output += part

    def _watch_scratch(self) -> None:
        """Where scratch is an ordinary folder, only looking tells how much lies in it."""
        if self._server.bubblewrap:
            return
        allowed = self._scratch_mb * _MB
        if measure(self._scratch, allowed) > allowed:
            self.die(Verdict.FLOODED, "it wrote too much to its scratch folder")

    def _ended(self) -> NoReturn:
        """The connection closed: bury the guest and tell from its status why."""
        reaped = self._bury(patient=True)
        verdict, message = _cause(reaped, self._allowance)
        # A guest that was killed before it said that it had entered never saw the submission.
        killed_early = not self._entered and reaped is not None and os.WIFSIGNALED(reaped.status)
        self._dead = GuestDied(verdict, message, reaped is None or killed_early, self.trusted)
        if not self._entered and reaped is not None and not killed_early:
            words = self.output.decode(errors="replace").strip()
            raise SandboxError(f"the sandbox could not be entered: {words or message}")
        raise self._dead

    def _bury(self, patient: bool = False) -> Reaped | None:
        reaped = self._server.reap(self._generation, self._pid, patient)
        self._read_output()
        self._socket.close()
        os.close(self._out)
        return reaped


def _is_a(value: Any, type_: type | None) -> bool:
    return type_ is None or type(value) is type_


def _cause(reaped: Reaped | None, allowance: Allowance) -> tuple[Verdict, str]:
    """Verdict and sentence for a guest that ended by itself."""
    if reaped is None:
        return Verdict.CRASHED, "its process ended together with the grader's fork server"
    if reaped.killed:
        return Verdict.CRASHED, "it closed its connection to the grader"
    if not os.WIFSIGNALED(reaped.status):
        return Verdict.CRASHED, "it ended its process"
    number = os.WTERMSIG(reaped.status)
    if number == signal.SIGXCPU:
        return Verdict.TIMEOUT, ""
    if number == signal.SIGKILL or 0 < 0.8 * allowance.memory_mb * 1024 < reaped.max_rss_kb:
        return Verdict.MEMORY, ""
    return Verdict.CRASHED, f"its process was ended by {signal.Signals(number).name}"


def _refuse_reference(raw: list[Any]) -> Any:
    raise WireError("a reference to nothing")


def _refuse_call(stub: int, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    raise WireError("a call of nothing")
