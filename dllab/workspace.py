"""The learner's folder: one file an exercise, a log of attempts, and snapshots of what was graded."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from dllab import attempts, locations
from grader import files
from grader.course import Course
from grader.errors import DllabError, SubmissionError, UsageError, in_words
from grader.exercise import Exercise
from grader.report import Report
from grader.submission import Submission, encode, from_source, read


class WorkspaceError(DllabError):
    """The workspace cannot be written, or something in it not be read."""


class Workspace:
    """The folder `root` ($DLLAB_HOME), which need not exist yet."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or locations.home()

    def file(self, exercise: Exercise) -> Path:
        """Where the learner's code for an exercise lies, or will."""
        return self.root / f"{exercise.id}.py"

    def started(self, exercise: Exercise) -> bool:
        """Whether there is such a file, as far as anyone may look."""
        try:
            return self.file(exercise).is_file()
        except OSError:
            return False

    def latest(self, course: Course) -> Exercise:
        """The started exercise whose file changed last.

        Raises:
            UsageError: nothing was started.
        """
        started = [exercise for exercise in course if self.started(exercise)]
        if not started:
            raise UsageError(f"nothing was started in {self.root}: see `dllab list`, then `dllab start ID`")
        return max(started, key=lambda exercise: self.file(exercise).stat().st_mtime_ns)

    def start(self, exercise: Exercise) -> bool:
        """Copy the starter; whether it was (False: there is a file already, left as it is).

        Raises:
            WorkspaceError: it cannot be written.
        """
        path, starter = self.file(exercise), exercise.text("starter.py")
        with _explained(path):
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)  # neighbours are not to copy
            try:
                files.create(path, starter.encode())
            except FileExistsError:
                return False
        return True

    def write(self, exercise: Exercise, text: str, keep_old: bool = False) -> None:
        """Write the learner's code.

        Args:
            exercise: whose.
            text: the code.
            keep_old: rename what is there to logistic-unit.old-1.py, or the first number that is free.

        Raises:
            SubmissionError: it is no text that could be read again, see `grader.submission.encode`.
            WorkspaceError: it cannot be written; the old file is still there.
        """
        path = self.file(exercise)
        data = encode(text, path)
        with _explained(path):
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)  # neighbours are not to copy
            if keep_old:
                with self._moved_aside(path):
                    files.create(path, data)
            else:
                files.replace(path, data)

    def keep_snapshot(self, exercise: Exercise, text: str) -> None:
        """Keep a text that may never have been graded where History finds it.

        Raises:
            WorkspaceError: it cannot be written.
        """
        kept = from_source(text)
        found = (entry for entry in self.log().entries if not isinstance(entry, attempts.HintShown))
        with _explained(self.root, "nothing was kept"):
            self._snapshot(kept)
            if (exercise.id, kept.sha256) not in {(entry.exercise, entry.sha256) for entry in found}:
                attempts.append(self.root, attempts.Kept(exercise=exercise.id, sha256=kept.sha256))

    def snapshot(self, sha256: str) -> str:
        """The text of an attempt, or one that was kept, by the hash in the log.

        Raises:
            WorkspaceError: it cannot be read.
        """
        path = locations.snapshots(self.root) / f"{sha256}.py"
        try:
            return files.read(path).decode("utf-8", "surrogatepass")
        except FileNotFoundError:
            raise WorkspaceError(f"the text of this moment is gone: {path} does not exist") from None
        except (OSError, ValueError) as error:  # ValueError: not UTF-8, or no name for a file
            why = in_words(error) if isinstance(error, OSError) else str(error)
            raise WorkspaceError(f"the text of this moment cannot be read: {path}: {why}") from None

    def reset(self, exercise: Exercise) -> Path | None:
        """Put the starter back; where the old file was kept, None if there was none or it was the starter.

        Raises:
            WorkspaceError: it cannot be written.
        """
        path, starter = self.file(exercise), exercise.text("starter.py").encode()
        with _explained(path):
            if path.is_file() and path.read_bytes() == starter:
                return None
        with self._moved_aside(path) as kept:
            self.start(exercise)
        return kept

    @contextlib.contextmanager
    def _moved_aside(self, path: Path) -> Iterator[Path | None]:
        """Rename what is there to logistic-unit.old-1.py, or the first number that is free.

        It comes back when what should take its place cannot be written.
        """
        kept = self._free_name(path) if os.path.lexists(path) else None
        if kept is not None:
            with _explained(kept):
                path.rename(kept)
        try:
            yield kept
        except (DllabError, OSError):
            if kept is not None:
                kept.rename(path)
            raise

    @staticmethod
    def _free_name(path: Path) -> Path:
        number = 1
        while os.path.lexists(kept := path.with_name(f"{path.stem}.old-{number}{path.suffix}")):
            number += 1
        return kept

    def owns(self, path: Path) -> bool:
        """Whether a file lies in the workspace, so that grading it is the learner's own attempt."""
        return path.resolve().is_relative_to(self.root.resolve())

    def record(
        self, submission: Submission, report: Report, kind: Literal["test", "grade"], partial: bool = False
    ) -> None:
        """Log an attempt and keep a snapshot of its code.

        Raises:
            WorkspaceError: it was not recorded, and why.
        """
        with _explained(self.root, "this attempt was not recorded"):
            self._snapshot(submission)
            attempts.append(self.root, attempts.attempt(report, kind, partial))

    def record_hint(self, exercise: Exercise, number: int) -> None:
        """Log that a hint was shown.

        Raises:
            WorkspaceError: it was not recorded, and why.
        """
        with _explained(self.root, "this hint was not recorded"):
            attempts.append(self.root, attempts.HintShown(exercise=exercise.id, number=number))

    def log(self) -> attempts.Log:
        """All attempts and hints, and what is damaged."""
        return attempts.read(self.root)

    def companions(self, exercise: Exercise, path: Path) -> dict[str, str]:
        """The sources of the learner's own modules that a file for an exercise may import, by module name.

        A module counts as it was when it passed its tests; after a change it must be tested again. A file
        that is not in this workspace is somebody else's, and gets none.
        """
        if not (exercise.companions and self.owns(path)):
            return {}
        passed = {
            (entry.exercise, entry.sha256)
            for entry in self.log().entries
            if isinstance(entry, attempts.Attempt) and entry.full_marks
        }
        found = {}
        for name, reference in exercise.companions.items():
            with contextlib.suppress(SubmissionError):
                own = read(self.root / f"{reference.stem}.py")
                if (reference.stem, own.sha256) in passed:
                    found[name] = own.source
        return found

    def _snapshot(self, submission: Submission) -> None:
        """The source as it was graded, under the hash of the file it came from."""
        path = locations.snapshots(self.root) / f"{submission.sha256}.py"
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.replace(path, submission.source.encode("utf-8", "surrogatepass"))


@contextlib.contextmanager
def _explained(path: Path, what: str = "nothing was changed") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        advice = "make room there, or set DLLAB_HOME to another folder"
        raise WorkspaceError(f"{path} cannot be written ({in_words(error)}), so {what}: {advice}") from None
