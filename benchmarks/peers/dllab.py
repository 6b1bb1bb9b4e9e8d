"""dllab itself, as a peer among peers."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from assignment.course import ID, make_course
from common import processes
from parts.coldstart import dllab
from peers.base import Peer, Step

_BATCH = """\
import sys
from pathlib import Path
from grader.exercise import load_course
from grader.grade import Grader
from grader.report import to_json
from grader.submission import read

course, handed_in, results = map(Path, sys.argv[1:4])
exercise = load_course(course).exercise(sys.argv[4])
with Grader() as grader:
    for path in sorted(handed_in.glob("*.py")):
        (results / f"{path.stem}.json").write_bytes(to_json(grader.grade(exercise, read(path))))
"""


class Dllab(Peer):
    """`dllab grade` for one; for many, a process with one warm `Grader` that writes reports."""

    name = "dllab"
    packages = ()
    isolation = "sandbox"

    def prepare(self, submissions: tuple[Path, ...], copies: int) -> None:
        """A course of one exercise."""
        self.course = make_course(self.folder / "course")
        self.handed_in, self.results = self.folder / "handed-in", self.folder / "results"
        self.handed_in.mkdir()
        self.results.mkdir()
        for path in submissions:
            for copy in range(copies):
                shutil.copy(path, self.handed_in / f"{path.stem}-{copy}.py")

    def alone(self, submission: Path) -> Step:
        """A cold `dllab grade`."""
        words = [*dllab(), "grade", str(submission), "--exercise", ID, "--course", str(self.course), "--json"]
        return Step(words, self.folder, (0, 1))

    def batch(self) -> Step:
        """One process for all."""
        where = (self.course, self.handed_in, self.results)
        return Step([sys.executable, "-c", _BATCH, *map(str, where), ID], self.folder)

    def score(self, submission: Path) -> float:
        """Graded once more: `dllab grade` leaves nothing behind."""
        step = self.alone(submission)
        report = json.loads(processes.run(step.words, step.folder, self.env).stdout)
        return float(report["score"])
