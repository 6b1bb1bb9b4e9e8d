"""Which keys do what, where there are more than the footer has room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Pairs = Sequence[tuple[str, str]]  # a key and what it does


class KeyLine(Widget):
    """Keys and what they do, folded between them; or a sentence."""

    DEFAULT_CSS = """
    KeyLine { height: auto; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._groups: Sequence[Pairs] = ()

    def show(self, *groups: Pairs) -> None:
        """Other keys; each group begins on a line of its own."""
        if groups != self._groups:
            self._groups = groups
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as they take."""
        return len(self._folded(width))

    def render(self) -> Content:
        """All of them."""
        return Content("\n").join(self._folded(self.size.width))

    def _folded(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for group in self._groups:
            line = Content()
            for key, label in group:
                pair = Content.assemble((f"{key} ", "bold"), label) if key else Content(label)
                if line and line.cell_length + 2 + pair.cell_length > width:
                    lines.append(line)
                    line = Content()
                line = Content.assemble(line, "  ", pair) if line else pair
            lines.append(line)
        return lines
