"""Gradescope's results.json."""

from __future__ import annotations

from typing import Any

from grader.export._words import plain, sentence, to_text
from grader.report import CheckResult, Report, Verdict, for_learner


def gradescope(report: Report) -> str:
    """Gradescope's results.json.

    Learners see public checks at once and hidden ones, without output, once grades are published;
    what only graders may read stands in entries of their own that stay hidden.
    """
    learner = for_learner(report)
    tests = [_gradescope_test(check) for check in learner.checks]
    notes = [_gradescope_note(check) for check in report.checks if check.details or check.output]
    return to_text(
        {
            "score": report.score,
            "execution_time": report.seconds,
            "stdout_visibility": "hidden",
            "tests": tests + notes,
            "extra_data": {
                "exercise": plain(report.exercise.id),
                "version": plain(report.exercise.version),
                "max_score": report.max_score,
                "sha256": plain(report.submission.sha256),
                "seed": plain(report.seed),
                "sandbox": report.environment.sandbox.level,
            },
        }
    )


def _gradescope_test(check: CheckResult) -> dict[str, Any]:
    return {
        "name": plain(check.title or check.name),
        "name_format": "text",
        "score": check.earned,
        "max_score": check.points,
        "status": _passed_or_failed(check),
        "output": plain("\n\n".join(part for part in (sentence(check), check.output) if part)),
        "output_format": "text",
        "visibility": "visible" if check.visibility == "public" else "after_published",
    }


def _gradescope_note(check: CheckResult) -> dict[str, Any]:
    return {
        "name": plain(f"For graders: {check.name}"),
        "name_format": "text",
        "status": _passed_or_failed(check),
        "output": plain("\n\n".join(part for part in (check.details, check.output) if part)),
        "output_format": "text",
        "visibility": "hidden",
    }


def _passed_or_failed(check: CheckResult) -> str:
    # Without an explicit status Gradescope derives one from the score, and 0 of 0 points pass.
    return "passed" if check.verdict is Verdict.PASSED else "failed"
