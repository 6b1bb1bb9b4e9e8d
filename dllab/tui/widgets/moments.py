"""The list of what happened to an exercise, and each line of it in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from dllab.attempts import Attempt, HintShown
from dllab.history import Moment, clock
from dllab.tui.widgets.diff import DiffView
from dllab.wording import one_line, points

FEW = 3  # checks that are named


class Moments(OptionList):
    """The list; paging is for the text below it, which is longer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Restore", id="history.restore",
                tooltip="Put this text back into the editor, after a question; the present one is kept"),
        Binding("pagedown,space", "read(1)", show=False, id="history.on"),
        Binding("pageup", "read(-1)", show=False, id="history.back"),
    ]  # fmt: skip

    def action_read(self, pages: int) -> None:
        """Scroll what changed."""
        self.screen.query_one("#changes", DiffView).turn(pages)


def name(moment: Moment) -> str:
    """An attempt by its number, a kept text by its time."""
    return f"attempt {moment.number}" if moment.number else f"the text of {clock(moment.entry.time).strip()}"


def row(moment: Moment) -> Content:
    """Its line in the list."""
    entry, number = moment.entry, f"{moment.number:>3} " if moment.number else "    "
    begin = f"{number}{clock(entry.time):<12}  "
    if isinstance(entry, HintShown):
        return Content(f"{begin}hint {entry.number}")
    if not isinstance(entry, Attempt):
        return Content(f"{begin}kept text")
    score = f"{points(entry.score)}/{points(entry.max_score)}"
    return Content(f"{begin}{entry.kind:<5} {score:>6}  {', '.join(_remarks(moment, entry))}".rstrip())


def _remarks(moment: Moment, attempt: Attempt) -> Iterator[str]:
    """What an attempt was worth, and how many checks changed their verdict."""
    if moment.public:
        yield "passed" if attempt.full_marks else "public passed"
    for names, word in ((moment.fixed, "fixed"), (moment.broken, "broken")):
        if names:
            yield f"{len(names)} {word}"
    if attempt.partial:
        yield "some checks"


def facts(moment: Moment) -> list[Content]:
    """What is to be said about the chosen one, in lines."""
    entry = moment.entry
    if isinstance(entry, HintShown):
        return [Content.assemble((f"Hint {entry.number}", "bold"), f", seen {clock(entry.time).strip()}")]
    if not isinstance(entry, Attempt):
        return [Content.assemble(("Kept text", "bold"), f", replaced {clock(entry.time).strip()}")]
    passed = " · all public checks passed" if moment.public else ""
    some = " of the checks that were asked for" if entry.partial else ""
    first = Content.assemble(
        (f"Attempt {moment.number}", "bold"),
        f" · {points(entry.score)} of {_count_points(entry.max_score)}{some}{passed}",
    )
    turned = [
        f"{glyph} {word}: {one_line(', '.join(names[:FEW]))}{_more(len(names) - FEW)}"
        for glyph, word, names in (("✓", "fixed", moment.fixed), ("✗", "broken", moment.broken))
        if names
    ]
    mistakes = [f"known mistake: {one_line(', '.join(entry.mistakes))}"] if entry.mistakes else []
    second = " · ".join([*turned, *mistakes])
    return [first, Content(second)] if second else [first]


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""


def _count_points(value: float) -> str:
    """1 point, 7.5 points."""
    return f"{points(value)} point" + ("" if value == 1 else "s")
