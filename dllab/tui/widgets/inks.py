"""The editor's colours, which go with the theme of the lab: dark, light, or a terminal's own sixteen."""

from __future__ import annotations

from rich.style import Style
from textual.theme import Theme
from textual.widgets.text_area import TextAreaTheme

# What tree-sitter's query for Python calls things, by the ink that we give them.
_NAMES = {
    "keyword": (
        *("keyword", "keyword.function", "keyword.return", "keyword.operator"),
        *("conditional", "repeat", "exception", "include"),
    ),
    "string": ("string",),
    "comment": ("comment", "preproc"),
    "number": ("number", "float", "boolean", "constant.builtin"),
    "function": ("function", "method", "function.call", "method.call", "function.builtin", "attribute"),
    "type": ("type", "type.class", "type.builtin", "constructor"),
}
_DARK = {
    "keyword": Style(color="#7FB8EE", bold=True),
    "string": Style(color="#DDA287"),
    "comment": Style(color="#8DB57C", italic=True),
    "number": Style(color="#B5CEA8"),
    "function": Style(color="#DCDCAA"),
    "type": Style(color="#5FD0B8"),
}
_LIGHT = {
    "keyword": Style(color="#0A4FA8", bold=True),
    "string": Style(color="#9A1C1C"),
    "comment": Style(color="#3A6428", italic=True),
    "number": Style(color="#0B5F44"),
    "function": Style(color="#6B4E1C"),
    "type": Style(color="#1C5E70"),
}
# Yellow is not to be read on white, bright black not to be seen on some blacks.
_ANSI = {
    "keyword": Style(color="blue", bold=True),
    "string": Style(color="green"),
    "comment": Style(color="cyan", italic=True),
    "number": Style(color="magenta"),
    "function": Style(bold=True),
    "type": Style(color="magenta", bold=True),
}
# Nor is blue on black.
_ANSI_DARK = _ANSI | {"keyword": Style(color="bright_blue", bold=True)}


def inks(theme: Theme) -> TextAreaTheme:
    """Colours for code that can be read on the grounds of a theme."""
    dark, light = (_ANSI_DARK, _ANSI) if theme.ansi else (_DARK, _LIGHT)
    chosen = dark if theme.dark else light
    styles = {name: chosen[ink] for ink, names in _NAMES.items() for name in names}
    return TextAreaTheme(name="lab", syntax_styles=styles)
