"""What a class hands in for the five questions, and the commands that grade it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assignment.course import ID
from assignment.questions import SUBMISSIONS
from common.processes import Failed
from parts.classroom.watched import Usage, watch
from parts.coldstart import dllab

_CORRECT, *_WRONG = SUBMISSIONS
RIGHT = (_CORRECT,)
MIXED = (*RIGHT * 3, *_WRONG[:2], *RIGHT * 3, *_WRONG[2:])  # three of five right, the others in turn


@dataclass(frozen=True)
class Class:
    """So many students' work.

    Attributes:
        course: made by `assignment.course`.
        folder: an empty one, for what is handed in and what comes out.
        number: of students, each with one file.
        answers: which of the submissions they hand in, over and over.
    """

    course: Path
    folder: Path
    number: int
    answers: Sequence[Path] = RIGHT

    def __post_init__(self) -> None:
        texts = [path.read_text(encoding="utf-8") for path in self.answers]
        for student in range(self.number):
            folder = self.submissions / f"student-{student:05d}"
            folder.mkdir(parents=True)
            text = f"{texts[student % len(texts)]}\n# No two hand in the same: {student}\n"
            (folder / f"{ID}.py").write_text(text, encoding="utf-8")

    @property
    def submissions(self) -> Path:
        """What is handed in."""
        return self.folder / "submissions"

    @property
    def results(self) -> Path:
        """What comes out."""
        return self.folder / "results"

    def words(self, jobs: int, *options: str) -> list[str]:
        """`dllab class grade`."""
        words = [*dllab(), "class", "grade", str(self.submissions), "--out", str(self.results)]
        return [*words, "--course", str(self.course), "--jobs", str(jobs), *options]

    def look(self, what: str, *options: str) -> list[str]:
        """Another command of `dllab class`, on the results."""
        return [*dllab(), "class", what, str(self.results), "--course", str(self.course), *options]

    def grade(self, jobs: int) -> Usage:
        """Grade what is not graded yet.

        Raises:
            Failed: not all of it is there afterwards, or the scores are wrong.
        """
        usage = watch(self.words(jobs), self.folder)
        self.require_all()
        return usage

    def forget(self) -> None:
        """Begin anew."""
        shutil.rmtree(self.results, ignore_errors=True)

    def outcomes(self) -> set[Path]:
        """The files of outcomes that are whole."""
        return set(self.results.glob("reports/*/*/*.json"))

    def require_all(self) -> None:
        """Everybody has one outcome, and full marks who handed in the right answer.

        Raises:
            Failed: somebody has not.
        """
        from grader.batch.outcome import Outcome
        from grader.batch.store import Store

        found = [one for one in Store(self.results).outcomes() if isinstance(one, Outcome)]
        full = sum(one.report is not None and one.report.full_marks for one in found)
        right = sum(self.answers[student % len(self.answers)] in RIGHT for student in range(self.number))
        if (len(found), full) != (self.number, right):
            seen = f"{len(found)} outcomes with {full} full marks"
            raise Failed(f"{seen}, not {self.number} with {right}")
