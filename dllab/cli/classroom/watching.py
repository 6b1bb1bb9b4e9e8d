"""class watch: what is said, and how it ends."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from dllab import findings
from dllab.cli import terminal
from dllab.wording import count, one_line
from grader.batch.dropbox import DropboxError
from grader.batch.outcome import Event, Graded, decoded
from grader.batch.plan import Refused
from grader.batch.register import RegisterError
from grader.batch.store import StoreError
from grader.batch.watch import Round, Watch
from grader.errors import ExerciseError

_PASSING = (
    DropboxError,
    RegisterError,
    StoreError,
    ExerciseError,
)  # a full disk, a course being edited
_LINES = 20  # of complaints about the files of a look


class Voice:
    """Lines with the time on stdout; complaints on stderr, each once."""

    def __init__(self) -> None:
        self._said: set[str] = set()
        self._refused: set[str] = set()

    def __call__(self, event: Event) -> None:
        """Hear of one hand-in."""
        if not isinstance(event, Graded):
            self.complain(f"not graded: {decoded(event.student)}/{event.exercise}: {event.why}")
            return
        outcome = event.outcome
        where = f"{one_line(outcome.name)}/{outcome.exercise}"
        if outcome.report is None:
            self.complain(f"not graded: {where}: {outcome.error}")
        else:
            self.tell(f"{where}: {findings.score(outcome.report)}")

    def conclude(self, found: Round) -> None:
        """Say what came of a look, if anything did."""
        self._complain_of((*found.collected.refused, *found.refused))
        if found.feedback:
            self.tell(f"feedback on {count(found.feedback, 'hand-in')} is left")

    def tell(self, sentence: str) -> None:
        """A line on stdout."""
        terminal.say(f"{time.strftime('%H:%M:%S')}  {sentence}\n")

    def complain(self, sentence: str) -> None:
        """A line on stderr; not what was said before."""
        if sentence not in self._said:
            self._said.add(sentence)
            terminal.note(sentence)

    def _complain_of(self, refused: Sequence[Refused]) -> None:
        """What is new since the look before; of folders with little of it first: nobody drowns the others."""
        many = Counter(one.path.parent for one in refused)
        told = [
            f"not taken: {one_line(str(one.path))}: {one.why}"
            for one in sorted(refused, key=lambda one: many[one.path.parent])
        ]
        new = [sentence for sentence in dict.fromkeys(told) if sentence not in self._refused]
        self._refused = set(told)
        for sentence in new[:_LINES]:
            terminal.note(sentence)
        if len(new) > _LINES:
            terminal.note(f"and {len(new) - _LINES:,} more that are not taken")


def run(watch: Watch, voice: Voice, interval: float) -> int:
    """Look until Ctrl-C; the exit status.

    Raises:
        DllabError: the first look fails, or nothing can be graded here.
        KeyboardInterrupt: Ctrl-C in the middle of the work.
    """
    try:
        found = watch.look()
        voice.conclude(found)
        terminal.note(f"watching {watch.dropbox} (Ctrl-C ends it)")
        again = found.again
        while not terminal.is_closed():
            if not again:
                time.sleep(interval)
            again = _look(watch, voice)
    except KeyboardInterrupt:
        if watch.at_work:
            raise
        terminal.end_line()
        terminal.note("stopped; nothing was being graded")
    return 0


def _look(watch: Watch, voice: Voice) -> bool:
    try:
        found = watch.look()
    except _PASSING as error:
        voice.complain(f"{error}; the next look tries again")
        return False
    voice.conclude(found)
    return found.again
