"""The user's settings, followed: theme and keys; what cannot be followed is told."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.filter import Monochrome, NoColor

from dllab.settings import Settings
from dllab.tui import themes
from grader.yamlfile import unknown


def follow_theme(app: App[Any], settings: Settings) -> None:
    """Give the application its theme; before it runs, so that its styles are read once."""
    for theme in themes.OURS:
        app.register_theme(theme)
    known = tuple(app.available_themes)
    if settings.theme and settings.theme not in known:
        settings.reject(unknown(settings.theme, known, "theme"), "theme")
    chosen = settings.theme if settings.theme in known else themes.default(app.console.color_system)
    app.set_reactive(App.theme, chosen)
    app.set_reactive(App.ansi_theme_dark, themes.ON_DARK)
    app.set_reactive(App.ansi_theme_light, themes.ON_LIGHT)
    # Textual has made these for its own theme: else an ANSI theme is painted in shades of the dark one.
    app.stylesheet.set_variables(app.get_css_variables())
    app._refresh_truecolor_filter(app.ansi_theme)
    app.set_class(app.current_theme.dark, "-dark-mode", update=False)
    app.set_class(not app.current_theme.dark, "-light-mode", update=False)
    if app.no_color:  # Textual would paint greys, and in an ANSI theme black on black
        app._filters = [NoColor() if isinstance(one, Monochrome) else one for one in app._filters]


def follow_keys(app: App[Any], settings: Settings) -> dict[str, str]:
    """Give it its keys, once it runs; those that are not as they would be, by the ids of bindings."""
    if not settings.keys:
        return {}
    from dllab.tui.keys import keymap  # imports all of the lab, to know its bindings

    wishes = keymap(settings)
    app.set_keymap(wishes)
    return wishes
