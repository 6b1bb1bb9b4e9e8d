"""What stands below the course's first line: the exercises, and a preview of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from dllab.tui.keys import bound
from dllab.tui.widgets.catalogue import Catalogue, Subject
from dllab.tui.widgets.exercise_list import ExerciseList
from dllab.tui.widgets.preview import Preview
from dllab.wording import one_line

if TYPE_CHECKING:
    from dllab.tui.app import Lab


class Shelf(Container):
    """The list, the preview, a sentence where there is nothing to list; beside or below each other."""

    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS = """
    Shelf {
        height: 1fr; layout: vertical;
        ExerciseList {
            height: 1fr; max-height: 100%; border: none; padding: 0;
            scrollbar-size-vertical: 1; scrollbar-gutter: stable;
            background: $background; background-tint: transparent;
            &:focus { border: none; background-tint: transparent; }
        }
        ExerciseList > .option-list--option { padding: 0; }
        ExerciseList > .option-list--option-disabled { color: $text-primary; text-style: bold; }
        #exercises > .option-list--option-highlighted {
            color: $block-cursor-foreground; background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        #nothing { height: 1fr; padding: 1 2; display: none; }
        &.-empty ExerciseList { display: none; }
        &.-empty #nothing { display: block; }
        Preview { display: none; height: 8; padding: 0 1; border-top: solid $primary; }
    }
    .-high Shelf Preview, .-wide Shelf Preview { display: block; }
    .-wide Shelf { layout: horizontal; }
    .-wide Shelf ExerciseList, .-wide Shelf #nothing { width: 3fr; max-width: 90; }
    .-wide Shelf Preview { width: 2fr; height: 100%; border-top: none; border-left: solid $primary; }
    Screen Shelf.-whole ExerciseList, Screen Shelf.-whole #nothing { display: none; }
    Screen Shelf.-whole Preview { display: block; width: 1fr; height: 1fr; border: none; }
    """
    app: Lab

    def __init__(self) -> None:
        super().__init__(id="body")

    def compose(self) -> ComposeResult:
        """All three; what is not to be seen is hidden."""
        yield ExerciseList(id="exercises", markup=False)
        yield Static(id="nothing", markup=False)
        yield Preview(id="preview")

    def fill(self, catalogue: Catalogue, needle: str) -> None:
        """List what matches."""
        subjects = list(catalogue.subjects(needle))
        self.list.fill(subjects, catalogue)
        self.set_class(not subjects, "-empty")
        self.query_one("#nothing", Static).update(self._nothing(needle))
        self.preview(catalogue)

    def renew(self, catalogue: Catalogue) -> None:
        """Draw what has changed."""
        self.list.renew(catalogue)
        self.preview(catalogue)

    def preview(self, catalogue: Catalogue) -> None:
        """Tell about the chosen exercise."""
        chosen = self.chosen
        self.query_one(Preview).show(catalogue.about(chosen) if chosen else Content())

    @property
    def list(self) -> ExerciseList:
        """The exercises."""
        return self.query_one(ExerciseList)

    @property
    def chosen(self) -> Subject | None:
        """What the cursor is on."""
        return self.list.chosen

    @property
    def is_whole(self) -> bool:
        """Whether the preview stands instead of the list."""
        return self.has_class("-whole")

    def _nothing(self, needle: str) -> str:
        if needle.strip():
            return f"No exercise has “{one_line(needle)}” in its title or id.\n\nEsc shows all again."
        root = one_line(str(self.app.course.root))
        return f"There are no exercises in {root} yet.\n\n{bound(self, 'course.reload')} reads it again."
