"""The lab's own themes, and which theme a terminal begins with.

The inks of the dark and the light one have a contrast of at least 4.5 to 1 on every ground of theirs.
"""

from __future__ import annotations

import os
from dataclasses import replace

from textual.theme import BUILTIN_THEMES

DARK = replace(
    BUILTIN_THEMES["textual-dark"],
    name="dllab-dark",
    primary="#58A6E8",
    secondary="#7FB4D6",
    error="#FF7B8E",
)
LIGHT = replace(
    BUILTIN_THEMES["textual-light"],
    name="dllab-light",
    secondary="#0A5A96",
    success="#17652D",
    warning="#7A4A00",
    error="#A3163A",
    accent="#8A3F00",
    background="#F4F4F4",
    surface="#ECECEC",
    panel="#E2E2E2",
    variables={"footer-key-foreground": "#0A5A96"},
)
# For NO_COLOR: what is chosen must be seen by its style.
PLAIN = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="dllab-plain",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-text-style": "underline",
    },
)
OURS = (DARK, LIGHT, PLAIN)
ANSI = {True: "ansi-dark", False: "ansi-light"}


def default(colors: str | None) -> str:
    """The theme to begin with.

    Args:
        colors: what Rich found that the terminal can do. With sixteen colours, or none, the terminal's own
            are used: shades of ours would fall together there.
    """
    dark = not _is_light()
    if os.environ.get("NO_COLOR") is not None:
        return PLAIN.name
    if colors in ("256", "truecolor"):
        return DARK.name if dark else LIGHT.name
    return ANSI[dark]


def _is_light() -> bool:
    """Whether the terminal says that its background is light: 7 or 15 of the sixteen colours."""
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
