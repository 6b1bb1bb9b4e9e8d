"""A learner's code between editor and file: nothing typed is lost, nothing on disk is overwritten unseen.

The text is in one of four states:

    saved      it is what the file says
    edited     it differs from the file, which is as it was when the text was read from it
    conflict   it differs from the file, and the file was changed by somebody else meanwhile
    missing    the file is gone; the text is all there is
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Literal

from dllab import drafts
from dllab.drafts import Draft
from dllab.workspace import Workspace, WorkspaceError
from grader.errors import DllabError, SubmissionError
from grader.exercise import Exercise
from grader.submission import read

State = Literal["saved", "edited", "conflict", "missing"]


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
        restored: whether a draft of an earlier session was found.

    Raises:
        DllabError: the file can be neither read nor made.
    """

    def __init__(self, workspace: Workspace, exercise: Exercise) -> None:
        self._workspace, self._exercise = workspace, exercise
        self.path = workspace.file(exercise)
        draft = drafts.read(workspace.root, exercise.id)
        with contextlib.suppress(WorkspaceError) if draft else contextlib.nullcontext():
            workspace.start(exercise)
        disk = self._disk()
        self.restored = draft is not None and draft.text != disk
        self.text: str = draft.text if draft else disk or ""
        self._base = draft.base if draft else _hash(disk)  # of the file that the text was made from
        self._stamp = self._look()
        self._kept: str | None = draft.text if draft else None
        self.state: State = "saved"
        self._settle(disk)

    def edit(self, text: str) -> None:
        """Take what the editor holds; nothing is written yet."""
        if text != self.text:
            self.text = text
            self._settle(self._file)

    def keep(self) -> None:
        """Write a draft of what is not saved, so that a lost connection loses nothing.

        Raises:
            WorkspaceError: it cannot be written.
        """
        with _explained(self, "what you typed is not kept"):
            if self.state == "saved":
                if self._kept is not None:
                    drafts.discard(self._workspace.root, self._exercise.id)
                self._kept = None
            elif self._kept != self.text:
                drafts.write(self._workspace.root, self._exercise.id, Draft(self.text, self._base))
                self._kept = self.text

    def save(self) -> None:
        """Write the file, if there is anything to write.

        Raises:
            Conflict: the file is no longer the one that the text was made from.
            WorkspaceError: it cannot be written; a draft was kept if that was possible.
        """
        self.poll()
        if self.state == "conflict":
            raise Conflict(f"{self.path.name} was changed by another program: choose which text to keep")
        if self.state == "saved":
            return
        try:
            self._workspace.write(self._exercise, self.text)
        except WorkspaceError:
            with contextlib.suppress(WorkspaceError):
                self.keep()
            raise
        self._become(self.text)

    def poll(self) -> bool:
        """Look whether the file changed; True where the text was replaced by it (nothing was unsaved)."""
        if (stamp := self._look()) == self._stamp:
            return False
        self._stamp = stamp
        disk = self._disk_quietly()
        if disk is not None and self.state == "saved" and disk != self.text:
            self._become(disk)
            return True
        self._settle(disk)
        return False

    def take_disk(self) -> None:
        """End a conflict: the file's text it is. What was typed is kept as a snapshot, see History.

        Raises:
            DllabError: the file cannot be read, or the snapshot not be written.
        """
        disk = self._disk()
        self._workspace.keep_snapshot(self.text)
        self._become(disk or "")

    def take_mine(self) -> None:
        """End a conflict: the typed text it is. The file's is kept beside it as ID.old-N.py.

        Raises:
            WorkspaceError: it cannot be written.
        """
        self._workspace.write(self._exercise, self.text, keep_old=True)
        self._become(self.text)

    def _become(self, text: str) -> None:
        """Text and file are the same."""
        self.text, self._base = text, _hash(text)
        self._settle(text)
        self._stamp = self._look()
        with contextlib.suppress(WorkspaceError):
            self.keep()

    def _settle(self, disk: str | None) -> None:
        self._file = disk
        if disk is None:
            self.state = "missing"
        elif disk == self.text:
            self.state, self._base = "saved", _hash(disk)
        else:
            self.state = "edited" if _hash(disk) == self._base else "conflict"

    def _look(self) -> tuple[int, int, int] | None:
        """What tells one state of the file from another without reading it."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _disk(self) -> str | None:
        """The file's text; None where there is no file."""
        return read(self.path).source if self.path.exists() else None

    def _disk_quietly(self) -> str | None:
        """The same; a file that cannot be read is as good as none."""
        try:
            return self._disk()
        except SubmissionError:
            return None


def _hash(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@contextlib.contextmanager
def _explained(buffer: Buffer, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise WorkspaceError(f"drafts cannot be written beside {buffer.path} ({why}), so {what}") from None
