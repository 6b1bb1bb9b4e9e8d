"""A page of feedback for a student: one HTML file, without scripts, that shows on screen and on paper.

Everything in it is text: what a student is called, wrote and printed is made plain, then escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

import msgspec

from dllab import findings
from dllab.wording import count, points, printable
from grader.counting import Grade
from grader.report import CheckResult, Difference, Report, Verdict, for_learner
from grader.sheet import Row, Sheet, number, remark

_OUTPUT_LINES = 60


class Work(msgspec.Struct, frozen=True):
    """What a student handed in for an exercise.

    Attributes:
        title: the exercise's.
        grade: what the student gets for it.
        report: None where it could not be graded.
    """

    title: str
    grade: Grade
    report: Report | None


def page(sheet: Sheet, row: Row, works: Iterable[Work], details: bool = False) -> str:
    """The whole page.

    Args:
        sheet: the class's.
        row: the student's.
        works: in the order of the course.
        details: with what only graders may see; by default it is for the student.
    """
    course = sheet.title or "Feedback"
    parts = [_HEAD.format(title=_text(f"{course}: {row.name}"), style=_STYLE)]
    # bdi: a name that is written from right to left must not turn what stands beside it.
    parts.append(f"<h1>{_text(course)}</h1><p class=student><bdi>{_text(row.name)}</bdi></p>")
    parts.append(f"<p class=total>{_text(number(row.total))} of {_text(number(sheet.max))} points</p>")
    for work in works:
        parts.append("<section>")
        parts.extend(_work(work, details))
        parts.append("</section>")
    return "\n".join([*parts, "</main></body></html>", ""])


def _work(work: Work, details: bool) -> Iterator[str]:
    # What the grader said when it failed is for graders.
    grade = work.grade if details else msgspec.structs.replace(work.grade, error="")
    report = work.report
    yield f"<h2>{_text(work.title)}</h2>"
    score = "not graded" if grade.score is None else f"{number(grade.score)} of {number(grade.max)} points"
    yield f"<p class=score>{_text(score)}</p>"
    said = [text for text in (remark(grade), grade.why) if text]
    yield f"<p class=why>{_text('; '.join(said))}</p>"
    if report is None:
        return
    report = report if details else for_learner(report)
    about = [findings.passed(report.checks), *findings.companions(report)]
    yield f"<p class=why>{_prose(' · '.join(about))}</p>"
    if findings.unloadable(report.checks):
        yield from _check(msgspec.structs.replace(report.checks[0], title="Your file"), details)
        yield f"<p>All {count(len(report.checks), 'check')}: not reached.</p>"
    else:
        for check in report.checks:
            yield from _check(check, details)
    yield from _bands(report)
    if details:
        yield f"<p class=why>seed {_text(report.seed)}, sandbox {_text(report.environment.sandbox.level)}</p>"


def _check(check: CheckResult, details: bool) -> Iterator[str]:
    kind = {Verdict.PASSED: "passed", Verdict.NOT_RUN: "waits"}.get(check.verdict, "failed")
    hidden = "<small>hidden</small> " if check.visibility == "hidden" else ""
    earned = f"{points(check.earned)}/{points(check.points)}"
    yield f"<article class={kind}>"
    yield f"<h3><span class=points>{_text(earned)}</span>"
    yield f"<b>{_text(findings.marked(check.verdict))}</b> {hidden}{_prose(check.title or check.name)}</h3>"
    if check.message:
        yield f"<p class=message>{_prose(check.message)}</p>"
    if check.mistake:
        yield f"<p class=why>A known mistake: {_text(check.mistake)}</p>"
    if check.difference:
        yield from _difference(check.difference)
    if check.output:
        yield f"<p class=why>Your code printed:</p>{_captured(check.output)}"
    if details and check.details:
        yield f"<p class=why>For graders:</p>{_captured(check.details)}"
    yield "</article>"


def _difference(found: Difference) -> Iterator[str]:
    """*expected | yours*, side by side; what differs carries a star and a colour."""
    yield "<div class=grids>"
    for title, cells in zip(("expected", "yours"), findings.grids(found), strict=True):
        rows = "".join(f"<tr>{''.join(map(_number, row))}</tr>" for row in cells)
        yield f"<table><caption>{title}</caption>{rows}</table>"
    yield f"</div><p class=why>{_text(findings.key(found))}</p>"


def _number(cell: str) -> str:
    return f"<td class=off>{_text(cell)}</td>" if cell.endswith("*") else f"<td>{_text(cell.strip())}</td>"


def _bands(report: Report) -> Iterator[str]:
    """What networks came to, and what was asked of them."""
    found = [(training, band) for training in report.training for band in training.bands]
    if not found:
        return
    heads = "<tr><th>measured</th><th>yours</th><th>half</th><th>three quarters</th><th>all points</th></tr>"
    yield f"<table class=bands>{heads}"
    for training, band in found:
        steps = map(points, (band.passing, band.solid, band.excellent))
        yours = training.metrics.get(band.metric, "")
        shown = yours if isinstance(yours, str) else f"{yours:.4g}"
        cells = "".join(f"<td>{_text(one)}</td>" for one in (band.metric, shown, *steps))
        yield f"<tr>{cells}</tr>"
    yield "</table>"


def _captured(text: str) -> str:
    lines = printable(text).rstrip("\n").split("\n")
    more = len(lines) - _OUTPUT_LINES
    kept = [*lines[:_OUTPUT_LINES], f"… and {count(more, 'more line')}"] if more > 0 else lines
    return f"<pre>{_text(chr(10).join(kept))}</pre>"


def _prose(text: str) -> str:
    """Sentences: their lines stay lines, `code` and what is indented, as in a traceback, is set as code."""
    lines = (
        f"<code>{line}</code>" if line.startswith("  ") else re.sub(r"`([^`]+)`", r"<code>\1</code>", line)
        for line in _text(text).split("\n")
    )
    return "\n".join(lines)


def _text(text: str) -> str:
    return html.escape(printable(text), quote=True)


_HEAD = """<!DOCTYPE html>
<html lang=en><head><meta charset=utf-8>
<meta http-equiv=Content-Security-Policy content="default-src 'none'; style-src 'unsafe-inline'">
<meta name=viewport content="width=device-width"><meta name=referrer content=no-referrer>
<title>{title}</title><style>{style}</style></head><body><main>"""

_STYLE = """
:root { color-scheme: light dark; --quiet: #5a5a5a; --line: #c8c8c8; --good: #1a6b2d; --bad: #a31515 }
@media (prefers-color-scheme: dark) {
  :root { --quiet: #a8a8a8; --line: #4a4a4a; --good: #7bd88f; --bad: #ff8f80 }
}
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 }
main { max-width: 48rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.2rem; margin: 0 }
h3 { font-size: 1rem; font-weight: 600; margin: 0 }
section { border-top: 2px solid var(--line); margin-top: 2rem; padding-top: 1rem }
article { border-left: 3px solid var(--line); margin: 1rem 0; padding-left: .8rem; break-inside: avoid }
.passed { border-color: var(--good) } .passed b { color: var(--good) }
.failed { border-color: var(--bad) } .failed b { color: var(--bad) }
.student { font-size: 1.2rem; margin: 0 } .total, .score { font-weight: 600; margin: .2rem 0 }
.points { float: right; font-weight: 400; margin-left: 1rem }
.why, caption, small { color: var(--quiet); font-size: .9rem; margin: .2rem 0 }
.message { margin: .3rem 0; white-space: pre-wrap }
pre, code, td { font: .9rem/1.4 ui-monospace, monospace }
pre { border: 1px solid var(--line); padding: .5rem; white-space: pre-wrap; margin: .3rem 0 }
pre { max-height: 20rem; overflow: auto }
.grids { display: flex; flex-wrap: wrap; gap: 1.5rem }
td, th { text-align: right; padding: 0 .4rem } caption { text-align: left } th { font-size: .8rem }
td.off { color: var(--bad); font-weight: 600 }
@media print { main { max-width: none; padding: 0 } pre { border-color: #999; max-height: none } }
"""
