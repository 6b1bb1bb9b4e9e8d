"""test --watch: public checks whenever the file changes, in a grading process that stays warm."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from dllab.cli import terminal
from dllab.cli.live import Line
from dllab.service import Service, ServiceError
from dllab.targets import Target
from dllab.workspace import Workspace
from grader.errors import DllabError
from grader.events import Finished
from grader.report import Report
from grader.submission import Submission, read

POLL = 0.5  # seconds; network file systems tell nobody about changes, so we look

Show = Callable[[Submission, Report], None]


def watch(root: Path, target: Target, only: tuple[str, ...], device: str, show: Show) -> None:
    """Test now and after each change, until Ctrl-C or until nobody reads our output.

    Args:
        root: the course.
        target: what to test.
        only: names of checks, empty for all.
        device: where networks are trained.
        show: called with each result.

    Raises:
        DllabError: the file cannot be read to begin with.
    """
    read(target.path)
    asyncio.run(_Watch(root, target, only, device, show).run())


class _Watch:
    """One file under watch."""

    def __init__(self, root: Path, target: Target, only: tuple[str, ...], device: str, show: Show) -> None:
        self._root, self._target, self._only, self._device, self._show = root, target, only, device, show
        self._testing: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Look, test, sleep; a change during a test cancels it."""
        seen = None
        async with Service() as service:
            try:
                while not terminal.is_closed():
                    stamp = _stamp(self._target.path)
                    if stamp is not None and stamp != seen:
                        seen = stamp
                        await self._stop()
                        self._testing = asyncio.create_task(self._test(service))
                    await asyncio.sleep(POLL)
            finally:
                await self._stop()

    async def _stop(self) -> None:
        if self._testing is not None:
            self._testing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._testing

    async def _test(self, service: Service) -> None:
        try:
            submission = read(self._target.path)
            report = await self._report(service)
        except DllabError as error:
            terminal.note(str(error))
            return
        # A file that changed in between is tested again at the next look.
        if report.submission.sha256 == submission.sha256:
            separate()
            self._show(submission, report)
            terminal.note(f"watching {self._target.path} (Ctrl-C ends it)")

    async def _report(self, service: Service) -> Report:
        id, path = self._target.exercise.id, self._target.path.absolute()
        own = Workspace().companions(self._target.exercise, path)
        with Line() as line:
            events = service.grade(
                id, path, course=self._root, only=self._only, device=self._device, companions=own
            )
            async for event in events:
                line(event)
                if isinstance(event, Finished):
                    return event.report
        raise ServiceError("the grading process ended without a report")


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes with every save; None while an editor is putting a new file in the old one's place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def separate() -> None:
    """Begin at the top of a terminal; elsewhere say when this result was made."""
    if terminal.console().is_terminal:
        terminal.clear()
    else:
        terminal.note(time.strftime("tested at %H:%M:%S"))
