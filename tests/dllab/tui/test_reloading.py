"""An author's preview: what is saved is read again, and shown where one is."""

import pytest
from driving import drive, seen, until
from small_course import EXERCISE

from dllab.tui import reloading
from dllab.tui.reloading import Reloading
from dllab.tui.screens.course import CourseScreen
from dllab.tui.screens.exercise import ExerciseScreen

LESSON = "# Doubling\n\n2 · 3 = 6.\n"


@pytest.fixture
def folder(mini):
    return mini / "exercises/01-numbers/double"


@pytest.fixture
def looks(monkeypatch):
    """A list that grows with each look at the files; they are frequent."""
    found, look = [], Reloading._look
    monkeypatch.setattr(reloading, "POLL", 0.05)
    monkeypatch.setattr(Reloading, "_look", lambda self: (look(self), found.append(None)))
    return found


@pytest.fixture
def preview(make_lab, mini, looks):
    """A lab on `double` that follows its files."""
    return lambda pane="lesson": make_lab(mini, opening=("double", pane), preview=True)


def save(path, text):
    """All at once, as editors do: between two steps of a save the lab would read it twice."""
    beside = path.with_name(f".{path.name}")
    beside.write_text(text)
    beside.replace(path)


def shown(pilot, text):
    return lambda: text in seen(pilot.app)


def told(pilot, sentence):
    return lambda: sentence in [one.message for one in pilot.app._notifications]


def test_a_saved_lesson_is_shown(preview, folder):
    async def steps(pilot):
        await until(pilot, shown(pilot, "2 · 3 = 6"))
        save(folder / "lesson.md", LESSON.replace("6", "six"))
        await until(pilot, shown(pilot, "2 · 3 = six"))
        await until(pilot, told(pilot, "read again: lesson.md"))
        assert sum(isinstance(one, ExerciseScreen) for one in pilot.app.screen_stack) == 1

    drive(preview(), steps)


def test_the_place_in_the_lesson_stays(preview, folder):
    long = LESSON + "".join(f"\nSentence {number}.\n" for number in range(99))
    save(folder / "lesson.md", long)

    async def steps(pilot):
        await until(pilot, shown(pilot, "Sentence 1."))
        for _ in range(4):
            await pilot.press("pagedown")
        await until(pilot, lambda: "Sentence 1." not in seen(pilot.app))
        where = next(line for line in seen(pilot.app).splitlines() if "Sentence" in line).strip()
        save(folder / "lesson.md", long.replace("= 6", "= six"))
        await until(pilot, told(pilot, "read again: lesson.md"))
        await until(pilot, shown(pilot, where))

    drive(preview(), steps)


def test_a_new_starter_replaces_the_old_one_but_nothing_that_was_typed(preview, folder, home):
    starter = (folder / "starter.py").read_text()

    async def steps(pilot):
        await until(pilot, shown(pilot, "what is twice x"))
        save(folder / "starter.py", starter.replace("twice x", "two x"))
        await until(pilot, shown(pilot, "what is two x"))
        assert (home / "double.py").read_text() == starter.replace("twice x", "two x")
        await pilot.press(*"# mine")
        await until(pilot, shown(pilot, "# mine"))
        save(folder / "starter.py", starter.replace("twice x", "three x"))
        await until(pilot, told(pilot, "read again: starter.py"))
        assert pilot.app.screen.active == "code"
        await until(pilot, shown(pilot, "# mine"))
        assert "two x" in seen(pilot.app)

    drive(preview("code"), steps)


def test_a_broken_exercise_shows_its_problem_until_it_is_mended(preview, folder):
    async def steps(pilot):
        await until(pilot, shown(pilot, "2 · 3 = 6"))
        save(folder / "exercise.yaml", EXERCISE.replace("title:", "tilte:"))
        await until(pilot, lambda: isinstance(pilot.app.screen, CourseScreen))
        await until(pilot, shown(pilot, "double/exercise.yaml:2: unknown key 'tilte'"))
        save(folder / "exercise.yaml", EXERCISE)
        await until(pilot, shown(pilot, "2 · 3 = 6"))

    drive(preview(), steps)


def test_it_begins_with_a_broken_one(preview, folder):
    save(folder / "exercise.yaml", "id: [")

    async def steps(pilot):
        await until(pilot, shown(pilot, "damaged"))
        save(folder / "exercise.yaml", EXERCISE)
        await until(pilot, shown(pilot, "2 · 3 = 6"))

    drive(preview(), steps)


def test_nothing_is_taken_away_from_under_the_help(preview, folder, looks):
    async def steps(pilot):
        await until(pilot, shown(pilot, "2 · 3 = 6"))
        await pilot.press("f1")
        top = pilot.app.screen
        save(folder / "lesson.md", LESSON.replace("6", "six"))
        done = len(looks)
        await until(pilot, lambda: len(looks) > done + 2)
        assert pilot.app.screen is top
        await pilot.press("escape")
        await until(pilot, shown(pilot, "2 · 3 = six"))

    drive(preview(), steps)
