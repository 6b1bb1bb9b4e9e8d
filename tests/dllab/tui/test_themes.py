"""Which theme a terminal begins with, and whether it can be read."""

import pytest
from textual.color import Color
from textual.filter import ANSIToTruecolor

from dllab import locations
from dllab.tui import themes
from dllab.tui.widgets.inks import inks

GROUNDS = ("background", "surface", "panel")
INKS = (
    "foreground",
    "primary",
    "secondary",
    "accent",
    "success",
    "warning",
    "error",
    "footer-key-foreground",
)


@pytest.mark.parametrize(
    ("colors", "variables", "theme"),
    [
        ("truecolor", {}, "dllab-dark"),
        ("256", {}, "dllab-dark"),
        ("256", {"COLORFGBG": "0;15"}, "dllab-light"),
        ("256", {"COLORFGBG": "15;default;0"}, "dllab-dark"),
        ("standard", {}, "ansi-dark"),
        ("standard", {"COLORFGBG": "0;7"}, "ansi-light"),
        (None, {}, "ansi-dark"),
        ("truecolor", {"NO_COLOR": "1"}, "dllab-plain"),
    ],
)
def test_the_theme_that_a_terminal_begins_with(home, monkeypatch, colors, variables, theme):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert themes.default(colors) == theme


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_every_ground(theme):
    """WCAG's contrast, at least 4.5 to 1."""
    colors = theme.to_color_system().generate()
    texts = [name for name in colors if name.startswith("text-") and not colors[name].startswith("auto")]
    for ground in GROUNDS:
        for ink in (*INKS, *texts):
            ratio = contrast(Color.parse(colors[ink]), Color.parse(colors[ground]))
            assert ratio >= 4.5, f"{theme.name}: {ink} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda theme: theme.name)
def test_the_sixteen_colours_of_pictures_can_be_read_and_told_apart(theme):
    colors = theme.to_color_system().generate()
    sixteen = (themes.ON_DARK if theme.dark else themes.ON_LIGHT).ansi_colors
    hues = [Color(*sixteen[n]) for n in (*range(1, 7), *range(8, 15))]
    assert len(set(hues)) == len(hues)
    for ground in GROUNDS:
        for hue in hues:
            ratio = contrast(hue, Color.parse(colors[ground]))
            assert ratio >= 4.5, f"{theme.name}: {hue.hex} on {ground}: {ratio:.2f}"


def test_the_lab_uses_them(make_lab, mini):
    lab = make_lab(mini)
    assert lab.ansi_theme is themes.ON_DARK


# xterm's, which most others follow: the darkest that anybody has to read.
XTERM = {
    "red": (205, 0, 0),
    "green": (0, 205, 0),
    "yellow": (205, 205, 0),
    "blue": (0, 0, 238),
    "magenta": (205, 0, 205),
    "cyan": (0, 205, 205),
    "bright_red": (255, 0, 0),
    "bright_blue": (92, 92, 255),
}


def test_a_terminals_own_colours_can_be_read_on_its_black(make_lab, mini):
    theme = make_lab(mini).available_themes["ansi-dark"]
    words = (theme.primary, theme.secondary, theme.warning, theme.error, theme.success, theme.accent)
    code = [style.color.name for style in inks(theme).syntax_styles.values() if style.color]
    for name in {*(word.removeprefix("ansi_") for word in words), *code}:
        assert contrast(Color(*XTERM[name]), Color(0, 0, 0)) >= 4, name  # blue has 2.2, red 3.6


@pytest.mark.parametrize(("theme", "mode"), [("ansi-light", "-light-mode"), ("dllab-dark", "-dark-mode")])
def test_only_themes_of_more_colours_turn_the_terminals_own_into_shades(make_lab, mini, theme, mode):
    path = locations.config()
    path.parent.mkdir(parents=True)
    path.write_text(f"theme: {theme}\n")
    lab = make_lab(mini)
    (shading,) = [one for one in lab._filters if isinstance(one, ANSIToTruecolor)]
    assert shading.enabled == (not theme.startswith("ansi"))
    assert {"-light-mode", "-dark-mode"} & lab.classes == {mode}


def contrast(ink, ground):
    ink = ground.blend(ink, ink.a, 1.0)
    low, high = sorted((luminance(ink), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def luminance(color):
    parts = [value / 255 for value in (color.r, color.g, color.b)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_measure_of_contrast():
    assert contrast(Color.parse("black"), Color.parse("white")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("white")) == pytest.approx(4.48, abs=0.01)
