"""The panes of an exercise: one at a time, or two side by side where it fits."""

from __future__ import annotations

from importlib import import_module

from textual.containers import Horizontal

from dllab.desk import Desk
from dllab.tui.pane import Pane

WIDE = 120  # columns
# Where it is wide, one of the first stands beside one of the second.
LEFT, RIGHT = ("lesson", "explore", "checks", "history"), ("code",)


class Panes(Horizontal):
    """Panes by their names; each is made when it is first needed.

    Args:
        desk: the exercise.
        first: the pane to begin with.

    Attributes:
        active: the one that was asked for last.
    """

    DEFAULT_CSS = """
    Panes { height: 1fr; }
    Panes > Pane { width: 1fr; height: 1fr; }
    """

    def __init__(self, desk: Desk, first: str) -> None:
        super().__init__(id="panes")
        self._desk, self.active = desk, first
        self._shown: dict[tuple[str, ...], str] = {LEFT: "lesson", RIGHT: "code"}

    def show(self, name: str) -> None:
        """Show a pane, and give it the focus."""
        self.active = name
        self._shown[LEFT if name in LEFT else RIGHT] = name
        self.lay_out()
        self.pane(name).enter()

    def show_beside(self, name: str) -> None:
        """Show one of the left beside the code, if that is active and there is room."""
        if self.active in RIGHT and self._is_wide():
            self._shown[LEFT] = name
            self.lay_out()

    def lay_out(self) -> None:
        """Which panes are to be seen: the active one, and its neighbour where there is room for both."""
        wanted = set(self._shown.values()) if self._is_wide() else {self.active}
        for name in wanted:
            self.pane(name)
        for pane in self.query(Pane):
            pane.display = pane.id in wanted

    def pane(self, name: str) -> Pane:
        """A pane, made on first need."""
        found = self.query(f"#{name}").first(Pane) if self.query(f"#{name}") else None
        if found is None:
            module = import_module(f"dllab.tui.panes.{name}")
            found = getattr(module, f"{name.title()}Pane")(self._desk)
            self.mount(found, before=0 if name in LEFT and self.children else None)
        return found

    def listening(self) -> list[Pane]:
        """Those that can be told something; one that is being made looks by itself."""
        return [pane for pane in self.query(Pane) if pane.is_mounted]

    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE
