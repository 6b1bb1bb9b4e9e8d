"""The application: settings followed, the palette, drafts across screens, how it ends."""

import asyncio

import pytest
from driving import drive, seen, until
from textual.command import CommandPalette
from textual.widgets import Input

from dllab import drafts, locations, settings
from dllab.tui import themes
from dllab.tui.screens.course import CourseScreen
from dllab.tui.screens.doctor import DoctorScreen
from dllab.tui.screens.exercise import ExerciseScreen
from dllab.tui.screens.help import HelpScreen
from grader.errors import ExerciseError


@pytest.fixture
def configured(make_lab, mini):
    """A function that makes a lab for a user with these settings."""

    def make(text, **options):
        path = locations.config()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return make_lab(mini, **options)

    return make


def toasts(app):
    return [one.message for one in app._notifications]


async def choose(pilot, text):
    """Type into the palette, and take the first answer."""
    await pilot.press("ctrl+p")
    await take(pilot, text)


async def take(pilot, text):
    await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    await pilot.press(*text)
    await until(pilot, lambda: pilot.app.screen.query_one("CommandList").highlighted == 0)
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, CommandPalette))


def test_it_begins_with_the_course(make_lab, mini):
    async def steps(pilot):
        assert isinstance(pilot.app.screen, CourseScreen)
        await pilot.press("ctrl+q")

    lab = make_lab(mini)
    drive(lab, steps)
    assert (lab.return_value, lab.crash, lab.last_words) == (0, "", [])


def test_it_begins_where_it_is_told(make_lab, mini):
    async def steps(pilot):
        await until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        await until(pilot, lambda: pilot.app.screen.query_one("#history").display)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, CourseScreen))

    drive(make_lab(mini, opening=("double", "history")), steps)


def test_without_a_course_it_does_not_begin(make_lab, tmp_path):
    with pytest.raises(ExerciseError, match="no course here"):
        make_lab(tmp_path)


def test_the_settings_are_followed(configured):
    lab = configured("theme: nord\ndevice: gpu\nkeys:\n  course.next: x\n  lab.help: 'ctrl+y, f10'\n")

    async def steps(pilot):
        assert (pilot.app.theme, pilot.app.device) == ("nord", "gpu")
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
        await pilot.press("escape")
        await pilot.press("n")
        assert isinstance(pilot.app.screen, CourseScreen)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        assert toasts(pilot.app) == []

    drive(lab, steps)


def test_what_is_asked_on_the_command_line_counts_more(configured):
    assert configured("device: gpu\n", device="cpu").device == "cpu"


def test_settings_that_make_no_sense_are_told_and_do_not_matter(configured):
    lab = configured("theme: nrod\nkeys:\n  course.nxt: x\n")

    async def steps(pilot):
        found = await until(pilot, lambda: toasts(pilot.app))
        place = locations.config()
        assert pilot.app.theme == themes.DARK.name
        assert found == [
            f"{place}:1: unknown theme 'nrod': did you mean 'nord'?",
            f"{place}:3: unknown binding 'course.nxt': did you mean 'course.next'?",
        ]

    drive(lab, steps)


def test_the_palette_opens_any_exercise(make_lab, mini):
    async def steps(pilot):
        await choose(pilot, "double-open")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        assert pilot.app.screen.desk.exercise.id == "double-open"

    drive(make_lab(mini), steps)


def test_the_palette_does_what_keys_do(make_lab, mini):
    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double")
        await until(pilot, lambda: "2 · 3 = 6." in seen(app))
        await choose(pilot, "history")
        await until(pilot, lambda: app.screen.query_one("#history").display)
        await choose(pilot, "doctor")
        await until(pilot, lambda: isinstance(app.screen, DoctorScreen))

    drive(make_lab(mini), steps)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Slices [1:3] and [/x]", "Slices [1:3] and [/x]"),
        ("[red]Red[/red]", "[red]Red[/red]"),
        ("\\e[31mRed", "Red"),
    ],
)
def test_what_the_palette_says_of_exercises_is_text(make_lab, mini, title, shown):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    described = path.read_text().replace("Doubling", f'"{title}"').replace("Twice as much.", f'"On {title}"')
    path.write_text(described)

    async def steps(pilot):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press(*"open double")
        await until(pilot, lambda: f"Open {shown} (double)" in seen(pilot.app))
        assert f"On {shown}" in seen(pilot.app)
        assert "\x1b" not in seen(pilot.app)

    drive(make_lab(mini), steps)


def test_an_exercise_that_is_opened_again_is_open_once(make_lab, mini):
    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "code")
        await until(pilot, lambda: app.screen.query_one("Editor").has_focus)
        await pilot.press(*"abc")
        first = app.screen
        app.open_exercise("double", "code")
        await until(pilot, lambda: app.screen is not first and app.screen.query_one("Editor").has_focus)
        await pilot.press("X")
        assert "abc" in seen(app)
        assert app.screen.desk.buffer.text.startswith("Xabc")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, CourseScreen))

    drive(make_lab(mini), steps)


def test_another_exercise_is_opened_although_a_draft_cannot_be_kept(make_lab, mini, monkeypatch):
    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "code")
        desk = await until(pilot, lambda: app.screen.desk.is_open and app.screen.desk)
        desk.buffer.edit("typed")
        with monkeypatch.context() as disk:
            disk.setattr(drafts, "write", _refuse)
            app.open_exercise("double-open")
            await until(pilot, lambda: "drafts cannot be written" in " ".join(toasts(app)))
        assert app.screen.desk.exercise.id == "double-open"
        app.open_exercise("double", "code")
        await until(pilot, lambda: "typed" in seen(app))

    drive(make_lab(mini), steps)


def _refuse(*_):
    raise OSError(28, "no space left")


def test_news_of_a_run_while_its_screen_is_being_made(make_lab, mini):
    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "code")
        app._run_changed("double")
        await until(pilot, lambda: app.screen.query_one("Editor").has_focus)

    drive(make_lab(mini), steps)


def test_a_theme_chosen_in_the_palette_is_kept(make_lab, mini):
    async def steps(pilot):
        pilot.app.search_themes()
        await take(pilot, "gruvbox")
        await until(pilot, lambda: pilot.app.theme == "gruvbox")

    drive(make_lab(mini), steps)
    assert settings.read().theme == "gruvbox"
    assert make_lab(mini).theme == "gruvbox"


def test_an_unsaved_text_survives_leaving_the_screen_and_reading_the_course_again(make_lab, mini):
    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "code")
        desk = await until(pilot, lambda: app.screen.desk.is_open and app.screen.desk)
        desk.buffer.edit("typed")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, CourseScreen))
        app.reload_course()
        app.open_exercise("double", "code")
        await until(pilot, lambda: "typed" in seen(app))
        assert app.screen.desk is desk
        assert desk.buffer.text == "typed"

    drive(make_lab(mini), steps)


def test_a_course_that_is_gone_is_a_sentence(make_lab, mini):
    async def steps(pilot):
        (mini / "exercises").rename(mini / "elsewhere")
        pilot.app.reload_course()
        await until(pilot, lambda: "no course here" in " ".join(toasts(pilot.app)))
        pilot.app.open_exercise("double")
        assert isinstance(pilot.app.screen, CourseScreen)

    drive(make_lab(mini), steps)


def test_what_is_said_is_text_and_never_obeyed(make_lab, mini):
    async def steps(pilot):
        pilot.app.complain("[bold]no markup[/bold] \x1b]0;title\x07 and one\nline")
        (said,) = await until(pilot, lambda: toasts(pilot.app))
        assert "[bold]no markup[/bold]" in said
        assert not any(one.markup for one in pilot.app._notifications)
        assert "\x1b" not in said and "\n" not in said

    drive(make_lab(mini), steps)


def test_a_crash_is_remembered_with_its_place_and_without_values(make_lab, mini):
    lab = make_lab(mini)

    async def steps(pilot):
        def fail():
            hidden = 42 * 1000  # noqa: F841
            raise ValueError("made for the test")

        pilot.app.call_later(fail)
        await asyncio.wait_for(pilot.app._exception_event.wait(), 20)

    with pytest.raises(ValueError, match="made for the test"):
        drive(lab, steps)
    assert lab.crash.endswith("ValueError: made for the test\n")
    assert "test_app.py" in lab.crash
    assert "42000" not in lab.crash
    (sentence,) = lab.last_words
    (log,) = locations.logs().iterdir()
    assert sentence == f"the lab stopped by a mistake of its own: please report it with {log}"
    assert lab.crash in log.read_text()


def test_a_theme_is_found_by_its_name(make_lab, mini):
    async def steps(pilot):
        await pilot.press("ctrl+p")
        await take(pilot, "nord")
        await until(pilot, lambda: pilot.app.theme == "nord")

    drive(make_lab(mini), steps)
    assert settings.read().theme == "nord"


def test_who_typed_on_after_the_warning_is_warned_again(make_lab, mini, monkeypatch):
    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "code")
        desk = await until(pilot, lambda: app.screen.desk.is_open and app.screen.desk)
        monkeypatch.setattr(drafts, "write", _refuse)
        for number, text in enumerate(("typed", "typed on"), 1):
            desk.buffer.edit(text)
            await pilot.press("ctrl+q")
            await until(pilot, lambda: " ".join(toasts(app)).count("leave all the same") == number)  # noqa: B023
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)

    drive(make_lab(mini), steps)
