"""One exercise open in several labs: whose draft is whose, and which of them nobody writes any more."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from dllab import drafts
from dllab.drafts import Draft, Found
from grader.errors import DllabError


class Sharing:
    """The drafts of an exercise, as one lab sees them.

    Args:
        home: the workspace.
        exercise: its id.

    Attributes:
        left: drafts that no other living lab goes on writing, as far as can be known; the latest first.
        rival: a lab that has unsaved text of the same exercise, in words; "" where there is none.
    """

    def __init__(self, home: Path, exercise: str) -> None:
        self._home, self._exercise = home, exercise
        found = drafts.find(home, exercise)
        self._strange = {one.path: one.time for one in found if not one.writer.is_here}
        self.left = [one for one in found if not one.writer.is_other_lab]
        self.rival = self._rivals(found)

    def look(self) -> None:
        """Look who else is at work."""
        self.rival = self._rivals(drafts.find(self._home, self._exercise))

    def keep(self, draft: Draft) -> None:
        """Write this lab's own draft; it takes the place of the one that the text came from.

        Raises:
            OSError: it cannot be written; what there was is still there.
        """
        drafts.write(self._home, self._exercise, draft)
        self._forget_left()

    def forget(self) -> None:
        """The text is saved. A draft that stays behind is compared with the file when it is found."""
        with contextlib.suppress(OSError):
            drafts.discard(self._home, self._exercise)
        self._forget_left()

    def put_aside(self, keep: Callable[[str], None]) -> None:
        """Where several labs left something: the latest is the text, `keep` is called for the others."""
        for one in self.left[1:]:
            with contextlib.suppress(DllabError, OSError):
                keep(one.draft.text)
                drafts.forget(one)
        del self.left[1:]

    def _forget_left(self) -> None:
        own = drafts.own(self._home, self._exercise)
        for one in self.left:
            if one.path != own:
                with contextlib.suppress(OSError):
                    drafts.forget(one)
        self.left = []

    def _rivals(self, found: list[Found]) -> str:
        return ", ".join(str(one.writer) for one in found if self._is_at_work(one))

    def _is_at_work(self, found: Found) -> bool:
        """Of labs on other machines only those are known to be at work that have written since."""
        if found.writer.is_here:
            return found.writer.is_other_lab
        return self._strange.get(found.path) != found.time
