"""A learner's code between editor and file: nothing typed is lost, nothing on disk is overwritten unseen.

The text is in one of four states:

    saved      it is what the file says
    edited     it differs from the file, which is as it was when the text was read from it
    conflict   it differs from the file, and that was changed by somebody else meanwhile, or cannot be read
    missing    the file is gone; the text is all there is
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path
from typing import Literal

from dllab.drafts import Draft
from dllab.sharing import Sharing
from dllab.workspace import Workspace, WorkspaceError
from grader.errors import DllabError, SubmissionError, in_words
from grader.exercise import Exercise
from grader.submission import read

State = Literal["saved", "edited", "conflict", "missing"]
# Two changes in a row may have the same time: some file systems count in seconds.
_FRESH = 2 * 10**9  # nanoseconds


class Conflict(DllabError):
    """The file was changed by another program while it was edited here."""


class Buffer:
    """The code of one exercise; the starter is copied to the workspace where there is no file.

    Args:
        workspace: the learner's.
        exercise: whose code.

    Attributes:
        path: the file.
        text: as edited.
        state: see the module's docstring.
        obstacle: why the file cannot be read, "" where it can.
        restored: whether the text is an earlier session's that was not saved.

    Raises:
        DllabError: the file can be neither read nor made, and there is no draft.
    """

    def __init__(self, workspace: Workspace, exercise: Exercise) -> None:
        self._workspace, self._exercise = workspace, exercise
        self.path = workspace.file(exercise)
        self._stamp: tuple[int, ...] | None = None  # how the file looked when it was read, if that can tell
        self._sharing = Sharing(workspace.root, exercise.id)
        draft = self._sharing.left[0].draft if self._sharing.left else None
        if draft is None and not os.path.lexists(self.path):
            workspace.start(exercise)
        self._read()
        if draft is None and self.obstacle:
            raise WorkspaceError(self.obstacle)
        self.text: str = draft.text if draft else self._file or ""
        self._base = draft.base if draft else _hash(self._file)  # of the file that the text was made from
        self._kept: str | None = draft.text if draft else None
        self._settle()
        self.restored = draft is not None and self.state != "saved"
        self._sharing.put_aside(lambda text: workspace.keep_snapshot(exercise, text))

    def edit(self, text: str) -> None:
        """Take what the editor holds; the file is neither read nor written."""
        if text != self.text:
            self.text = text
            self._settle()

    def keep(self) -> None:
        """Write a draft of what is not saved, so that a lost connection loses nothing.

        Raises:
            WorkspaceError: it cannot be written.
        """
        if self.state == "saved":
            self._forget_draft()
        elif self._kept != self.text:
            try:
                self._sharing.keep(Draft(self.text, self._base))
            except OSError as error:
                message = f"drafts cannot be written beside {self.path} ({in_words(error)})"
                raise WorkspaceError(f"{message}, so what you typed is not kept") from None
            self._kept = self.text

    def save(self) -> None:
        """Write the file, if there is anything to write.

        Raises:
            Conflict: the file is no longer the one that the text was made from.
            DllabError: it cannot be written; a draft was kept if that was possible.
        """
        self.poll()
        if self.state == "conflict":
            why = self.obstacle or f"{self.path.name} was changed by another program"
            raise Conflict(f"{why}: choose which text to keep")
        if self.state == "saved":
            return
        try:
            self._workspace.write(self._exercise, self.text)
        except DllabError:
            with contextlib.suppress(WorkspaceError):
                self.keep()
            raise
        self._become(self.text)

    def poll(self) -> bool:
        """Look whether the file changed; True where the text was replaced by it (nothing was unsaved)."""
        if self._look() == self._stamp is not None:
            return False
        self._read()
        unsaved = _hash(self.text) != self._base
        if self._file is None or self._file == self.text or unsaved or not self._spare():
            self._settle()
            return False
        self._become(self._file)
        return True

    @property
    def rival(self) -> str:
        """Another lab that has unsaved text of this exercise, in words; "" where there is none."""
        return self._sharing.rival

    def look_around(self) -> None:
        """Look whether another lab has unsaved text of this exercise."""
        self._sharing.look()

    def take_disk(self) -> None:
        """End a conflict: the file's text it is. What was typed is kept as a snapshot, see History.

        Raises:
            DllabError: the file cannot be read, or the snapshot not be written.
        """
        self._read()
        self._settle()
        if self._file is None:
            raise WorkspaceError(self.obstacle or f"{self.path} is gone: save your text to have it again")
        self._workspace.keep_snapshot(self._exercise, self.text)
        self._become(self._file)

    def take_mine(self) -> None:
        """End a conflict: the typed text it is. The file's is kept beside it as ID.old-N.py.

        Raises:
            DllabError: it cannot be written.
        """
        self._workspace.write(self._exercise, self.text, keep_old=True)
        self._become(self.text)

    def reset(self) -> Path | None:
        """Begin again with the starter; where the old text was kept, None if it was the starter.

        Raises:
            DllabError: something cannot be written; the text is as it was.
        """
        self.save()
        kept = self._workspace.reset(self._exercise)
        self.poll()
        return kept

    def _become(self, text: str) -> None:
        """Text and file are the same."""
        self.text = text
        self._saw(text)
        self._stamp = None  # another program may come between us and a look: the next poll reads again
        self._settle()
        with contextlib.suppress(WorkspaceError):
            self.keep()

    def _settle(self) -> None:
        """Find the state; what is the same as the file was made from it."""
        if self._file == self.text:
            self.state: State = "saved"
            self._base = self._file_hash
        elif self._file is None:
            self.state = "conflict" if self.obstacle else "missing"
        else:
            self.state = "edited" if self._file_hash == self._base else "conflict"

    def _spare(self) -> bool:
        """Whether the text may go: it was a file's, or a snapshot of it could be kept."""
        if self._kept is None:
            return True
        with contextlib.suppress(DllabError):
            self._workspace.keep_snapshot(self._exercise, self.text)
            return True
        return False

    def _forget_draft(self) -> None:
        if self._kept is not None:
            self._sharing.forget()
            self._kept = None

    def _read(self) -> None:
        """Take in the file."""
        self._stamp = self._look()  # first, so that what is written meanwhile is noticed
        self._saw(None)
        try:
            if os.path.lexists(self.path):
                self._saw(read(self.path).source)
        except SubmissionError as error:
            self.obstacle = str(error)

    def _saw(self, text: str | None) -> None:
        """Remember what the file says; None where there is none that can be read."""
        self._file, self._file_hash, self.obstacle = text, _hash(text), ""

    def _look(self) -> tuple[int, ...] | None:
        """What tells one state of the file from another without reading it; None where nothing does."""
        try:
            found = self.path.lstat()
        except OSError:
            return ()
        if time.time_ns() - found.st_ctime_ns < _FRESH:
            return None
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _hash(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
