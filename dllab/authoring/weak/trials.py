"""Every cheat, graded once; what trains a network is left out."""

from __future__ import annotations

import msgspec

from dllab.authoring.weak import cheats
from dllab.authoring.weak.cheats import CHEATS, Cheat, Taken
from dllab.authoring.weak.sources import Sources
from grader.checks import Check
from grader.errors import DllabError
from grader.exercise import Exercise
from grader.grade import Grader
from grader.report import CheckResult, Verdict
from grader.submission import from_source

_SECONDS = 2.0  # a check: a cheat's answers may keep it waiting for ever
_TABLE_SEED, _SEED = "weak-0", "weak-1"


class WeakTrials:
    """How the checks of an exercise take what cheats answer.

    Args:
        exercise: which.
        checks: all it has.
        sources: their text.
        grader: grades.

    Attributes:
        table: the cheat that knows what public checks ask on one seed.
        tried: names of the checks that were; none where the solution itself fails one of them.
        broken: what is wrong with checks that only wrong answers bring to light.
    """

    def __init__(self, exercise: Exercise, checks: list[Check], sources: Sources, grader: Grader) -> None:
        self._exercise, self._grader = _patient(exercise), grader
        cheap = [check for check in checks if not sources.asked(check).trains]
        self.tried = [check.name for check in cheap]
        self.broken: list[str] = []
        self.table = cheats.table(self._known([check for check in cheap if check.visibility == "public"]))
        self._results = {cheat: self._graded(cheat) for cheat in (*CHEATS, self.table) if self.tried}

    def taken(self, check: str, cheat: Cheat) -> Taken:
        """How the check of that name took a cheat's answers."""
        result = self._results.get(cheat, {}).get(check)
        return cheats.taken(result) if result else Taken(False, False, False, False)

    def wrongly(self, check: str, cheat: Cheat) -> bool:
        """Whether the check of that name passed on wrong answers alone."""
        how = self.taken(check, cheat)
        return how.passed and how.wrong

    def knows(self, check: str) -> bool:
        """Whether the check of that name asked nothing that is not in the table, and passed."""
        how = self.taken(check, self.table)
        return how.passed and how.right

    def results(self, check: str) -> list[CheckResult]:
        """How the check of that name ended, for each cheat."""
        return [results[check] for results in self._results.values() if check in results]

    def _known(self, public: list[Check]) -> set[str]:
        """What public checks ask."""
        if not public:
            return set()
        text = cheats.recording(self._exercise)
        results = self._grade(text, _TABLE_SEED, [check.name for check in public])
        if any(result.verdict is not Verdict.PASSED for result in results):
            self.tried = []
        return cheats.questions(results)

    def _graded(self, cheat: Cheat) -> dict[str, CheckResult]:
        try:
            results = self._grade(cheats.as_submission(self._exercise, cheat), _SEED, self.tried)
        except DllabError as error:  # a check that cannot even say that an answer is wrong
            self.broken += [str(error)] if str(error) not in self.broken else []
            return {}
        return {result.name: result for result in results}

    def _grade(self, text: str, seed: str, only: list[str]) -> list[CheckResult]:
        submission = from_source(text, f"{self._exercise.id}.py")
        return self._grader.grade(self._exercise, submission, seed=seed, only=only).checks


class _Undiagnosed(Exercise, frozen=True, kw_only=True, dict=True):
    """An exercise without its mistakes: nobody asks which of them a cheat makes, and asking takes long."""

    @property
    def version(self) -> str:
        """Another one, so that a grader which is warm keeps the two apart."""
        return f"{super().version} undiagnosed"

    def has(self, name: str) -> bool:
        """As in an install that has no mistakes.py."""
        return name != "mistakes.py" and super().has(name)


def _patient(exercise: Exercise) -> Exercise:
    """The exercise with room for a cheat's notes, less time, and all that a cheat computes with allowed."""
    limits = msgspec.structs.replace(
        exercise.limits,
        seconds=min(exercise.limits.seconds, _SECONDS),
        output_kb=exercise.limits.output_kb + 4096,
    )
    keys = {name: getattr(exercise, name) for name in exercise.__struct_fields__}
    return _Undiagnosed(**keys | {"limits": limits, "forbid": []})
