"""Earlier attempts: how they went, what changed since, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static
from textual.widgets.option_list import Option

from dllab import diffs, history
from dllab.attempts import HintShown
from dllab.desk import Desk
from dllab.history import Moment
from dllab.tui.keys import bound
from dllab.tui.pane import Pane
from dllab.tui.widgets.ask import Ask
from dllab.tui.widgets.diff import DiffView
from dllab.tui.widgets.moments import Moments, facts, name, row
from grader.errors import DllabError

if TYPE_CHECKING:
    from dllab.tui.screens.exercise import ExerciseScreen

BESIDE = 76  # columns from which on the chart stands beside the list
CHART = (28, 7)


class HistoryPane(Pane):
    """Attempts, hints and kept texts, the latest first."""

    TITLE = "History"
    HELP = """Every run of the checks keeps the code that it ran. Choose one with the arrow keys to see what
you changed since: lines with - were taken out, lines with + were put in.

Restoring a text keeps the present one: it is listed here, too."""
    DEFAULT_CSS = """
    HistoryPane {
        #past { height: 8; layout: horizontal; }
        &.-narrow #past { layout: vertical; height: auto; }
        #moments {
            width: 1fr; height: 100%; padding: 0; border: none; scrollbar-size-vertical: 1;
            background: $background; background-tint: transparent;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        &.-narrow #moments { height: auto; max-height: 8; }
        #scores { width: 29; height: 100%; padding-left: 1; }
        &.-narrow #scores { height: 8; }
        &.-low.-narrow #scores, &.-tiny #scores { display: none; }
        &.-tiny #past { height: 3; }
        #facts { height: auto; max-height: 4; padding: 0 1; background: $panel; }
        &.-tiny #facts { max-height: 2; }
        #keys { height: 1; padding: 0 1; color: $text-secondary; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "against", "Compare with…", show=False, id="history.against",
                tooltip="What changed since this attempt, or since the last that passed all public checks"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._moments: list[Moment] = []
        self._since_pass = False
        self._stale = True

    def compose(self) -> ComposeResult:
        """The list and the scores; then the one that is chosen."""
        with Container(id="past"):
            yield Moments(id="moments", markup=False, compact=True)
            yield Static(id="scores")
        yield Static(id="facts")
        yield DiffView(id="changes")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Say which keys there are, beside those in the footer."""
        against, solution = bound(self, "history.against"), bound(self, "exercise.solution")
        keys = f"↑ ↓ choose · {against} since the last pass · PgUp PgDn read"
        self.query_one("#keys", Static).update(Content(f"{keys} · {solution} solution"))

    def enter(self) -> None:
        """Choose with the arrow keys."""
        self.call_later(self._enter)

    def on_show(self) -> None:
        """It may have been hidden when there were news."""
        if self._stale:
            self._reload()

    def on_resize(self, event: Resize) -> None:
        """The chart beside the list, below it, or nowhere."""
        self.set_class(event.size.width < BESIDE, "-narrow")
        self.set_class(event.size.height < 32, "-low")
        self.set_class(event.size.height < 16, "-tiny")

    def run_changed(self) -> None:
        """Another attempt is in the log."""
        run = self.app.runs.latest(self.desk.exercise.id)
        if run is None or run.phase != "running":
            self._refresh()

    def code_changed(self) -> None:
        """Something else has changed since."""
        self._refresh()

    def on_option_list_option_highlighted(self) -> None:
        """Another one was chosen."""
        self._show()

    def action_against(self) -> None:
        """Compare with the chosen one, or with the last that passed."""
        self._since_pass = not self._since_pass
        self._show()

    def on_option_list_option_selected(self) -> None:
        """Restore it."""
        self.action_restore()

    def action_restore(self) -> None:
        """Ask, then put the chosen text in the place of the present one."""
        moment = self._chosen()
        if moment is None or not moment.sha256:
            self.app.notify("Choose an attempt to restore: a hint has no text.", markup=False)
            return
        question = f"Put {name(moment)} in the place of your present text? That one is kept in History."
        self.app.push_screen(Ask(question, "restore it"), lambda yes: self._restore(moment) if yes else None)

    def _enter(self) -> None:
        self._reload()
        self.query_one(Moments).focus()

    def _refresh(self) -> None:
        self._stale = True
        if self.is_on_screen and self.display:
            self._reload()

    def _reload(self) -> None:
        self._stale = False
        log = self.desk.workspace.log()
        found = history.moments(self.desk.exercise, log.entries)
        moments = self.query_one(Moments)
        if found != self._moments:
            older = self._chosen() if moments.highlighted else None
            self._moments = found
            moments.clear_options()
            moments.add_options(Option(row(moment)) for moment in found)
            # Who looked at an older one goes on looking at it.
            moments.highlighted = found.index(older) if older in found else 0 if found else None
            self._draw_scores()
        self._show()

    def _draw_scores(self) -> None:
        scores = self.query_one("#scores", Static)
        picture = history.chart(self._moments, *CHART)
        scores.display = picture is not None
        if picture:
            scores.update(picture.append("\n t: test  G: all checks"))

    def _chosen(self) -> Moment | None:
        index = self.query_one(Moments).highlighted
        return self._moments[index] if index is not None and index < len(self._moments) else None

    def _show(self) -> None:
        moment = self._chosen()
        about, changes = self.query_one("#facts", Static), self.query_one(DiffView)
        if moment is None:
            about.update(Content("No attempts yet."))
            code, test = (bound(self, f"exercise.{name}") for name in ("code", "test"))
            changes.show([], f"{code} shows your code; {test} runs the public checks: the first attempt.")
            return
        if isinstance(moment.entry, HintShown):
            about.update(Content("\n").join(facts(moment)))
            changes.show([], self._hint(moment.entry.number))
            return
        base = history.last_pass(self._moments) if self._since_pass else moment
        about.update(Content("\n").join([facts(moment)[0], *self._compared(base), *facts(moment)[1:]]))
        if base is None:
            key = bound(self, "history.against")
            changes.show([], f"No attempt passed all public checks yet. {key} compares with the chosen one.")
        else:
            self._compare(base)

    def _compared(self, base: Moment | None) -> list[Content]:
        if base is None or not base.sha256:
            return []
        since = f"{name(base)}, the last to pass all public checks" if self._since_pass else name(base)
        return [Content.assemble((f"Since {since}:", "bold"), " - taken out, + put in")]

    def _compare(self, base: Moment) -> None:
        changes = self.query_one(DiffView)
        try:
            found = diffs.blocks(self.desk.workspace.snapshot(base.sha256), self.desk.buffer.text)
        except DllabError as error:
            changes.show([], str(error))
        else:
            changes.show(found, "Nothing: your code is as it was.")

    def _hint(self, number: int) -> str:
        hints = self.desk.exercise.hints
        return hints[number - 1] if 0 < number <= len(hints) else "This hint is no longer there."

    def _restore(self, moment: Moment) -> None:
        desk = self.desk
        try:
            text = desk.workspace.snapshot(moment.sha256)
            history.restore(desk.workspace, desk.exercise, desk.buffer, text)
        except DllabError as error:
            self.app.complain(error)
        else:
            self.app.notify(
                f"{desk.buffer.path.name} is {name(moment)} again; what you had is kept here.", markup=False
            )
        cast("ExerciseScreen", self.screen).code_changed()
