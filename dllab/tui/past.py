"""What is known of checks from before the run that is shown: from the log, from runs of other checks."""

from __future__ import annotations

from typing import NamedTuple

from dllab.announced import Known, public_checks
from dllab.desk import Desk
from dllab.history import Last, clock, last_verdicts
from dllab.tui.run import Run
from dllab.wording import count
from grader.report import CheckResult, Verdict

LAST_TIME, OLDER = "last time", "older code"


class Before(NamedTuple):
    """What a check said before.

    Attributes:
        known: what is known of the check itself.
        verdict: how it went.
        result: all that it said, where that was in a run since the lab began.
        run: that run.
        age: "last time", "older code" where the code has changed since; "" where it is of this lab and code.
        when: the time of the attempt, as the learner's clock had it; "" where it is of this lab.
    """

    known: Known
    verdict: Verdict
    age: str
    when: str = ""
    result: CheckResult | None = None
    run: Run | None = None


class Past:
    """An exercise's checks before the run that is shown.

    Args:
        desk: the exercise.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._public = public_checks(desk.exercise)
        self._logged: dict[str, Last] = {}

    def learn(self) -> None:
        """Read the log; only what its checks are called today can be meant by a name."""
        found = last_verdicts(self._desk.exercise, self._desk.workspace.log().entries)
        version = self._desk.exercise.version
        self._logged = {
            name: last
            for name, last in found.items()
            if name in self._public or last.attempt.version == version
        }

    def checks(self, run: Run | None) -> dict[str, Before]:
        """What is known of each check that a run leaves out, by name."""
        if run is not None and run.phase in ("running", "done") and not run.only:
            return {}
        code = self._desk.code_hash()
        found = {name: self._from_log(name, last, code) for name, last in self._logged.items()}
        for name, earlier in (run.earlier if run else {}).items():
            if result := earlier.result(name):
                age = "" if earlier.sha256 == code else OLDER
                known = Known(result.title, result.points, result.visibility)
                found[name] = Before(known, result.verdict, age, result=result, run=earlier)
        return found

    def announced(self) -> dict[str, Known]:
        """The public checks, by name."""
        return self._public

    def sentence(self) -> str:
        """How it stood when the lab began; "" where nothing had run."""
        found = self.checks(None)
        if not found:
            return ""
        passed = sum(one.verdict is Verdict.PASSED for one in found.values())
        latest = max(self._logged.values(), key=lambda last: last.attempt.time)
        when = clock(latest.attempt.time).strip()
        return f"Last time, {when}: {passed} of {count(len(found), 'check')} passed."

    def is_stale(self) -> bool:
        """Whether the code is no longer that of the last attempts."""
        return any(one.age == OLDER for one in self.checks(None).values())

    def _from_log(self, name: str, last: Last, code: str) -> Before:
        known = self._public.get(name, Known(name.replace("_", " "), visibility="hidden"))
        age = LAST_TIME if last.attempt.sha256 == code else OLDER
        return Before(known, last.verdict, age, clock(last.attempt.time).strip())
