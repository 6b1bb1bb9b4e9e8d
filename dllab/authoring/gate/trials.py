"""The rules of the author's gate that grade: what must earn everything, and what must not."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator

from dllab.authoring import endless, source
from dllab.authoring.gate import faulty, verdicts
from dllab.authoring.gate.hollow import LABELS, hollow_submissions
from dllab.authoring.gate.lint import at
from dllab.authoring.gate.verdicts import Subject, Table
from grader.checks import Check
from grader.errors import DllabError
from grader.events import CheckDone, Event
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
        listener: hears before each grading what is graded; what it raises ends the trials.

    Attributes:
        problems: what was found to be wrong.
        mistakes_proved: how many mistakes are caught under their own name on every seed.
    """

    def __init__(
        self,
        exercise: Exercise,
        checks: list[Check],
        mistakes: list[Mistake],
        grader: Grader,
        seeds: int,
        listener: Callable[[Subject], None] | None = None,
    ) -> None:
        self.exercise, self.checks, self.mistakes = exercise, checks, mistakes
        self.grader, self._listener = grader, listener
        self.seeds = [f"gate-{number}" for number in range(seeds)]
        self.problems: list[str] = []
        self.mistakes_proved = 0
        self._failed: set[str] = set()
        self._lines: dict[str, int | None] = {}  # where the checks of the last grading failed
        self._graded: dict[Subject, list[list[CheckResult]]] = {}

    def run(self) -> None:
        """Try everything; what a broken check or solution leaves untried is said by its own problem."""
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
            if rule == self._solution and self.problems:
                return

    def table(self) -> Table:
        """All verdicts."""
        return verdicts.table(self.checks, self._graded)

    def results(self) -> list[CheckResult]:
        """How checks ended, in all gradings that asked all of them."""
        return [result for gradings in self._graded.values() for one in gradings for result in one]

    def _grade(self, subject: Subject, text: str, seed: str, order: list[str] | None = None) -> Report:
        if self._listener:
            self._listener(subject)
        submission = from_source(text, f"{self.exercise.id}.py")
        self._lines.clear()
        with endless.guarded(self.exercise) as begin:

            def heard(event: Event) -> None:
                begin(event)
                if isinstance(event, CheckDone):
                    self._lines[event.result.name] = event.line

            report = self.grader.grade(self.exercise, submission, seed=seed, only=order or (), listener=heard)
        if len(report.checks) == len(self.checks):
            self._graded.setdefault(subject, []).append(report.checks)
        return report

    def _solution(self) -> Iterator[str]:
        text = self.exercise.text("solution.py")
        failed: dict[str, tuple[Verdict, str, int | None]] = {}
        for seed in self.seeds:
            for order, how in ((None, ""), (self._shuffled(seed), ", checks in another order")):
                for result in self._grade(Subject("solution"), text, seed, order).checks:
                    if not result.full_marks:
                        why = f"on seed {seed}{how}: {_of_solution(_told(result))}"
                        failed.setdefault(result.name, (result.verdict, why, self._lines[result.name]))
        told = set[Verdict]()
        for check in self.checks:
            verdict, how, line = failed.get(check.name, (Verdict.PASSED, "", None))
            # A file that does not load, hangs or is refused does so in every check.
            if how and (verdict in _OF_THE_CHECK or verdict not in told):
                yield at(check.path, line or check.line, f"the solution does not earn {check.name} {how}")
            told.add(verdict)

    def _second_solutions(self) -> Iterator[str]:
        """Solutions that are written in another way earn everything, too."""
        for path in self.exercise.second_solutions:
            subject = Subject("second solution", path.name)
            lost = next(self._lost(subject, read_text(path)), None)
            if lost is not None:
                check, what = lost
                yield at(path, 1, f"this second solution does not earn {check} {what}")

    def _lost(self, subject: Subject, text: str) -> Iterator[tuple[str, str]]:
        for seed in self.seeds:
            for result in self._grade(subject, text, seed).checks:
                if not result.full_marks:
                    yield result.name, f"on seed {seed}: {_told(result)}"

    def _shuffled(self, seed: str) -> list[str]:
        names = [check.name for check in self.checks]
        random.Random(seed).shuffle(names)
        return names

    def _worthless(self) -> Iterator[str]:
        """An empty file and a syntax error earn nothing."""
        for what, subject, text in _WORTHLESS:
            report = self._grade(subject, text, self.seeds[0])
            for result in report.checks:
                if result.verdict is Verdict.PASSED and result.name not in self._failed:
                    self._failed.add(result.name)  # that it cannot fail follows
                    yield self._at(result.name, f"{what} passes {result.name}")
            yield from self._crashes(what, report)

    def _starter(self) -> Iterator[str]:
        report = self._grade(Subject("starter"), self.exercise.text("starter.py"), self.seeds[0])
        path = self.exercise.folder / "starter.py"
        if any(source.uses(source.parse(self.exercise.text("starter.py"), path), self.exercise.forbid)):
            return  # lint has said so
        crashes = list(self._crashes("the starter", report))
        yield from crashes
        failing = [result for result in report.checks if result.verdict is not Verdict.PASSED]
        if not failing:
            yield at(path, 1, "the starter earns full marks")
        elif failing[0].message.startswith(_LOADING) and not crashes:
            yield at(path, 1, f"the starter cannot be loaded: {failing[0].details.splitlines()[0]}")
        elif not crashes and not any(name in failing[0].message for name in self.exercise.provides):
            yield at(
                path, 1, f"the starter's first message does not say what to write: {failing[0].message!r}"
            )

    def _crashes(self, what: str, report: Report) -> Iterator[str]:
        ends = {result.verdict: result.name for result in reversed(report.checks)}  # the first of each
        for verdict, name in ends.items():
            if verdict not in _ORDERLY:
                yield self._at(name, f"{what} ends {name} with the verdict {verdict}")

    def _mistakes(self) -> Iterator[str]:
        faults = []
        for mistake in self.mistakes:
            text = mistake.as_submission()
            wrong = next(filter(None, (self._not_caught(mistake, text, seed) for seed in self.seeds)), None)
            if wrong:
                faults.append((mistake, *wrong))
            else:
                self.mistakes_proved += 1
        yield from faulty.told(self.exercise, faults)

    def _not_caught(self, mistake: Mistake, text: str, seed: str) -> tuple[str, list[str]] | None:
        """Why it is not caught under its own name on this seed, and what looks like it; None if it is."""
        results = self._grade(Subject("mistake", mistake.name), text, seed).checks
        failing = [result for result in results if result.verdict is not Verdict.PASSED]
        self._failed.update(result.name for result in failing)
        for result in failing:
            if result.details.startswith(_AUTHORS_ERRORS) or result.message.startswith(_LOADING):
                return f"cannot run: {result.details.splitlines()[0]}", []
        if not failing:
            what = "it is right, or no check looks at what it does wrong"
            return f"is not caught: it earns full marks on seed {seed}; {what}", []
        for result in failing:
            if result.mistake not in (None, mistake.name):
                return f"is taken for {result.mistake!r} by {result.name} on seed {seed}", []
        if failing[0].mistake is None:
            like = faulty.alike(failing[0].details)
            if mistake.name in like:
                return f"in {failing[0].name} on seed {seed}", like
            return f"fails {failing[0].name} without its name on seed {seed}: {_told(failing[0])}", []
        return None

    def _every_check_can_fail(self) -> Iterator[str]:
        """By a mistake, or by functions that do nothing; that the starter fails it proves little."""
        for text, label in zip(hollow_submissions(self.exercise), itertools.cycle(LABELS), strict=False):
            if len(self._failed) < len(self.checks):
                report = self._grade(Subject("hollow", label), text, self.seeds[0])
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
        for mistake in self.mistakes if check.needs else ():
            subject = Subject("mistake", mistake.name)
            report = self._grade(subject, mistake.as_submission(), self.seeds[0], [check.name])
            if report.checks[0].verdict is Verdict.FAILED:
                return True
        return False

    def _at(self, name: str, message: str) -> str:
        check = next(check for check in self.checks if check.name == name)
        return at(check.path, check.line, message)


_AUTHORS_ERRORS = ("NameError:", "ImportError:", "ModuleNotFoundError:")
_WORTHLESS = (
    ("an empty file", Subject("empty file"), ""),
    ("a file with a syntax error", Subject("syntax error"), "def f(:\n"),
)
_LOADING = "Loading "  # begins what is said of a file that raises while it is loaded
_OF_THE_CHECK = (Verdict.FAILED, Verdict.PASSED)
_ORDERLY = (Verdict.PASSED, Verdict.FAILED, Verdict.ERROR, Verdict.NOT_RUN)


def _told(result: CheckResult) -> str:
    first = result.message.split("\n")[0]
    return f"{result.verdict}: {first}"


def _of_solution(said: str) -> str:
    """What a learner would read, about the solution."""
    return _YOURS.sub(lambda found: "the solution's" if found[0] == "yours" else "The solution", said)


_YOURS = re.compile(r"\byours\b|\bYour file\b")
