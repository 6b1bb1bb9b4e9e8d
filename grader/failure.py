"""How a check says that a submission does not do what it establishes."""

from __future__ import annotations

from grader.report import Difference, Verdict
from grader.sandbox.channel import Verdictive


class CheckFailed(Verdictive):
    """The submission does not do what the check establishes.

    Args:
        message: what the learner reads.
        mistake: the known mistake it was recognised as.
        difference: numbers to show side by side.
        details: what graders read besides.
        verdict: FAILED, or ERROR where learner code raised.
    """

    def __init__(
        self,
        message: str,
        mistake: str | None = None,
        difference: Difference | None = None,
        details: str = "",
        verdict: Verdict = Verdict.FAILED,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.mistake = mistake
        self.difference = difference
        self.details = details
        self.verdict = verdict
        self.line: int | None = None  # of the check's file, where it failed
        self.unwritten = False  # the learner's code is still the starter's
