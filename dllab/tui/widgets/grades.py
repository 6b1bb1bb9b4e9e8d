"""Students × exercises as a heat map: a line a student; names, heads and means stay when it scrolls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dllab import pixels
from dllab.tui.widgets.heatmap import shade
from dllab.wording import count
from grader.counting import Grade
from grader.sheet import Column, Row, Sheet, marks

NAME = 20  # columns of a name, and a space
CELL = 5  # the cursor's sign, three digits, a mark
LEFT = NAME + 1 + CELL  # what stays: names, totals
TOP = 3  # lines that stay: two of heads, one of means
_WHEEL = 3  # lines


class Grades(Widget, can_focus=True):
    """The map; the cursor is on a student's grade for an exercise. Only what is seen is made."""

    HELP = """
    A number is the share of the points in percent, rounded down: **100** is full marks. **–** nothing was
    handed in, **!** it could not be graded, **\\*** late, **~** graded by an older version of the exercise.
    Totals count what is missing as nothing. The means of exercises are over what was graded, without late
    penalties.
    """
    DEFAULT_CSS = """
    Grades { height: 1fr; }
    Grades > .grades--head { color: $text-primary; text-style: bold; }
    Grades > .grades--quiet { color: $text-secondary; }
    Grades > .grades--error { color: $text-error; text-style: bold; }
    Grades > .grades--cursor {
        color: $block-cursor-foreground; background: $block-cursor-background;
        text-style: $block-cursor-text-style;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("grades--head", "grades--quiet", "grades--error", "grades--cursor")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1, 0)", "Up", show=False, id="class.up"),
        Binding("down,j", "move(1, 0)", "Down", show=False, id="class.down"),
        Binding("left,h", "move(0, -1)", "Left", show=False, id="class.left"),
        Binding("right,l", "move(0, 1)", "Right", show=False, id="class.right"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="class.page-up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="class.page-down"),
        Binding("home", "far(0, -1)", "First exercise", show=False, id="class.first-exercise"),
        Binding("end", "far(0, 1)", "Last exercise", show=False, id="class.last-exercise"),
        Binding("ctrl+home,g", "far(-1, 0)", "First student", show=False, id="class.first-student"),
        Binding("ctrl+end,G", "far(1, 0)", "Last student", show=False, id="class.last-student"),
    ]

    class Moved(Message):
        """The cursor is elsewhere, or on other grades."""

    class Opened(Message):
        """What the cursor is on was clicked once more."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._columns: Sequence[Column] = ()
        self._heads: list[tuple[str, str]] = []
        self._means: list[str] = []
        self._most, self._mean = 0.0, "–"
        self._at, self._from = (0, 0), (0, 0)  # row and column: of the cursor, and the first that are seen
        self._colors = pixels.shows_greys()

    @property
    def student(self) -> Row | None:
        """Whose line the cursor is on."""
        return self._rows[self._at[0]] if self._rows else None

    @property
    def exercise(self) -> Column | None:
        """Whose column the cursor is in."""
        return self._columns[self._at[1]] if self._columns else None

    def show(self, sheet: Sheet, rows: Sequence[Row], means: dict[str, float]) -> None:
        """Show other grades; the cursor stays on its student and exercise if they are still there.

        Args:
            sheet: the class.
            rows: those of its rows that are to be seen.
            means: the mean share of the points by exercise, 0 to 1.
        """
        student, exercise = self.student, self.exercise
        self._rows, self._columns = rows, sheet.columns
        self._heads = [head(column.id) for column in sheet.columns]
        self._means = [percent(means[one.id]) if one.id in means else "–" for one in sheet.columns]
        self._most = float(sheet.max)
        totals = [float(one.total) for one in sheet.rows]
        mean = sum(totals) / len(totals) / self._most if totals and self._most else None
        self._mean = "–" if mean is None else percent(mean)
        row = next((n for n, one in enumerate(rows) if student and one.student == student.student), 0)
        ids = [column.id for column in sheet.columns]
        self._go(row, ids.index(exercise.id) if exercise and exercise.id in ids else 0)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        at = self._from[0] + y - TOP
        if y < TOP:
            segments = self._head_line(y)
        elif at < len(self._rows):
            segments = self._student_line(at)
        else:
            segments = iter(())
        return Strip(segments).adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def on_resize(self, event: Resize) -> None:
        """Less room: the cursor stays in sight."""
        self._go(*self._at)

    def on_click(self, event: Click) -> None:
        """Go there; a click on the cursor opens."""
        row, column = self._from[0] + event.y - TOP, self._from[1] + (event.x - LEFT) // CELL
        if not (event.y >= TOP and event.x >= LEFT and row < len(self._rows) and column < len(self._columns)):
            return
        if (row, column) == self._at:
            self.post_message(self.Opened())
        else:
            self._go(row, column)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """As some arrows down."""
        self.action_move(_WHEEL, 0)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """As some arrows up."""
        self.action_move(-_WHEEL, 0)

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor."""
        self._go(self._at[0] + down, self._at[1] + right)

    def action_page(self, pages: int) -> None:
        """Move it by as many lines as are seen."""
        self.action_move(pages * max(self._room[0] - 1, 1), 0)

    def action_far(self, down: int, right: int) -> None:
        """Move it to an edge."""
        self.action_move(down * len(self._rows), right * len(self._columns))

    @property
    def _room(self) -> tuple[int, int]:
        """How many students and exercises are seen."""
        return max(self.size.height - TOP, 1), max((self.size.width - LEFT) // CELL, 1)

    def _go(self, row: int, column: int) -> None:
        ends = len(self._rows), len(self._columns)
        self._at = _within(row, ends[0]), _within(column, ends[1])
        axes = zip(self._from, self._at, self._room, ends, strict=True)
        top, left = (_scrolled(*axis) for axis in axes)
        self._from = top, left
        self.refresh()
        self.post_message(self.Moved())

    def _head_line(self, y: int) -> Iterator[Segment]:
        rows = self._from[0], min(self._from[0] + self._room[0], len(self._rows))
        where = (
            f"{rows[0] + 1}–{rows[1]} of {count(len(self._rows), 'student')}" if self._rows else "no student"
        )
        title, total = (("", "total"), (where, "%"), ("mean", self._mean))[y]
        bold = self._ink("head")
        yield Segment(f"{title:{NAME}} {total:>{CELL - 1}} ", bold if y < 2 else self._ink("quiet"))
        for index in self._seen():
            text = self._heads[index][y] if y < 2 else self._means[index].rjust(3)
            chosen = y < 2 and index == self._at[1]
            ink = self._ink("cursor") if chosen else bold if y < 2 else self._ink("quiet")
            yield Segment(" ")
            yield Segment(f"{text:{CELL - 1}}", ink)

    def _student_line(self, at: int) -> Iterator[Segment]:
        row, chosen = self._rows[at], at == self._at[0]
        name = row.name if cell_len(row.name) <= NAME else set_cell_size(row.name, NAME - 1) + "…"
        total = percent(float(row.total) / self._most) if self._most else "?"
        yield Segment(set_cell_size(name, NAME), self._ink("head") if chosen else None)
        yield Segment(f" {total:>{CELL - 1}} ")
        for index in self._seen():
            grade = row.grades.get(self._columns[index].id)
            here = chosen and index == self._at[1]
            yield Segment("›" if here else " ")
            yield Segment(f"{cell(grade):{CELL - 1}}", self._ink("cursor") if here else self._look(grade))

    def _look(self, grade: Grade | None) -> Style | None:
        if grade is None:
            return self._ink("quiet")
        if grade.score is None:
            return self._ink("error")
        known = share(grade)
        return _ground(int(known * 20)) if self._colors and known is not None else None

    def _seen(self) -> range:
        left = self._from[1]
        return range(left, min(left + self._room[1], len(self._columns)))

    def _ink(self, name: str) -> Style:
        return self.get_component_rich_style(f"grades--{name}", partial=name != "cursor")


def share(grade: Grade) -> float | None:
    """The score by the points that could be earned; None where there is none."""
    return None if grade.score is None or not grade.max else float(grade.score / grade.max)


def percent(share: float) -> str:
    """A share in percent, rounded down: 100 is everything."""
    return str(int(share * 100 + 1e-9))


def cell(grade: Grade | None) -> str:
    """Three columns of a number or a sign, and at most one mark."""
    if grade is None:
        return "  –"
    if grade.score is None:
        return "  !"
    known = share(grade)
    return f"{'?' if known is None else percent(known):>3}{marks(grade)[:1]}"


def head(id: str) -> tuple[str, str]:
    """An id on two lines of a column: its first word and its last, or softmax as soft/max."""
    first, *rest = id.split("-")
    second = rest[-1] if rest else first[CELL - 1 :]
    return first[: CELL - 1], second[: CELL - 1]


@lru_cache
def _ground(twentieths: int) -> Style:
    return Style.parse(shade(min(max(twentieths / 20, 0.0), 1.0)))


def _within(index: int, end: int) -> int:
    return max(min(index, end - 1), 0)


def _scrolled(first: int, at: int, room: int, end: int) -> int:
    """The first that is seen, so that the cursor is seen and no room is left empty."""
    first = max(min(first, at), at - room + 1)
    return max(min(first, end - room), 0)
