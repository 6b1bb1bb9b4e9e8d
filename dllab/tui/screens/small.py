"""What stands on a terminal that is too small for anything else."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

SMALLEST = Size(40, 10)


class SmallScreen(ModalScreen[None]):
    """A sentence; it goes when there is room again, and what it covers is as it was."""

    DEFAULT_CSS = """
    SmallScreen {
        background: $background;
        &:ansi { background: $background; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._leaving = False

    def compose(self) -> ComposeResult:
        """The sentence."""
        width, height = SMALLEST
        yield Static(f"Too small: the lab wants {width} × {height}. Ctrl+Q quits.", markup=False)

    @staticmethod
    def fits(size: Size) -> bool:
        """Whether a terminal of that size is large enough for the lab."""
        return size.width >= SMALLEST.width and size.height >= SMALLEST.height

    def on_resize(self, event: Resize) -> None:
        """Look whether it is still true."""
        self._go_if_it_fits(event.size)

    def on_screen_resume(self) -> None:
        """What lay above it is gone."""
        self._go_if_it_fits(self.app.size)

    def _go_if_it_fits(self, size: Size) -> None:
        if self.fits(size) and self.is_current and not self._leaving:
            self._leaving = True
            self.dismiss()
