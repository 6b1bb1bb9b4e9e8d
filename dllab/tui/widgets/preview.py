"""What is told about an exercise before it is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from dllab import progress
from dllab.progress import Standing
from dllab.tui.widgets.entries import BEGUN, INKS
from dllab.wording import GLYPHS, one_line, printable
from grader.errors import ExerciseError
from grader.exercise import Exercise

# Where the prose ends that reads well in a narrow place: headings, code, tables, drawings.
_NO_PROSE = re.compile(r"^(?:#|```|~~~|    |\||!\[)", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,2})(?=\S)([^*\n]+?)(?<=\S)\1(?!\w)")
_UNTOUCHED = Standing("new")


class Preview(Widget):
    """The selected exercise as far as there is room; lines that stay as they were are not drawn again."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text, self._strips = Content(), list[Strip]()
        self._laid_out: tuple[Content, int, Style] | None = None

    def show(self, text: Content) -> None:
        """Show something else."""
        before, self._text = self._lines(), text
        pairs = zip_longest(before, self._lines())
        changed = [y for y, (old, new) in enumerate(pairs) if old != new and y < self.size.height]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def notify_style_update(self) -> None:
        """Perhaps other colours."""
        super().notify_style_update()
        self._laid_out = None

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        lines = self._lines()
        return lines[y] if y < len(lines) else Strip.blank(self.size.width, self.visual_style.rich_style)

    def _lines(self) -> list[Strip]:
        wanted = (self._text, self.size.width, self.visual_style)
        if self._laid_out != wanted and self.size.width:
            strips = Visual.to_strips(self, self._text, self.size.width, None, self.visual_style, pad=True)
            self._strips, self._laid_out = [strip.simplify() for strip in strips], wanted
        return self._strips


def about(
    exercise: Exercise,
    standing: Standing,
    needed: Sequence[tuple[str, str]],
    lesson: str,
    remarks: Sequence[str] = (),
) -> Content:
    """An exercise: the most important first, since what does not fit is cut off.

    Args:
        exercise: which.
        standing: where the learner stands with it.
        needed: title and state of each exercise that comes before it.
        lesson: how its lesson begins.
        remarks: what is wrong with it.
    """
    return Content("\n").join(_parts(exercise, standing, needed, lesson, remarks))


def about_track(title: str, summary: str, objectives: Sequence[str]) -> Content:
    """A track: what it is about, and what one can do afterwards."""
    return Content("\n").join(
        [Content(one_line(title)).stylize("bold"), Content(one_line(summary)), *_goals(objectives)]
    )


def about_damage(name: str, sentences: Sequence[str]) -> Content:
    """Something that cannot be read: what, why, and what helps."""
    state = (f"{GLYPHS['damaged']} damaged", INKS["damaged"])
    advice = "Mend that and press r, or tell whoever made the course. All other exercises work."
    head = Content.assemble((one_line(name), "bold"), " · ", state)
    return Content("\n").join([head, *(Content(one_line(one)) for one in sentences), Content(advice)])


def opening(exercise: Exercise) -> str:
    """How its lesson begins: the first prose after the title; or why it cannot be read."""
    try:
        text = printable(exercise.text("lesson.md"))
    except ExerciseError as error:
        return one_line(str(error))
    body = re.sub(r"\A\s*# .*\n", "", text)
    end = _NO_PROSE.search(body)
    return _EMPHASIS.sub(r"\2", body[: end.start() if end else None]).strip()


def _parts(
    exercise: Exercise,
    standing: Standing,
    needed: Sequence[tuple[str, str]],
    lesson: str,
    remarks: Sequence[str],
) -> Iterator[Content]:
    yield Content.assemble(
        (one_line(exercise.title), "bold"), f" · {one_line(exercise.id)} · {exercise.minutes} min"
    )
    said = "new" if standing == _UNTOUCHED else progress.sentence(standing)
    state = f"{GLYPHS[standing.state]} {said}"
    yield Content.assemble((state, INKS.get(standing.state, BEGUN)))
    for remark in remarks:
        yield Content.assemble((f"{GLYPHS['damaged']} {one_line(remark)}", INKS["damaged"]))
    yield Content(one_line(exercise.summary))
    if needed:
        before = ", ".join(f"{one_line(title)} ({GLYPHS[state]} {state})" for title, state in needed)
        yield Content(f"After: {before}")
    yield from _goals(exercise.objectives)
    if lesson:
        yield Content.assemble("\n", ("The lesson begins", "bold"))
        yield Content(lesson)


def _goals(objectives: Sequence[str]) -> Iterator[Content]:
    if objectives:
        yield Content.assemble("\n", ("You will be able to", "bold"))
        yield from (Content(f"• {one_line(goal)}") for goal in objectives)
