"""The client of grader.service: one warm grading process, its events as they happen, killed to cancel."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path
from types import TracebackType

import msgspec

from grader import errors
from grader.events import Event, Failed, Finished
from grader.helper import Ended, Helper

PATIENCE = 2.0  # seconds that a service may take to end by itself


class ServiceError(errors.DllabError):
    """The grading process died or talks nonsense; the next request starts a new one."""


class Service:
    """A grading process that is started on first need.

        async with Service() as service:
            async for event in service.grade("logistic-unit", path, course=root):
                …

    Leaving the loop early, or cancelling the task that runs it, kills the process.
    """

    def __init__(self) -> None:
        self._process: Helper | None = None
        self._killed: list[Helper] = []
        self._run = 0

    async def grade(
        self,
        exercise: str,
        path: Path,
        *,
        course: Path,
        only: tuple[str, ...] = (),
        public_only: bool = True,
        device: str = "auto",
        companions: dict[str, str] | None = None,
        learner: bool = False,
    ) -> AsyncGenerator[Event]:
        """Grade one file; the last event is Finished. See `grader.service` for the arguments.

        Raises:
            DllabError: it cannot be graded, of the kind that the grader raised.
            ServiceError: the process died.
        """
        self._run += 1
        request = {
            "id": self._run,
            "op": "grade",
            "exercise": exercise,
            "course": str(course),
            "path": str(path),
            "seed": "",
            "only": list(only),
            "public_only": public_only,
            "device": device,
            "companions": companions or {},
            "learner": learner,
        }
        done = False
        try:
            await self._send(request)
            while not done:
                event = await self._receive(self._run)
                done = isinstance(event, Failed | Finished)
                if isinstance(event, Failed):
                    raise _error(event)
                yield event
        finally:
            if not done:
                self.kill()

    def kill(self) -> None:
        """End the process and all it started, now."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            self._killed.append(process)

    async def close(self) -> None:
        """Let the process end by itself; kill it when it does not. Afterwards there is none."""
        if self._process is not None:
            await self._process.end(PATIENCE)
            self._process = None
        await self._bury()

    async def _bury(self) -> None:
        while self._killed:
            first = self._killed[0]
            await first.end()  # before it is forgotten: who is cancelled here leaves it to the next call
            self._killed = [one for one in self._killed if one is not first]

    async def __aenter__(self) -> Service:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        await self.close()

    async def _send(self, request: dict[str, object]) -> None:
        if self._process is None or not self._process.is_there:
            self.kill()
            await self._bury()  # each has a file and two pipes open
            self._process = await Helper.start("grader.service")
        try:
            await self._process.send(request)
        except Ended as ended:
            raise self._died(ended) from None

    async def _receive(self, run: int) -> Event:
        """The next event of this run; those of earlier runs are stale."""
        while True:
            if self._process is None:
                raise self._died()
            try:
                line = await self._process.line()
                if _HEAD.decode(line).id == run:
                    return _EVENT.decode(line)
            except Ended as ended:
                raise self._died(ended) from None
            except (ValueError, msgspec.DecodeError) as error:
                raise ServiceError(f"the grading process sent what is no event: {error}") from None

    def _died(self, last_words: object = "") -> ServiceError:
        self.kill()
        reason = f": {last_words}" if str(last_words) else ""
        return ServiceError(f"the grading process ended unexpectedly{reason}")


class _Head(msgspec.Struct):
    id: int


_HEAD = msgspec.json.Decoder(_Head)
_EVENT: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def _error(event: Failed) -> errors.DllabError:
    kind = getattr(errors, event.error, errors.DllabError)
    return kind(event.message) if issubclass(kind, errors.DllabError) else errors.DllabError(event.message)
