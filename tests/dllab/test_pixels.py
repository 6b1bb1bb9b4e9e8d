"""Images as text: the same pixels in greys and in signs."""

import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style

from dllab import pixels
from dllab.pixels import NOTHING, Window, picture

IMAGES = st.integers(1, 9).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.floats(-1, 2), st.just(math.nan)), min_size=width, max_size=width),
        min_size=1,
        max_size=9,
    )
)


def colours(text, system):
    """What a terminal of that sort is told to use, as escape codes for ink and ground."""
    styles = [Style.parse(str(span.style)) for span in text.spans]
    pairs = [(style.color.downgrade(system), style.bgcolor.downgrade(system)) for style in styles]
    return {(*ink.get_ansi_codes(), *ground.get_ansi_codes(foreground=False)) for ink, ground in pairs}


@settings(deadline=None)
@given(IMAGES, st.booleans())
def test_a_column_a_pixel_and_a_line_for_two_rows(image, greys):
    lines = picture(image, Window(1, 1, 3, 3), greys=greys).plain.split("\n")
    assert len(lines) == (len(image) + 1) // 2
    assert {len(line) for line in lines} == {len(image[0])}


def test_greys_are_the_pixels():
    text = picture([[0.0, 1.0], [1.0, 0.5]], greys=True)
    assert text.plain == "▀▀"
    assert [str(span.style) for span in text.spans] == ["#000000 on #ffffff", "#ffffff on #808080"]


def test_without_greys_signs_are_as_light_as_the_pixels():
    dark, half, light = [0.0, 0.0], [0.5, 0.5], [1.0, 1.0]
    assert picture([dark, dark], greys=False).plain == "  "
    assert picture([half, half], greys=False).plain == "▒▒"
    assert picture([light, light], greys=False).plain == "██"
    assert picture([light, dark], greys=False).plain == "▀▀"
    assert picture([dark, light], greys=False).plain == "▄▄"


def test_sixteen_colours_keep_the_signs_apart():
    ramp = [[level / 16 for level in range(17)]] * 2
    assert len(colours(picture(ramp, greys=True), ColorSystem.TRUECOLOR)) == 17
    assert len(colours(picture(ramp, greys=True), ColorSystem.EIGHT_BIT)) > 12
    assert len(colours(picture(ramp, greys=True), ColorSystem.STANDARD)) <= 4  # why there are signs
    assert len(set(picture(ramp, greys=False).plain)) == 5
    assert colours(picture(ramp, greys=False), ColorSystem.STANDARD) == {("97", "40")}


def test_without_any_colour_the_signs_are_all_there_is():
    ramp = [[0.0, 0.25, 0.5, 0.75, 1.0], [0.0, 0.25, 0.5, 0.75, 0.0]]
    console = Console(file=io.StringIO(), force_terminal=True, no_color=True, width=80)
    console.print(picture(ramp, greys=False))
    assert " ░▒▓▀" in console.file.getvalue()


@pytest.mark.parametrize("greys", [True, False])
def test_what_is_not_there_is_told_from_black(greys):
    plain = picture([[math.nan, 0.0], [math.nan, 0.0]], greys=greys).plain
    assert plain[0] == NOTHING
    assert plain[1] != NOTHING


def test_half_a_character_may_be_missing():
    text = picture([[math.nan, 1.0], [1.0, math.nan]], greys=True)
    assert text.plain == "▄▀"
    assert all("on" not in str(span.style) for span in text.spans)


def test_the_window_is_tinted():
    image = [[0.0, 0.0], [0.0, 0.0]]
    upper, lower = str(picture(image, Window(0, 1, 1, 1), greys=True).spans[1].style).split(" on ")
    assert upper != "#000000" == lower
    signs = picture(image, Window(0, 1, 1, 1), greys=False)
    assert signs.spans[0].style != signs.spans[1].style


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, True),
        ({"TERM": "screen-256color"}, True),
        ({"TERM": "screen"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
    ],
)
def test_greys_are_for_terminals_that_have_them(monkeypatch, environment, expected):
    for name in ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert pixels.shows_greys() is expected
    assert (picture([[0.5], [0.5]]).plain == "▀") is expected
