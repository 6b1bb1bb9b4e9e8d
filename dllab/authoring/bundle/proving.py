"""The proof that recorded answers are enough: verdicts are the same with them as with the solution."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dllab.authoring import endless
from dllab.authoring.bundle import contents
from dllab.authoring.gate.lint import at
from grader import recorded
from grader.answers import Recorder
from grader.checks import Check
from grader.course import Course, load_course
from grader.exercise import Exercise
from grader.grade import Grader
from grader.mistakes import load_mistakes
from grader.recorded import Record
from grader.report import CheckResult
from grader.submission import Submission, from_source
from grader.yamlfile import read_text


class Proof:
    """Who is graded with the record gets the same verdicts as with the reference.

    Args:
        course: what the exercise belongs to.
        exercise: whose record it is.
        checks: its public checks, by name.
        record: what was recorded.
        data: the same as a file.
        grader: grades.

    Attributes:
        judged: how many did.
        named: how many of them were told by a mistake's name.
    """

    def __init__(
        self,
        course: Course,
        exercise: Exercise,
        checks: dict[str, Check],
        record: Record,
        data: bytes,
        grader: Grader,
    ) -> None:
        self.course, self.exercise, self.checks, self.grader = course, exercise, checks, grader
        self.data, self.with_names = data, bool(record.sentences)
        self.judged = self.named = 0

    def run(self) -> list[str]:
        """What is wrong; one sentence a check."""
        problems: dict[str, str] = {}
        with tempfile.TemporaryDirectory(prefix="dllab-bundle-") as folder:
            bare = self._without_solution(Path(folder))
            for who, submission in self._subjects():
                differing = self._differing(bare, submission)
                for name, what in differing:
                    problems.setdefault(name, f"{who} gets {what}")
                self.judged += not differing
        return [
            at(self.checks[name].path, self.checks[name].line, f"without the solution, {what}: {_MEND}")
            for name, what in problems.items()
        ]

    def _without_solution(self, root: Path) -> Exercise:
        """The exercise as students will have it, alone in a course."""
        id = self.exercise.id
        for name, data in contents.of(self.course, "students", {id: self.data}, [id]).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return load_course(root).exercise(id)

    def _subjects(self) -> Iterator[tuple[str, Submission]]:
        name = f"{self.exercise.id}.py"
        yield "the solution", from_source(self.exercise.text("solution.py"), name)
        for path in self.exercise.second_solutions:
            yield path.name, from_source(read_text(path), name)
        for mistake in load_mistakes(self.exercise):
            yield f"the mistake {mistake.name!r}", from_source(mistake.as_submission(), name)

    def _differing(self, bare: Exercise, submission: Submission) -> list[tuple[str, str]]:
        own = {name: self.exercise.companion(name) for name in self.exercise.companions}
        submission = msgspec.structs.replace(submission, companions=own)
        asked = Recorder()
        results = self._grade(self.exercise, submission, asked)
        if not (asked.record("").checks or self.with_names):
            return []  # it cannot be judged otherwise: the reference was not asked
        alone = self._grade(bare, submission)
        self.named += any(lone.mistake is not None for lone in alone)
        return [
            (full.name, f"the verdict {lone.verdict}, not {full.verdict} ({first_line(lone)})")
            for full, lone in zip(results, alone, strict=True)
            if full.verdict is not lone.verdict
        ]

    def _grade(
        self, exercise: Exercise, submission: Submission, recorder: Recorder | None = None
    ) -> list[CheckResult]:
        seed = recorded.SEED
        with endless.guarded(exercise) as begin:
            return self.grader.grade(
                exercise, submission, seed, public_only=True, listener=begin, recorder=recorder
            ).checks


_MEND = (
    "a public check must ask the reference about its own inputs alone, and not only after a failure: ask in "
    "a scenario, which does all steps on one module"
)


def first_line(result: CheckResult) -> str:
    """A verdict and what is said first, in one line."""
    return f"{result.verdict}: {result.message.split(chr(10))[0]}"
