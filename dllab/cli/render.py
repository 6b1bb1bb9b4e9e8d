"""Draw a report for a human; what a submission wrote is only ever shown as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from dllab import findings
from dllab.cli.terminal import console, familiar, spelled
from dllab.wording import points, printable
from grader.report import CheckResult, Difference, Report, Verdict

if TYPE_CHECKING:
    from rich.console import RenderableType

OUTPUT_LINES = 12  # of captured output in a report; JSON has all of it

_STYLES = {Verdict.PASSED: "green", Verdict.NOT_RUN: ""}
_OTHER_STYLE = "red"


def report(
    report: Report,
    title: str,
    *,
    verbose: bool = False,
    details: bool = False,
    width: int = 80,
    more: str = "",
) -> Iterator[RenderableType]:
    """A whole report: the score, a line a check, and the first failure in full.

    Args:
        report: what to draw.
        title: the exercise's.
        verbose: every failure in full.
        details: what graders may see, too, of every failure.
        width: columns that a line may take.
        more: the command that shows the failures which are not shown.
    """
    yield heading(report, title)
    yield Text()
    if findings.unloadable(report.checks):
        yield from _unloadable(report.checks, details, width)
    else:
        yield checks(report.checks, width)
        failures = [check for check in report.checks if check.verdict is not Verdict.PASSED]
        shown = failures if verbose or details else failures[:1]
        for check in shown:
            yield from failure(check, details, width)
        yield from _remarks(report.checks)
        if more and len(failures) > len(shown):
            yield unfolded(f"\n{_more(failures[len(shown) :])}: {more}")
    if details:
        yield _environment(report)


def _more(failures: list[CheckResult]) -> str:
    """What else there is, told apart: a check that waits for another is nobody's mistake."""
    waiting = sum(check.verdict is Verdict.NOT_RUN for check in failures)
    failed = len(failures) - waiting
    parts = [f"{failed} more failed"] if failed else []
    return " · ".join([*parts, f"{waiting} not run"] if waiting else parts)


def heading(report: Report, title: str) -> Text:
    """Which exercise, which file, how many points."""
    style = "bold green" if report.full_marks else "bold"
    whole = Text.assemble(
        (printable(title), "bold"),
        f" · {printable(report.exercise.id)}\n{familiar(printable(report.submission.path))}\n",
        (findings.score(report), style),
        f" · {findings.passed(report.checks)}",
        "".join(f"\n{sentence}" for sentence in findings.companions(report)),
    )
    return unfolded(whole)


def checks(results: Iterable[CheckResult], width: int) -> Text:
    """One line a check: glyph, verdict, title, points."""
    rows = []
    for result in results:
        hidden = "hidden: " if result.visibility == "hidden" else ""
        title = Text(hidden + printable(result.title))
        earned = Text(f"{points(result.earned)}/{points(result.points)}", justify="right")
        rows.append((_mark(result.verdict), title, earned))
    return grid(rows, width)


def failure(check: CheckResult, details: bool, width: int) -> Iterator[RenderableType]:
    """One check in full: what it says, the mistake's name, the numbers, what the code printed."""
    yield Text.assemble("\n", (printable(check.name), "bold"), f": {printable(check.title)}")
    yield from _said(check, details, width)


def _said(check: CheckResult, details: bool, width: int) -> Iterator[RenderableType]:
    yield _indented(check.message, "yellow")
    if check.mistake:
        yield _indented(f"(a known mistake: {check.mistake})")
    if check.difference:
        yield difference(check.difference, min(width, 100))
    if check.output:
        yield from _captured("Your code printed:", check.output)
    if details and check.details:
        yield from _captured("Details for graders:", check.details, lines=200)


def _remarks(results: Sequence[CheckResult]) -> Iterator[RenderableType]:
    """What is said although a check passed: how far a band's best is, for one."""
    for check in results:
        if check.verdict is Verdict.PASSED and check.message:
            yield Text.assemble("\n", (printable(check.name), "bold"), f": {printable(check.title)}")
            yield _indented(check.message)


def _unloadable(results: Sequence[CheckResult], details: bool, width: int) -> Iterator[RenderableType]:
    yield from _said(results[0], details, width)
    rest = f"  all {len(results)} checks: not reached"
    yield Text.assemble("\n", _mark(results[0].verdict), rest)


def _mark(verdict: Verdict) -> Text:
    return Text(findings.marked(verdict), _STYLES.get(verdict, _OTHER_STYLE))


def difference(found: Difference, width: int) -> Text:
    """*expected | yours*, side by side where they fit; what differs carries a star."""
    expected, yours = findings.grids(found)
    left, right = _block("expected", expected), _block("yours", yours)
    lines = [f"{a}   │   {b}" for a, b in zip(left, right, strict=True)]
    if max(map(len, lines)) > width - 2:
        lines = [*left, "", *right]
    lines.append(findings.key(found))
    return unfolded("\n".join(["", *(f"  {line}".rstrip() for line in lines)]))


def grid(rows: Sequence[Sequence[Text]], width: int) -> Text:
    """Aligned columns; the second is folded where lines would be too long, and a row of one is a heading."""
    rows = [[_spelled(cell) for cell in row] for row in rows]
    cells = [row for row in rows if len(row) > 1]
    widths = [max(cell.cell_len for cell in column) for column in zip(*cells, strict=True)]
    if widths:
        others = sum(widths) - widths[1] + 2 * (len(widths) - 1)
        widths[1] = min(widths[1], max(width - others, 10))
    lines = [line for row in rows for line in (row if len(row) == 1 else _row(row, widths))]
    return unfolded(Text("\n").join(lines))


def unfolded(text: Text | str) -> Text:
    """Lines that stay lines, however narrow the terminal is."""
    text = Text(text) if isinstance(text, str) else text
    text.no_wrap, text.overflow = True, "ignore"
    return text


def _spelled(cell: Text) -> Text:
    """As it will be written: stand-ins may be longer, and columns are to stay columns."""
    text = spelled(cell.plain)
    return cell if text == cell.plain else Text(text, cell.style, justify=cell.justify)


def _row(cells: Sequence[Text], widths: list[int]) -> Iterator[Text]:
    """A row's lines: what does not fit into the second column goes on below it, indented."""
    before, folded, *after = cells
    first, *rest = _folded(folded, widths[1])
    yield _line((before, first, *after), widths)
    for line in rest:
        line.pad_left(widths[0] + 4)
        yield line


def _folded(cell: Text, width: int) -> list[Text]:
    if cell.cell_len <= width:
        return [cell]
    return list(cell.wrap(console(), width - 2, overflow="fold")) or [Text()]


def _line(cells: Sequence[Text], widths: list[int]) -> Text:
    for cell, width in zip(cells, widths, strict=True):
        (cell.pad_left if cell.justify == "right" else cell.pad_right)(width - cell.cell_len)
    line = Text("  ").join(cells)
    line.rstrip()
    return line


def _block(title: str, cells: list[list[str]]) -> list[str]:
    """A title above right-aligned columns; all lines of one length."""
    widths = findings.columns(cells)
    lines = ["  ".join(cell.rjust(widths[i]) for i, cell in enumerate(row)) for row in cells]
    width = max(len(title), *map(len, lines)) if lines else len(title)
    return [line.ljust(width) for line in (title, *lines)]


def _captured(title: str, text: str, lines: int = OUTPUT_LINES) -> Iterator[RenderableType]:
    found = printable(text).rstrip("\n").split("\n")
    yield Text(f"\n  {title}")
    yield _indented("\n".join(f"│ {line}" for line in found[:lines]))
    if len(found) > lines:
        yield _indented(f"… and {len(found) - lines} more lines (--json has more)")


def _indented(text: str, style: str = "") -> Padding:
    return Padding(Text(printable(text), style), (0, 0, 0, 2))


def _environment(report: Report) -> Text:
    found = report.environment
    versions = f"Python {found.python} · NumPy {found.numpy}"
    whole = f"seed {report.seed} · sandbox {found.sandbox.level} · {found.device} · {versions}"
    return Text(printable(f"\n{whole} · {report.seconds:.3f} s"))
