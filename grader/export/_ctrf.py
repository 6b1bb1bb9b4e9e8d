"""Common Test Report Format: one JSON layout for the results of any test tool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from grader.export._words import plain, to_text
from grader.report import CheckResult, Report, Verdict, for_learner


def ctrf(reports: Iterable[Report]) -> str:
    """Common Test Report Format JSON, all reports in one run.

    A report does not say when it was made, so the run starts at 0 and takes as long as it took.
    """
    learners = [for_learner(report) for report in reports]
    tests = [_ctrf_test(check, report) for report in learners for check in report.checks]
    count = Counter(test["status"] for test in tests)
    summary = {status: count[status] for status in ("passed", "failed", "skipped", "pending", "other")}
    tool = {"name": "dllab"}
    if learners:
        tool["version"] = plain(learners[0].environment.grader)
    stop = _milliseconds(sum(report.seconds for report in learners))
    return to_text(
        {
            "reportFormat": "CTRF",
            "specVersion": "0.0.0",
            "results": {
                "tool": tool,
                "summary": {"tests": len(tests), **summary, "start": 0, "stop": stop},
                "tests": tests,
            },
        }
    )


def _ctrf_test(check: CheckResult, report: Report) -> dict[str, Any]:
    return {
        "name": plain(check.name) or "unnamed",
        "status": {Verdict.PASSED: "passed", Verdict.NOT_RUN: "skipped"}.get(check.verdict, "failed"),
        "rawStatus": check.verdict,
        "duration": _milliseconds(check.seconds),
        "suite": [plain(report.exercise.id), plain(report.submission.path)],
        "message": plain(check.message),
        "stdout": plain(check.output).splitlines(),
        "tags": [check.visibility],
        "extra": {"points": check.points, "earned": check.earned, "mistake": plain(check.mistake or "")},
    }


def _milliseconds(seconds: float) -> int:
    return round(1000 * seconds)
