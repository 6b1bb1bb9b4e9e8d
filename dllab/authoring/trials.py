"""The rules of the author's gate that grade: what must earn everything, and what must not."""

from __future__ import annotations

import random
from collections.abc import Iterator

from dllab.authoring.hollow import hollow_submissions
from dllab.authoring.lint import at
from grader.checks import Check
from grader.errors import DllabError
from grader.exercise import Exercise
from grader.grade import Grader
from grader.mistakes import Mistake
from grader.report import CheckResult, Report, Verdict
from grader.submission import from_source
from grader.yamlfile import read_text


class Trials:
    """An exercise on the test bench.

    Args:
        exercise: the one to try.
        checks, mistakes: what it has of them.
        grader: grades.
        seeds: how many seeds everything is tried on.

    Attributes:
        problems: what was found to be wrong.
        mistakes_proved: how many mistakes are caught under their own name on every seed.
    """

    def __init__(
        self, exercise: Exercise, checks: list[Check], mistakes: list[Mistake], grader: Grader, seeds: int
    ) -> None:
        self.exercise, self.checks, self.mistakes = exercise, checks, mistakes
        self.grader = grader
        self.seeds = [f"gate-{number}" for number in range(seeds)]
        self.problems: list[str] = []
        self.mistakes_proved = 0
        self._failed: set[str] = set()

    def run(self) -> None:
        """Try everything; what a broken check leaves untried is said by its own problem."""
        for rule in (
            self._solution,
            self._second_solutions,
            self._worthless,
            self._starter,
            self._mistakes,
            self._every_check_can_fail,
        ):
            try:
                self.problems.extend(rule())
            except DllabError as error:
                self.problems.append(str(error))
                return

    def _grade(self, text: str, seed: str, order: list[str] | None = None) -> Report:
        submission = from_source(text, f"{self.exercise.id}.py")
        return self.grader.grade(self.exercise, submission, seed=seed, only=order or ())

    def _solution(self) -> Iterator[str]:
        text = self.exercise.text("solution.py")
        failed: dict[str, str] = {}
        for seed in self.seeds:
            for order, how in ((None, ""), (self._shuffled(seed), ", checks in another order")):
                for result in self._grade(text, seed, order).checks:
                    if not result.full_marks:
                        failed.setdefault(result.name, f"on seed {seed}{how}: {_told(result)}")
        for check in self.checks:
            if check.name in failed:
                yield at(
                    check.path, check.line, f"the solution does not earn {check.name} {failed[check.name]}"
                )

    def _second_solutions(self) -> Iterator[str]:
        """Solutions that are written in another way earn everything, too."""
        for path in self.exercise.second_solutions:
            lost = next(self._lost(read_text(path)), None)
            if lost is not None:
                check, what = lost
                yield at(path, 1, f"this second solution does not earn {check} {what}")

    def _lost(self, text: str) -> Iterator[tuple[str, str]]:
        for seed in self.seeds:
            for result in self._grade(text, seed).checks:
                if not result.full_marks:
                    yield result.name, f"on seed {seed}: {_told(result)}"

    def _shuffled(self, seed: str) -> list[str]:
        names = [check.name for check in self.checks]
        random.Random(seed).shuffle(names)
        return names

    def _worthless(self) -> Iterator[str]:
        """An empty file and a syntax error earn nothing."""
        for what, text in (("an empty file", ""), ("a file with a syntax error", "def f(:\n")):
            report = self._grade(text, self.seeds[0])
            for result in report.checks:
                if result.verdict is Verdict.PASSED:
                    yield self._at(result.name, f"{what} passes {result.name}")
            yield from self._crashes(what, report)

    def _starter(self) -> Iterator[str]:
        report = self._grade(self.exercise.text("starter.py"), self.seeds[0])
        path = self.exercise.folder / "starter.py"
        yield from self._crashes("the starter", report)
        failing = [result for result in report.checks if result.verdict is not Verdict.PASSED]
        if not failing:
            yield at(path, 1, "the starter earns full marks")
        elif not any(name in failing[0].message for name in self.exercise.provides):
            yield at(
                path, 1, f"the starter's first message does not say what to write: {failing[0].message!r}"
            )

    def _crashes(self, what: str, report: Report) -> Iterator[str]:
        for result in report.checks:
            if result.verdict not in _ORDERLY:
                yield self._at(result.name, f"{what} ends {result.name} with the verdict {result.verdict}")

    def _mistakes(self) -> Iterator[str]:
        path = self.exercise.folder / "mistakes.py"
        for mistake in self.mistakes:
            text = mistake.as_submission()
            wrong = next(filter(None, (self._not_caught(mistake, text, seed) for seed in self.seeds)), None)
            if wrong:
                yield at(path, mistake.line, f"the mistake {mistake.name!r} {wrong}")
            else:
                self.mistakes_proved += 1

    def _not_caught(self, mistake: Mistake, text: str, seed: str) -> str | None:
        """Why it is not caught under its own name on this seed; None if it is."""
        failing = [
            result for result in self._grade(text, seed).checks if result.verdict is not Verdict.PASSED
        ]
        self._failed.update(result.name for result in failing)
        broken = [result for result in failing if result.details.startswith(_AUTHORS_ERRORS)]
        if broken:
            return f"cannot run: {broken[0].details.splitlines()[0]}"
        if not failing:
            return f"is not caught: it earns full marks on seed {seed}"
        for result in failing:
            if result.mistake not in (None, mistake.name):
                return f"is taken for {result.mistake!r} by {result.name} on seed {seed}"
        if failing[0].mistake is None:
            return f"fails {failing[0].name} without its name on seed {seed}: {_told(failing[0])}"
        return None

    def _every_check_can_fail(self) -> Iterator[str]:
        """By a mistake, or by functions that do nothing; that the starter fails it proves little."""
        for text in hollow_submissions(self.exercise):
            if len(self._failed) < len(self.checks):
                report = self._grade(text, self.seeds[0])
                self._failed.update(
                    result.name for result in report.checks if result.verdict is Verdict.FAILED
                )
        for check in self.checks:
            if check.name not in self._failed and not self._fails_alone(check):
                yield at(
                    check.path,
                    check.line,
                    f"{check.name} cannot fail: no mistake and no empty answer fails it",
                )

    def _fails_alone(self, check: Check) -> bool:
        """Whether a mistake fails a check that is not run behind the ones which it needs."""
        texts = (mistake.as_submission() for mistake in self.mistakes if check.needs)
        return any(
            self._grade(text, self.seeds[0], [check.name]).checks[0].verdict is Verdict.FAILED
            for text in texts
        )

    def _at(self, name: str, message: str) -> str:
        check = next(check for check in self.checks if check.name == name)
        return at(check.path, check.line, message)


_AUTHORS_ERRORS = ("NameError:", "ImportError:", "ModuleNotFoundError:")
_ORDERLY = (Verdict.PASSED, Verdict.FAILED, Verdict.ERROR, Verdict.NOT_RUN)


def _told(result: CheckResult) -> str:
    first = result.message.split("\n")[0]
    return f"{result.verdict}: {first}"
