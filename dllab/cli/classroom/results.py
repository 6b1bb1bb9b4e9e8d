"""What the commands about RESULTS share: opening them, and finding whom and what somebody means."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import msgspec

from dllab.cli.options import open_course, report_problems
from dllab.wording import one_line
from grader.batch import reading
from grader.batch.gradebook import Gradebook, refresh
from grader.batch.outcome import Outcome, encoded
from grader.batch.store import Store
from grader.counting import Grade
from grader.course import Course
from grader.errors import UsageError
from grader.sheet import Row, Sheet


class Class(msgspec.Struct, frozen=True):
    """RESULTS, read."""

    course: Course
    store: Store
    book: Gradebook
    sheet: Sheet

    def __enter__(self) -> Class:
        return self

    def __exit__(self, *_: object) -> None:
        self.book.database.close()

    def student(self, name: str) -> Row:
        """The one student of that name: the folder's, percent-encoded as in RESULTS, or as it is shown.

        Raises:
            UsageError: there is none, or several look like it.
        """
        found = [row for row in self.sheet.rows if row.student in (encoded(name), name)]
        found = found or [row for row in self.sheet.rows if row.name == name]
        if len(found) == 1:
            return found[0]
        if found:
            exact = " or ".join(repr(row.student) for row in found)
            raise UsageError(f"{len(found)} students look like {one_line(name)!r}: write {exact}")
        near = get_close_matches(one_line(name), [row.name for row in self.sheet.rows], n=3)
        advice = f"did you mean {' or '.join(near)}?" if near else "see `dllab class gradebook`"
        raise UsageError(f"there are no results of {one_line(name)!r}: {advice}")

    def exercise(self, id: str) -> str:
        """The id of an exercise that somebody handed in.

        Raises:
            UsageError: nobody did, or there is no such exercise; with the nearest.
        """
        ids = [column.id for column in self.sheet.columns]
        if id in ids:
            return id
        found = self.course.exercise(id).id
        if found not in ids:
            there = ", ".join(ids) or "nothing"
            raise UsageError(f"nobody has handed in {found}: there are results of {there}")
        return found

    def outcome(self, student: str, exercise: str, grade: Grade) -> Outcome:
        """What a grade comes from; it may lie under a name that the exercise had once.

        Raises:
            StoreError: it is damaged, or gone meanwhile.
        """
        return reading.outcome(self.store, self.course, student, exercise, grade.key)

    def names(self, exercise: str) -> tuple[str, ...]:
        """All ids under which there may be outcomes for an exercise."""
        return reading.names(self.course, exercise)


def open_class(results: Path, course: Path | None) -> Class:
    """RESULTS with a gradebook as of now; what is wrong with it is said on stderr.

    Raises:
        DllabError: there are none, or course.yaml is not well-formed.
    """
    found, store = open_course(course), Store(results)
    book = refresh(store, found)
    report_problems(book.problems())
    return Class(found, store, book, book.sheet())
