"""One file graded in a Slurm job, for somebody who waits and watches: what it tells comes as lines of a file.

FOLDER/errand.json    what to grade
FOLDER/events.jsonl   the events of grader/events.py, as they happen
FOLDER/job/           the job's script and logs
"""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from grader import errors, files
from grader.batch import cluster, shard
from grader.batch.cluster import Lookout, SlurmError, Task, Wishes
from grader.batch.task import Errand, work
from grader.errors import DllabError, in_words
from grader.events import Event, Failed, Finished, Listener
from grader.exercise import Exercise
from grader.report import Report
from grader.submission import Submission

_PAUSE = 0.25  # seconds between two looks at the file
_EVENT: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def grade(
    home: Path,
    asked: Wishes,
    exercise: Exercise,
    submission: Submission,
    *,
    seed: str = "",
    only: tuple[str, ...] = (),
    device: str = "auto",
    listener: Listener,
    tell: Callable[[str], None],
) -> Report:
    """Grade a file in a job; whatever happens here, no job is left behind unnoticed.

    Args:
        home: a folder that the job's machine sees, too; it is made.
        asked: what is asked of Slurm for exercises of its kind.
        exercise: which one.
        submission: what was handed in.
        seed: to draw inputs and weights from; a fresh one when empty.
        only: names of the checks to run; all when empty.
        device: where networks are trained.
        listener: hears what happens, as in a grading on this machine.
        tell: hears what becomes of the job, in a few words; "" once events come.

    Raises:
        UsageError: there is no Slurm here.
        SlurmError: Slurm does not take the job, it ended before a report came, or it may go on.
        DllabError: the file cannot be graded, of the kind that the grader raised.
    """
    cluster.require(home)
    folder = shard.private(shard.private(home) / secrets.token_hex(8))
    course = shard.hexed(exercise.root)
    errand = Errand(course, exercise.id, submission, seed, only, device)
    name = f"dllab-{folder.name}"
    try:
        files.create(folder / "errand.json", msgspec.json.encode(errand), 0o600)
        job = msgspec.json.encode({"type": "one", "folder": shard.hexed(folder)}).decode()
        cluster.submit(folder / "job", name, asked, work, [job])
        return _report(_Waiting(folder, name, tell), listener)
    except BaseException as error:
        cluster.cancel([name])
        if isinstance(error, OSError):
            raise SlurmError(f"{folder} cannot be written: {in_words(error)}") from None
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Waiting:
    """Reads what the job writes until it is over."""

    def __init__(self, folder: Path, name: str, tell: Callable[[str], None]) -> None:
        self._folder, self._name, self._tell = folder, name, tell
        self._offset = 0
        self._state = "gone from Slurm's queue"

    def events(self) -> Iterator[Event]:
        lookout = Lookout()
        over = False
        while True:
            found = lookout.look([self._name])  # before the file is read: who is over has written all
            if found is not None:
                over = self._over(found)
            elif lookout.trouble:
                self._tell(lookout.trouble)
            yield from self._new()
            if over:
                raise SlurmError(f"the job ended before a report came ({self._state}){self._last_words()}")
            time.sleep(_PAUSE)

    def _over(self, found: list[Task]) -> bool:
        for task in found:
            self._state = task.state
            if not self._offset:
                waits = "waits in Slurm's queue" + (f" ({task.reason})" if task.reason else "")
                self._tell(f"job {task.id} {waits if task.state == 'PENDING' else 'starts'}")
        return all(task.over for task in found)

    def _new(self) -> list[Event]:
        lines, self._offset = shard.new_lines(self._folder / "events.jsonl", self._offset)
        return [_EVENT.decode(line) for line in lines]

    def _last_words(self) -> str:
        lines = [
            line.strip()
            for path in sorted((self._folder / "job").glob("*.err"))
            for line in path.read_text(errors="replace")[-2000:].splitlines()
            if line.strip()
        ]
        return f": {lines[-1][:200]}" if lines else ""


def _report(waiting: _Waiting, listener: Listener) -> Report:
    for event in waiting.events():
        if isinstance(event, Failed):
            kind = getattr(errors, event.error, DllabError)
            raise (kind if isinstance(kind, type) and issubclass(kind, DllabError) else DllabError)(
                event.message
            )
        listener(event)
        if isinstance(event, Finished):
            return event.report
    raise AssertionError("events end with a report or an exception")
