"""What the parts of the exercise screen have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from dllab.desk import Desk

if TYPE_CHECKING:
    from dllab.tui.app import Lab


class Pane(Vertical):
    """One of Lesson, Explore, Code, Checks, History. It is mounted when it is first shown.

    Class attributes:
        TITLE: on its tab.
        HELP: Markdown for the help overlay; the keys are added to it by themselves.

    Args:
        desk: what to show.
    """

    TITLE: ClassVar[str]
    HELP: ClassVar[str] = ""
    app: Lab

    def __init__(self, desk: Desk) -> None:
        super().__init__(id=self.TITLE.lower())
        self.desk = desk

    def enter(self) -> None:
        """It is shown now: take the focus where it belongs."""

    def run_changed(self) -> None:
        """The exercise's run (`self.app.runs.latest`) has news; called for hidden panes, too."""

    def code_changed(self) -> None:
        """The buffer was saved, re-read or replaced."""
