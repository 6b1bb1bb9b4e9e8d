"""nbgrader: a notebook with solution cells and graded test cells, graded by `nbgrader autograde`."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from assignment.questions import CHECKS, HERE, Check, assertions
from common import processes
from peers.base import Peer, Step

_ASSIGNMENT = "five"
_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "benchmark"\n'
_KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


class Nbgrader(Peer):
    """The submissions are notebooks: one cell with the file's whole text, then the tests."""

    name = "nbgrader"
    packages = ("nbgrader>=0.9", "numpy>=2")
    isolation = "none"

    def prepare(self, submissions: tuple[Path, ...], copies: int) -> None:
        """A course folder; students called after their submission, the first copy without a number."""
        (self.folder / "nbgrader_config.py").write_text(_CONFIG)
        source = self.folder / "source" / _ASSIGNMENT
        source.mkdir(parents=True)
        (source / "five.ipynb").write_text(_notebook(HERE / "starter.py", hidden_tests=True))
        words = [str(self.bin / "nbgrader"), "generate_assignment", _ASSIGNMENT, "--create"]
        processes.run(words, self.folder, self.env, check=True)
        for path in submissions:
            for copy in range(copies + 1):
                student = f"batch-{path.stem}-{copy}" if copy else path.stem
                folder = self.folder / "submitted" / student / _ASSIGNMENT
                folder.mkdir(parents=True)
                (folder / "five.ipynb").write_text(_notebook(path, hidden_tests=False))

    def alone(self, submission: Path) -> Step:
        """`nbgrader autograde` for one student."""
        return self._autograde(submission.stem)

    def batch(self, jobs: int) -> Step | None:
        """`nbgrader autograde` for the students of the batch, one by one."""
        if jobs > 1:
            return None
        shutil.rmtree(self.folder / "autograded", ignore_errors=True)
        return self._autograde("batch-*")

    def _autograde(self, student: str) -> Step:
        words = [str(self.bin / "nbgrader"), "autograde", _ASSIGNMENT, f"--student={student}", "--force"]
        return Step(words, self.folder)

    def score(self, submission: Path) -> float:
        """From the gradebook: points of all cells of one student."""
        query = (
            "select sum(grade.auto_score) from grade"
            " join submitted_notebook on grade.notebook_id = submitted_notebook.id"
            " join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id"
            " where submitted_assignment.student_id = ?"
        )
        book = sqlite3.connect(self.folder / "gradebook.db")
        try:
            return float(book.execute(query, (submission.stem,)).fetchone()[0])
        finally:
            book.close()


def _notebook(path: Path, hidden_tests: bool) -> str:
    """A notebook of that file's code, as JSON; the instructor's version has the hidden tests in it."""
    cells = [_cell("functions", path.read_text(), solution=True)]
    cells += [_cell(check.name, _tests(check, hidden_tests), solution=False) for check in CHECKS]
    return json.dumps({"cells": cells, "metadata": _KERNEL, "nbformat": 4, "nbformat_minor": 5})


def _tests(check: Check, hidden_tests: bool) -> str:
    lines = [f"# {check.title}"]
    if not check.hidden:
        lines += assertions(check)
    elif hidden_tests:
        lines += ["### BEGIN HIDDEN TESTS", *assertions(check), "### END HIDDEN TESTS"]
    return "\n".join(lines)


def _cell(name: str, source: str, solution: bool) -> dict[str, Any]:
    marks = {"grade_id": name, "schema_version": 3, "solution": solution, "task": False}
    marks |= {"grade": False, "locked": False} if solution else {"grade": True, "locked": True, "points": 1}
    return {
        "cell_type": "code",
        "id": name.replace("_", "-"),
        "metadata": {"nbgrader": marks},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
