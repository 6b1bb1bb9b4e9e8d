"""Any figure: what can be turned is turned by keys, and only what changes is written to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key, Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from dllab.explore import Field, Page
from dllab.wording import count

LEAP = 10  # turns at once
NEAR = 24  # columns that cost less to write again than to leave out


class FigureBoard(Widget, can_focus=True):
    """One figure. What else it says goes to whoever shows it, as messages."""

    DEFAULT_CSS = """
    FigureBoard { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "choose(-1)", "Choose", show=False, id="figure.previous", tooltip="The field before."),
        Binding("down", "choose(1)", "Choose", show=False, id="figure.next", tooltip="The next field."),
        Binding("left", "turn(-1)", "Less", show=False, id="figure.less", tooltip="Turn the field down."),
        Binding("right", "turn(1)", "More", show=False, id="figure.more", tooltip="Turn the field up."),
        Binding(
            "shift+left,pagedown",
            f"turn(-{LEAP})",
            "Much less",
            show=False,
            id="figure.much-less",
            tooltip=f"Turn it down {count(LEAP, 'time')}.",
        ),
        Binding(
            "shift+right,pageup",
            f"turn({LEAP})",
            "Much more",
            show=False,
            id="figure.much-more",
            tooltip=f"Turn it up {count(LEAP, 'time')}.",
        ),
        Binding("enter", "type", "Type", show=False, id="figure.type", tooltip="Type a value for the field."),
        Binding(
            "backspace",
            "reset",
            "Reset",
            show=False,
            id="figure.reset",
            tooltip="As the figure was at first.",
        ),
    ]

    class Typing(Message):
        """A value for the chosen field is to be typed."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Reset(Message):
        """The figure is to be as it was at first."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self._sentence = ""
        self._strips: list[Strip] = []

    def show(self, page: Page | None, sentence: str = "") -> None:
        """Another figure; or, without one, a sentence."""
        self.page, self._sentence = page, sentence
        self.draw()

    def draw(self) -> None:
        """Draw it as it stands now, and write what differs from what is on the screen."""
        width, height = self.size
        if not width:
            return
        lines = self.page.lines(width, height) if self.page else [Text(self._sentence)]
        strips = [Strip(_merged(line.render(self.app.console, end=""))).simplify() for line in lines]
        strips += [Strip.blank(0)] * (height - len(strips))
        pairs = zip(self._strips, strips, strict=False)
        changed = [region for y, pair in enumerate(pairs) for region in _changed(*pair, y)]
        self._strips = strips
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        strip = self._strips[y] if y < len(self._strips) else Strip.blank(0)
        return strip.adjust_cell_length(self.size.width).apply_style(self.rich_style)

    def on_resize(self, event: Resize) -> None:
        """There is another number of columns or lines."""
        self._strips = []
        self.draw()
        self.refresh()

    def on_key(self, event: Key) -> None:
        """The figure's own keys."""
        for action in self.page.figure.actions if self.page else ():
            if event.key == action.key:
                event.stop()
                event.prevent_default()
                action.run()
                self.draw()
                return

    def action_choose(self, by: int) -> None:
        """The field before, or the next."""
        if self.page:
            self.page.choose(by)
            self.draw()

    def action_turn(self, by: int) -> None:
        """Turn the chosen field."""
        if self.page:
            self.page.field.turn(by)
            self.draw()

    def action_type(self) -> None:
        """Ask for a value."""
        if self.page:
            self.post_message(self.Typing(self.page.field))

    def action_reset(self) -> None:
        """Ask for the figure as it was."""
        self.post_message(self.Reset())


def _merged(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The same to look at, with fewer changes of colour: spaces take that of the characters before them."""
    last: Style | None = None
    for text, style, _ in segments:
        blank = not text.strip() and not style
        if not blank or (last and (last.bgcolor or last.reverse or last.underline)):
            last = style
        yield Segment(text, last)


def _changed(before: Strip, after: Strip, y: int) -> Iterator[Region]:
    """Where line y differs; what lies close together is one region, as going elsewhere costs bytes, too."""
    if before == after:
        return
    width = max(before.cell_length, after.cell_length)
    pairs = zip(_cells(before, width), _cells(after, width), strict=True)
    differing = [x for x, (old, new) in enumerate(pairs) if old != new]
    start = 0
    for n, x in enumerate(differing):
        if n + 1 == len(differing) or differing[n + 1] - x > NEAR:
            yield Region(differing[start], y, x - differing[start] + 1, 1)
            start = n + 1


def _cells(strip: Strip, width: int) -> list[tuple[str, Style | None]]:
    """Character and style of each column; figures have no character that is wider than one."""
    cells = [(char, segment.style or None) for segment in strip for char in segment.text]
    return cells + [(" ", None)] * (width - len(cells))
