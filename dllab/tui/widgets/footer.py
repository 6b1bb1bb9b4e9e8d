"""The last line: which keys do what here."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

ALWAYS = (
    "leave",
    "help",
    "quit",
    "command_palette",
)  # actions whose keys are shown however little room there is


class Key(NamedTuple):
    """A key that does something.

    Attributes:
        name: as it is pressed.
        shown: as it is written.
        label: what it does.
        action: the same for the application.
        enabled: whether it does it now.
    """

    name: str
    shown: str
    label: str
    action: str
    enabled: bool


class Footer(Widget):
    """Keys and what they do: one line, drawn at once, and anew only if it says something else.

    (Textual's own is a widget for each key, all of which are made anew with every move of the focus: it
    would be a tenth of the time until the lab is there.)
    """

    DEFAULT_CSS = """
    Footer { dock: bottom; height: 1; background: $footer-background; color: $footer-foreground; }
    Footer > .footer--key { color: $footer-key-foreground; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key"}

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[Key] = []

    def on_mount(self) -> None:
        """Follow what the focus and the screen's state change."""
        self._follow(self.screen)
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def render(self) -> Content:
        """As many keys as there is room for; a click is a press."""
        return Content().join([self._drawn(key) for key in _fitting(self._keys, self.size.width)])

    async def on_click(self, event: Click) -> None:
        """Do what the key would."""
        end = 0
        for key in _fitting(self._keys, self.size.width):
            end += _width(key)
            if event.x < end:
                self.app.simulate_key(key.name)
                return

    def _follow(self, screen: Screen[Any]) -> None:
        keys = self._active(screen)
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _active(self, screen: Screen[Any]) -> list[Key]:
        found: dict[str, Key] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            if binding.show or binding.action == "command_palette":
                shown = self.app.get_key_display(binding)
                key = Key(binding.key, shown, binding.description, binding.action, enabled)
                found.setdefault(binding.action, key)
        return sorted(found.values(), key=lambda key: key.action in ALWAYS)

    def _drawn(self, key: Key) -> Content:
        dim = Style(dim=not key.enabled)
        ink = self.get_visual_style("footer--key", partial=True) + dim
        return Content.assemble((f" {key.shown} ", ink), (f"{key.label} ", dim))


def _fitting(keys: list[Key], width: int) -> list[Key]:
    """Leave out the last ones that are not always shown, until the rest fits."""
    kept, spare = list(keys), [key for key in keys if key.action not in ALWAYS]
    while spare and sum(map(_width, kept)) > width:
        kept.remove(spare.pop())
    return kept


def _width(key: Key) -> int:
    return Content(f" {key.shown} {key.label} ").cell_length
