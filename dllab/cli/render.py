"""Draw a report for a human; what a submission wrote is only ever shown as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dllab.cli.terminal import printable
from grader.report import CheckResult, Difference, Report, Verdict

if TYPE_CHECKING:
    from rich.console import RenderableType

OUTPUT_LINES = 12  # of captured output in a report; JSON has all of it

_MARKS = {Verdict.PASSED: ("✓", "green"), Verdict.NOT_RUN: ("·", "")}
_OTHER_MARK = ("✗", "red")


def report(
    report: Report, title: str, *, verbose: bool = False, details: bool = False, width: int = 80
) -> Iterator[RenderableType]:
    """A whole report: the score, a line a check, and the first failure in full.

    Args:
        report: what to draw.
        title: the exercise's.
        verbose: every failure in full.
        details: what graders may see, too.
        width: columns that the numbers may take.
    """
    yield heading(report, title)
    yield checks(report.checks)
    failures = [check for check in report.checks if check.verdict is not Verdict.PASSED]
    for check in failures if verbose else failures[:1]:
        yield from failure(check, details, width)
    if details:
        yield _environment(report)


def heading(report: Report, title: str) -> Text:
    """Which exercise, which file, how many points."""
    passed = sum(check.verdict is Verdict.PASSED for check in report.checks)
    style = "bold green" if report.full_marks else "bold"
    return Text.assemble(
        (printable(title), "bold"),
        f" · {printable(report.exercise.id)}\n{printable(report.submission.path)}\n",
        (f"Score {points(report.score)} of {points(report.max_score)}", style),
        f" · {passed} of {len(report.checks)} checks passed",
    )


def checks(results: Iterable[CheckResult]) -> RenderableType:
    """One line a check: glyph, verdict, title, points."""
    table = rows()
    table.add_column(justify="right", no_wrap=True)
    for result in results:
        glyph, style = _MARKS.get(result.verdict, _OTHER_MARK)
        hidden = "hidden: " if result.visibility == "hidden" else ""
        table.add_row(
            Text(f"{glyph} {result.verdict}", style),
            Text(hidden + printable(result.title)),
            Text(f"{points(result.earned)}/{points(result.points)}"),
        )
    return Padding(table, (1, 0, 0, 0))


def failure(check: CheckResult, details: bool, width: int) -> Iterator[RenderableType]:
    """One check in full: what it says, the mistake's name, the numbers, what the code printed."""
    yield Text.assemble("\n", (printable(check.name), "bold"), f": {printable(check.title)}")
    body: list[RenderableType] = [Text(printable(check.message), "yellow")]
    if check.mistake:
        body.append(Text(f"(a known mistake: {printable(check.mistake)})"))
    if check.difference:
        body.append(difference(check.difference, width - 2))
    if check.output:
        body.extend(_captured("Your code printed:", check.output))
    if details and check.details:
        body.extend(_captured("Details for graders:", check.details, lines=200))
    for part in body:
        yield Padding(part, (0, 0, 0, 2))


def difference(found: Difference, width: int) -> RenderableType:
    """*expected | yours*, side by side where they fit; what differs carries a star."""
    expected = [[_number(value) for value in row] for row in found.expected]
    yours = [[_number(value) for value in row] for row in found.yours]
    marked = [list(map(_marked, *pair)) for pair in zip(yours, expected, strict=True)]
    left, right = _block("expected", expected), _block("yours", marked)
    lines = [f"{a}   │   {b}" for a, b in zip(left, right, strict=True)]
    if max(map(len, lines)) > width:
        lines = [*left, "", *right]
    where = f"{printable(found.where)}; * differs" if found.where else "* differs"
    return Padding(Text("\n".join([*lines, where]), no_wrap=True), (1, 0, 0, 0))


def rows() -> Table:
    """A grid whose first column keeps its width and whose second is cut where the terminal ends."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis")
    return table


def points(value: float) -> str:
    """Points without a needless fraction: 7, 7.5, 0.33."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.5g}"


def _marked(mine: str, right: str) -> str:
    return f"{mine} " if mine == right else f"{mine}*"


def _block(title: str, cells: list[list[str]]) -> list[str]:
    """A title above right-aligned columns; all lines of one length."""
    columns = max((len(row) for row in cells), default=0)
    widths = [max(len(row[i]) for row in cells if i < len(row)) for i in range(columns)]
    lines = ["  ".join(cell.rjust(widths[i]) for i, cell in enumerate(row)) for row in cells]
    width = max(len(title), *map(len, lines)) if lines else len(title)
    return [line.ljust(width) for line in (title, *lines)]


def _captured(title: str, text: str, lines: int = OUTPUT_LINES) -> Iterator[RenderableType]:
    found = printable(text).rstrip("\n").split("\n")
    yield Text(f"\n{title}")
    yield Text("\n".join(f"│ {line}" for line in found[:lines]))
    if len(found) > lines:
        yield Text(f"… and {len(found) - lines} more lines (--json has them all)")


def _environment(report: Report) -> Text:
    found = report.environment
    return Text(
        f"\nseed {report.seed or 'not shown'} · sandbox {found.sandbox.level} · {found.device} · "
        f"Python {found.python} · NumPy {found.numpy} · {report.seconds:.3f} s"
    )
