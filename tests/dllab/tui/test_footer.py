"""The last line: keys and what they do, as many as there is room for."""

import pytest
from driving import drive, seen, until

from dllab.tui.screens.help import HelpScreen
from dllab.tui.widgets.footer import Footer, Key, _fitting

SHORT = [Key("a", "a", "One", "one", True), Key("b", "b", "Two", "two", True)]
HELP = Key("f1", "f1", "Help", "help", True)


@pytest.mark.parametrize(
    ("width", "shown"), [(99, "ab1"), (23, "ab1"), (22, "a1"), (16, "a1"), (15, "1"), (0, "1")]
)
def test_what_does_not_fit_is_left_out_but_for_help(width, shown):
    assert "".join(key.name[-1] for key in _fitting([*SHORT, HELP], width)) == shown


def last_line(pilot):
    return (seen(pilot.app).splitlines() or [""])[-1]  # there may be nothing yet


def test_it_follows_the_focus(make_lab, mini):
    async def steps(pilot):
        await until(pilot, lambda: "n Next" in last_line(pilot))
        pilot.app.open_exercise("double", "code")
        await until(pilot, lambda: "^f Find" in last_line(pilot))
        assert "n Next" not in last_line(pilot)
        for size in ((40, 20), (80, 24), (140, 45)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: len(last_line(pilot)) > 0 and pilot.app.size == size)
            assert all(key in last_line(pilot) for key in ("f1 Help", "^q Quit", "^p Palette"))

    drive(make_lab(mini), steps)


def test_a_click_is_a_press(make_lab, mini):
    async def steps(pilot):
        await until(pilot, lambda: "f1 Help" in last_line(pilot))
        await pilot.click(Footer, offset=(last_line(pilot).index("f1") + 1, 0))
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))

    drive(make_lab(mini), steps)
