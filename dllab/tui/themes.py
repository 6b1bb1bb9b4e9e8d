"""The lab's own themes, and which theme a terminal begins with.

The inks of the dark and the light one have a contrast of at least 4.5 to 1 on every ground of theirs.
"""

from __future__ import annotations

import os
from dataclasses import replace

from rich.color import parse_rgb_hex
from rich.terminal_theme import TerminalTheme
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
# Textual's, but its blue and red can hardly be read on most terminals' black.
ON_BLACK = replace(BUILTIN_THEMES["ansi-dark"], primary="ansi_bright_blue", error="ansi_bright_red")
OURS = (DARK, LIGHT, PLAIN, ON_BLACK)


def _sixteen(ground: str, ink: str, normal: str, bright: str) -> TerminalTheme:
    colors: list[list[tuple[int, int, int]]] = [
        [parse_rgb_hex(one) for one in given.split()] for given in (ground, ink, normal, bright)
    ]
    return TerminalTheme(colors[0][0], colors[1][0], colors[2], colors[3])


# What pictures and reports, which name the sixteen colours of terminals, look like in themes of more colours.
# Each: black, red, green, yellow, blue, magenta, cyan, white.
ON_DARK = _sixteen(
    "121212",
    "E0E0E0",
    "1E1E1E FF7B8E 4EBF71 FFC04D 58A6E8 D78CFF 5CC8D8 E0E0E0",
    "9C9C9C FF9DAB 7AD797 FFD880 8CC4F5 E5B0FF 8EDFEA FFFFFF",
)
ON_LIGHT = _sixteen(
    "F4F4F4",
    "0B0B0B",
    "0B0B0B A3163A 17652D 7A4A00 0A5A96 7A2E9D 00636E F4F4F4",
    "5C5C5C 8C0F30 0F5423 663D00 084C80 682585 00545E FFFFFF",
)
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
