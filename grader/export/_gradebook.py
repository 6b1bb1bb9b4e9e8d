"""CSV, for any spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from grader.export._words import cell
from grader.report import Report, Verdict


def csv_gradebook(reports: Iterable[Report]) -> str:
    """A row for each report, as a spreadsheet reads it."""
    text = io.StringIO()
    # Text is quoted, numbers are not; a spreadsheet keeps a quoted cell in one piece whatever it holds.
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(_csv_row(report) for report in reports)
    return text.getvalue()


_COLUMNS = (
    *("submission", "exercise", "version", "score", "max_score", "checks", "passed"),
    *("verdicts", "mistakes", "seconds", "sandbox", "sha256"),
)


def _csv_row(report: Report) -> Sequence[str | float]:
    verdicts = Counter(check.verdict for check in report.checks)
    mistakes = dict.fromkeys(check.mistake for check in report.checks if check.mistake)
    return (
        cell(report.submission.path),
        cell(report.exercise.id),
        cell(report.exercise.version),
        report.score,
        report.max_score,
        len(report.checks),
        verdicts[Verdict.PASSED],
        cell(" ".join(f"{verdict}:{number}" for verdict, number in verdicts.items())),
        cell(" ".join(mistakes)),
        round(report.seconds, 3),
        report.environment.sandbox.level,
        cell(report.submission.sha256),
    )
