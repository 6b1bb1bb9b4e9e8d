"""The help overlay: what the focused place is for, and all keys that work there."""

import pytest
from driving import drive, seen, until
from textual.widgets import Markdown

from dllab.tui import keys
from dllab.tui.screens.help import HelpScreen
from dllab.tui.widgets.editor import Editor


async def help_of(pilot, key="f1"):
    """All that the overlay says, also what has to be scrolled to."""
    await pilot.press(key)
    screen = await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen) and pilot.app.screen)
    about = "\n".join(text._markdown or "" for text in screen.query(Markdown))
    return about, screen._ours, screen._others


@pytest.mark.parametrize("key", ["f1", "?"])
def test_help_for_the_course(make_lab, mini, key):
    async def steps(pilot):
        await until(pilot, lambda: "Doubling" in seen(pilot.app))
        about, ours, others = await help_of(pilot, key)
        assert "damaged" in about
        assert ("Ctrl+Q", "Quit", "Leave; what you typed is kept") in ours
        assert ("F9", "Doctor", "What works on this machine") in ours
        assert "Next" in [what for _, what, _ in ours]
        assert "Tab" in [keys for keys, *_ in others]

    drive(make_lab(mini), steps)


def test_help_for_the_pane_that_has_the_focus(make_lab, mini):
    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "code")
        await until(pilot, lambda: isinstance(app.focused, Editor))
        about, ours, others = await help_of(pilot)
        assert "What you type is kept" in about
        assert "Find" in [what for _, what, _ in ours]
        assert "Undo" in [what for _, what, _ in others] + [what for _, what, _ in ours]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.focused, Editor))
        await pilot.press("f6")
        await until(pilot, lambda: app.screen.query_one("#history").display)
        about, ours, others = await help_of(pilot)
        assert "Restor" in about
        assert "Undo" not in [what for _, what, _ in others + ours]

    drive(make_lab(mini), steps)


def test_a_question_mark_in_the_editor_is_typed(make_lab, mini):
    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "code")
        await until(pilot, lambda: isinstance(app.focused, Editor))
        await pilot.press("?")
        await until(pilot, lambda: app.screen.desk.buffer.text.startswith("?"))
        assert not isinstance(app.screen, HelpScreen)

    drive(make_lab(mini), steps)


@pytest.mark.parametrize("key", ["escape", "f1", "q"])
def test_it_closes_and_the_focus_is_where_it_was(make_lab, mini, key):
    async def steps(pilot):
        before = pilot.app.screen, pilot.app.focused
        await help_of(pilot)
        await pilot.press("f1") if key == "f1" else await pilot.press(key)
        await until(pilot, lambda: (pilot.app.screen, pilot.app.focused) == before)

    drive(make_lab(mini), steps)


def test_it_fits_and_scrolls(make_lab, mini):
    async def steps(pilot):
        await help_of(pilot)
        await until(pilot, lambda: "Esc closes" in seen(pilot.app))
        first = seen(pilot.app)
        await pilot.press("end")
        await until(pilot, lambda: seen(pilot.app) != first and "Esc closes" in seen(pilot.app))

    drive(make_lab(mini), steps, size=(60, 14))


def test_keys_that_users_changed_are_the_ones_that_are_shown(make_lab, mini, home, tmp_path):
    path = tmp_path / "config/dllab/config.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("keys:\n  exercise.history: ctrl+y\n")

    async def steps(pilot):
        pilot.app.open_exercise("double")
        await until(pilot, lambda: "Ctrl+Y History" in seen(pilot.app))
        _, ours, _ = await help_of(pilot)
        assert "Ctrl+Y" in [keys for keys, what, _ in ours if what == "History"]

    drive(make_lab(mini), steps)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("ctrl+r", "Ctrl+R"),
        ("f1", "F1"),
        ("question_mark", "?"),
        ("shift+left", "Shift+←"),
        ("escape", "Esc"),
        ("n", "n"),
        ("pagedown", "PgDn"),
        ("right_square_bracket", "]"),
        ("ctrl+underscore", "Ctrl+_"),
        ("space", "Space"),
        ("slash", "/"),
        ("enter", "Enter"),
    ],
)
def test_keys_as_people_say_them(key, said):
    assert keys.said(key) == said
