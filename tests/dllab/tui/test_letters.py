"""j, k and q: the same on every screen, and letters where something is typed."""

import pytest
from driving import drive, seen, until

from dllab.tui.screens.course import CourseScreen
from dllab.tui.screens.exercise import ExerciseScreen
from dllab.tui.screens.help import HelpScreen
from dllab.tui.widgets.exercise_list import ExerciseList
from dllab.tui.widgets.scroll import Lines


@pytest.fixture
def play(make_lab, mini):
    """A function that drives a lab, once its list is there."""

    def run(steps, **options):
        async def begin(pilot):
            await until(pilot, lambda: "Doubling" in seen(pilot.app))
            await steps(pilot, pilot.app)

        drive(make_lab(mini), begin, **options)

    return run


def test_in_lists(play):
    async def steps(pilot, app):
        chosen = app.screen.query_one(ExerciseList)
        first = chosen.highlighted
        await pilot.press("j")
        assert chosen.highlighted == first + 1
        await pilot.press("k")
        assert chosen.highlighted == first
        await pilot.press("j", "enter")  # in one go: the key after it finds the cursor moved
        await until(pilot, lambda: isinstance(app.screen, ExerciseScreen))
        assert app.screen.desk.exercise.id == "double-open"

    play(steps)


def test_in_texts_that_are_scrolled(play, mini):
    lesson = mini / "exercises/01-numbers/double/lesson.md"
    lesson.write_text("# Doubling\n\n" + "Twice as much.\n\n" * 20)

    async def steps(pilot, app):
        await pilot.press("enter")
        page = await until(pilot, lambda: app.screen.query_one("Page", Lines))
        await until(pilot, lambda: page.max_scroll_y > 1)
        await pilot.press("j", "j")
        await until(pilot, lambda: page.scroll_offset.y == 2)
        await pilot.press("k")
        await until(pilot, lambda: page.scroll_offset.y == 1)

    play(steps, size=(60, 12))


def test_above_other_screens(play):
    async def steps(pilot, app):
        await pilot.press("f1")
        about = await until(pilot, lambda: app.screen.query_one("#about"))
        await until(pilot, lambda: about.max_scroll_y > 1)
        await pilot.press("j")
        await until(pilot, lambda: about.scroll_offset.y == 1)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, CourseScreen))

    play(steps, size=(80, 16))


def test_q_goes_back_as_escape_does_and_never_out_of_the_lab(play):
    async def steps(pilot, app):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExerciseScreen))
        await pilot.press("f6", "q")
        await until(pilot, lambda: isinstance(app.screen, CourseScreen))
        await pilot.press("f9", "q")
        await until(pilot, lambda: isinstance(app.screen, CourseScreen))
        await pilot.press("q")
        await pilot.pause()
        assert app.is_running
        await pilot.press("slash", "q", "j", "k")
        assert app.screen.query_one("#filter").value == "qjk"

    play(steps)


def test_the_tabs_have_shorter_words_where_there_is_less_room(play):
    async def steps(pilot, app):
        await pilot.press("enter")
        await until(pilot, lambda: "F2 Les F3 Exp F4 Code F5 Chk F6 Hist" in seen(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "F2 Lesson  F3 Explore  F4 Code  F5 Checks  F6 History" in seen(app))

    play(steps, size=(40, 12))
