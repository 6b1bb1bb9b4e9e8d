"""dllab itself, as a peer among peers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from assignment.course import ID, make_course
from common import processes
from parts.coldstart import dllab
from peers.base import Peer, Step


class Dllab(Peer):
    """`dllab grade` for one, `dllab class grade` for many."""

    name = "dllab"
    packages = ()
    isolation = "sandbox"

    def prepare(self, submissions: tuple[Path, ...], copies: int) -> None:
        """A course of one exercise, and a folder for each student."""
        self.course = make_course(self.folder / "course")
        self.handed_in, self.results = self.folder / "handed-in", self.folder / "results"
        for path in submissions:
            for copy in range(copies):
                student = self.handed_in / f"{path.stem}-{copy}"
                student.mkdir(parents=True)
                shutil.copy(path, student / f"{ID}.py")

    def alone(self, submission: Path) -> Step:
        """A cold `dllab grade`."""
        words = [*dllab(), "grade", str(submission), "--exercise", ID, "--course", str(self.course), "--json"]
        return Step(words, self.folder, (0, 1))

    def batch(self, jobs: int) -> Step:
        """`dllab class grade`, with nothing done yet."""
        shutil.rmtree(self.results, ignore_errors=True)
        words = [*dllab(), "class", "grade", str(self.handed_in), "--out", str(self.results)]
        return Step([*words, "--course", str(self.course), "--jobs", str(jobs)], self.folder)

    def score(self, submission: Path) -> float:
        """Graded once more: `dllab grade` leaves nothing behind."""
        step = self.alone(submission)
        report = json.loads(processes.run(step.words, step.folder, self.env).stdout)
        return float(report["score"])
