"""The list of a course's exercises under their tracks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.reactive import reactive
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dllab.tui.widgets.catalogue import Catalogue, Subject, key
from dllab.tui.widgets.entries import Entry, Heading, Line


class Item(Option):
    """A line of the list.

    Args:
        line: how it looks; the cursor passes over headings.
        subject: what it stands for.
    """

    def __init__(self, line: Line, subject: Subject) -> None:
        super().__init__(line, disabled=isinstance(line, Heading))
        self.subject = subject


class ExerciseList(OptionList):
    """Headings and entries; a move of the cursor draws two lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open", id="course.open", tooltip="Open the exercise"),
        Binding("left", "track(-1)", "Track before", show=False, id="course.track-before"),
        Binding("right", "track(1)", "Track after", show=False, id="course.track-after"),
    ]
    highlighted = reactive[int | None](None, repaint=False)

    @property
    def chosen(self) -> Subject | None:
        """What the cursor is on."""
        item = self.highlighted_option
        return item.subject if isinstance(item, Item) else None

    def fill(self, subjects: Iterable[Subject], catalogue: Catalogue) -> None:
        """Show other lines; the cursor stays on what it was on if that is still there."""
        subjects, chosen = list(subjects), key(self.chosen)
        if subjects == [item.subject for item in self.options if isinstance(item, Item)]:
            self.renew(catalogue)
            return
        self.clear_options()
        self.add_options(Item(catalogue.line(subject), subject) for subject in subjects)
        self.choose(chosen)

    def renew(self, catalogue: Catalogue) -> None:
        """Draw the lines that have changed."""
        for index, item in enumerate(self.options):
            if isinstance(item, Item) and item.prompt != (line := catalogue.line(item.subject)):
                if isinstance(line, Entry):
                    line.chosen = index == self.highlighted
                self.replace_option_prompt_at_index(index, line)

    def choose(self, wanted: str) -> None:
        """Put the cursor on what has that key, or else on the first exercise."""
        for index, item in enumerate(self.options):
            if isinstance(item, Item) and key(item.subject) == wanted != "":
                self.highlighted = index
                return
        self.action_first()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Draw the line that the cursor left and the one that it came to."""
        for index, item in enumerate(self.options):
            line = item.prompt
            if isinstance(line, Entry) and line.chosen != (index == highlighted):
                line.chosen = index == highlighted
                # Every line is one high, so an index is a line's number.
                self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))
        super().watch_highlighted(highlighted)

    def on_resize(self) -> None:
        """Less room: the cursor stays in sight."""
        self.scroll_to_highlight()

    def scroll_to_highlight(self, top: bool = False) -> None:
        """If the cursor is out of sight, or its track's heading above it, bring it into the middle.

        Line by line, each move beyond the edge would draw the whole list again.
        """
        at, rows = self.highlighted or 0, self.size.height
        first = at - 1 if at and isinstance(self.options[at - 1].prompt, Heading) else at
        offset = self.scroll_offset.y
        if not rows:
            return  # not to be seen at all
        super().scroll_to_highlight(top)
        if self.is_mounted and not offset <= first <= at < offset + rows:
            self.scroll_to(y=max(at - rows // 2, 0), animate=False, force=True, immediate=True)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """As Textual's, which forgets "reverse"; without colours the cursor is nothing else."""
        style = super().get_visual_style(*component_classes, partial=partial)
        reverse = any(self.get_component_styles(name).text_style.reverse for name in component_classes)
        return style + Style(reverse=True) if reverse else style

    def action_track(self, by: int) -> None:
        """To the first exercise of another track."""
        firsts = [n + 1 for n, item in enumerate(self.options) if isinstance(item.prompt, Heading)]
        here = self.highlighted or 0
        beyond = [n for n in firsts if n > here] if by > 0 else [n for n in reversed(firsts) if n < here]
        if beyond:
            self.highlighted = beyond[0]
