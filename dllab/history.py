"""An exercise's attempts, hints and kept texts, what each changed, and how to go back to one."""

from __future__ import annotations

import calendar
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from dllab import plot
from dllab.attempts import Attempt, HintShown, Line
from dllab.buffer import Buffer, Conflict
from dllab.plot import Axis, Series
from dllab.progress import Standing, concerning
from dllab.wording import count
from dllab.workspace import Workspace
from grader.exercise import Exercise
from grader.report import Verdict

if TYPE_CHECKING:
    from rich.text import Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Moment:
    """One line of the log, and what it says beside the lines before it.

    Attributes:
        entry: the line.
        number: of an attempt, from 1.
        fixed: checks that passed now and had not when they last ran.
        broken: checks that had passed when they last ran and did not now.
        public: whether all public checks passed.
    """

    entry: Line
    number: int = 0
    fixed: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    public: bool = False

    @property
    def sha256(self) -> str:
        """The name of its snapshot; a hint has none."""
        return "" if isinstance(self.entry, HintShown) else self.entry.sha256


def moments(exercise: Exercise, entries: list[Line]) -> list[Moment]:
    """What happened to an exercise, the latest first."""
    mine = concerning(exercise, entries)
    public = _public(mine)
    known: dict[str, Verdict] = {}
    found: list[Moment] = []
    number = 0
    for entry in mine:
        if isinstance(entry, Attempt):
            number += 1
            ran = {name: verdict for name, verdict in entry.checks.items() if verdict is not Verdict.NOT_RUN}
            turned = [name for name in ran if name in known and _passed(ran[name]) != _passed(known[name])]
            fixed = [name for name in turned if _passed(ran[name])]
            broken = [name for name in turned if not _passed(ran[name])]
            found.append(Moment(entry, number, fixed, broken, _passes_all(entry, public)))
            known |= ran
        else:
            found.append(Moment(entry))
    return found[::-1]


class Last(NamedTuple):
    """What a check said when it last ran, and in which attempt that was."""

    verdict: Verdict
    attempt: Attempt


def last_verdicts(exercise: Exercise, entries: list[Line]) -> dict[str, Last]:
    """How each check went when it last ran, by name; not that a later attempt did not reach it."""
    found: dict[str, Last] = {}
    for entry in concerning(exercise, entries):
        if isinstance(entry, Attempt):
            for name, verdict in entry.checks.items():
                if verdict is not Verdict.NOT_RUN or name not in found:
                    found[name] = Last(verdict, entry)
    return found


def last_pass(found: Iterable[Moment]) -> Moment | None:
    """The latest attempt that passed every public check."""
    return next((moment for moment in found if moment.public), None)


def restore(workspace: Workspace, exercise: Exercise, buffer: Buffer, text: str) -> None:
    """Put an earlier text in the place of the present one, which is kept.

    Raises:
        DllabError: it cannot be done; nothing that was typed is lost.
    """
    buffer.poll()
    if buffer.state == "conflict":
        raise Conflict(f"{buffer.path.name} was changed by another program: first choose which text to keep")
    workspace.keep_snapshot(exercise, buffer.text)
    buffer.edit(text)
    buffer.save()


def missing(standing: Standing, found: Iterable[Moment]) -> str:
    """Why the solution is not shown yet, a sentence; empty once it may be."""
    if standing.state == "solved":
        return ""
    rule = "The solution is shown when all checks have passed"
    if standing.state == "tested":
        return f"{rule}: the public ones have, now grade your code."
    last = next((moment.entry for moment in found if isinstance(moment.entry, Attempt)), None)
    if last is None or standing.state in ("new", "started"):
        return f"{rule}: yours were not run yet."
    failed = sum(verdict is not Verdict.PASSED for verdict in last.checks.values())
    if not failed:
        return f"{rule}: at your last attempt only some were run."
    return f"{rule}: {failed} of {count(len(last.checks), 'check')} did not pass at your last attempt."


def chart(found: Sequence[Moment], width: int, height: int) -> Text | None:
    """The share of the points by attempt, the latest at the right; None where there is nothing to compare."""
    whole = [
        (moment.number, moment.entry)
        for moment in reversed(found)
        if isinstance(moment.entry, Attempt) and not moment.entry.partial and moment.entry.max_score
    ]
    if len(whole) < 2:
        return None
    points = [(number, 100 * attempt.score / attempt.max_score) for number, attempt in whole]
    graded = [point for point, (_, attempt) in zip(points, whole, strict=True) if attempt.kind == "grade"]
    first, last = whole[0][0], whole[-1][0]
    x = Axis(first - 0.5, last + 0.5, [(first, str(first)), (last, str(last))])
    y = Axis(-5, 105, [(0, "0"), (50, "50"), (100, "100%")])
    series = [Series(points), Series(points, marker="t", joined=False)]
    return plot.chart([*series, Series(graded, "magenta", "G", joined=False)], x, y, width, height)


def clock(utc: str) -> str:
    """A time of the log as the learner's clock had it: 7 Oct 14:05, or 7 Oct 2023 for another year's."""
    try:
        then = time.localtime(calendar.timegm(time.strptime(utc, "%Y-%m-%dT%H:%M:%SZ")))
    except (ValueError, OverflowError):
        return "some time"
    day = f"{then.tm_mday:2} {_MONTHS[then.tm_mon - 1]}"
    if then.tm_year != time.localtime().tm_year:
        return f"{day}  {then.tm_year}"
    return f"{day} {then.tm_hour:02}:{then.tm_min:02}"


def _public(entries: Iterable[Line]) -> dict[str, set[str]]:
    """The names of the public checks by version of the exercise, as far as tests have run them."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        if isinstance(entry, Attempt) and entry.kind == "test":
            found.setdefault(entry.version, set()).update(entry.checks)
    return found


def _passes_all(attempt: Attempt, public: dict[str, set[str]]) -> bool:
    if attempt.partial:
        return False
    names = public.get(attempt.version, set())
    return attempt.full_marks or bool(
        names and all(attempt.checks.get(name) is Verdict.PASSED for name in names)
    )


def _passed(verdict: Verdict) -> bool:
    return verdict is Verdict.PASSED
