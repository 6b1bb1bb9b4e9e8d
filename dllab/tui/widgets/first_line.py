"""The course's first line: what is next and how much is solved; or the filter, while one looks for some."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from dllab.tui.keys import bound
from dllab.wording import one_line
from grader.exercise import Exercise


class FirstLine(Horizontal):
    """One line."""

    DEFAULT_CSS = """
    FirstLine {
        height: 1;
        #label, #hint { width: auto; padding: 0 1; display: none; }
        &.-finding #label, &.-finding #hint { display: block; }
        &.-finding #next, &.-finding #solved { display: none; }
        #next { width: 1fr; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #solved { width: 22; padding: 0 1; text-align: right; text-wrap: nowrap; }
        #filter { width: 1fr; height: 1; padding: 0; border: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="top")

    def compose(self) -> ComposeResult:
        """The filter is made when it is wanted."""
        yield Static(id="next", markup=False)
        yield Static(id="solved", markup=False)

    def tell(self, next_one: Exercise | None, solved: int, total: int) -> None:
        """What is next, how much is solved."""
        key = bound(self, "course.next")
        self.query_one("#next", Static).update(_next(next_one, total, key), layout=False)
        self.query_one("#solved", Static).update(f"{solved} of {total} solved", layout=False)

    def find(self, finding: bool) -> None:
        """Begin to filter, or end it."""
        if finding and self.filter is None:
            hint = Static("Enter opens · Esc shows all", id="hint", markup=False)
            self.mount(Static("Filter", id="label", markup=False), Input(id="filter"), hint)
        if self.filter:
            self.filter.display = finding
        self.set_class(finding, "-finding")

    def clear(self) -> bool:
        """Forget what was typed; whether there was something."""
        if self.filter is None or not self.filter.value:
            return False
        with self.filter.prevent(Input.Changed):
            self.filter.value = ""
        return True

    @property
    def filter(self) -> Input | None:
        """Where one types what to look for, once that was wanted."""
        return next(iter(self.query("#filter").results(Input)), None)

    @property
    def needle(self) -> str:
        """What is looked for."""
        return self.filter.value if self.filter else ""

    @property
    def is_finding(self) -> bool:
        """Whether the filter is to be seen."""
        return self.has_class("-finding")


def _next(exercise: Exercise | None, total: int, key: str) -> Content:
    if exercise is None:
        return Content("Everything is solved." if total else "")
    title = (one_line(exercise.title), "bold")
    return Content.assemble("Next: ", title, f" · {exercise.minutes} min — press ", (f" {key} ", "reverse"))
