"""What may go wrong around the lab: odd sizes, damaged exercises, files that go, disks that are full."""

import os
import random
import shutil
import signal
from pathlib import Path

import pytest
from driving import drive, seen, until
from small_course import RIGHT

from dllab import drafts
from dllab.tui.screens.small import SmallScreen
from dllab.tui.widgets.editor import Editor

SIZES = [(20, 5), (39, 10), (40, 9), (40, 10), (79, 23), (119, 30), (120, 30), (200, 60), (1, 1), (80, 24)]
PLACES = {
    "course": (),
    **{
        name: ("enter", f"f{n}")
        for n, name in enumerate(("lesson", "explore", "code", "checks", "history"), 2)
    },
    "help": ("f1",),
    "doctor": ("f9",),
    "palette": ("ctrl+p",),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_storm_of_sizes(make_lab, mini, place):
    """No exception anywhere; a sentence where there is no room; at the end everything is as it was."""
    sizes = [*random.Random(place).sample(SIZES, len(SIZES)), (80, 24)]

    async def steps(pilot):
        app = pilot.app
        await until(pilot, lambda: "Doubling" in seen(app))
        await pilot.press(*PLACES[place])
        await pilot.pause(0.2)
        before = app.screen
        for width, height in sizes:
            await pilot.resize_terminal(width, height)
            await until(pilot, lambda: isinstance(app.screen, SmallScreen) == (width < 40 or height < 10))  # noqa: B023
            await pilot.pause()
        await until(pilot, lambda: app.screen is before)
        assert len(app.screen_stack) <= 3

    drive(make_lab(mini), steps)


def test_too_small_is_a_sentence_and_nothing_that_was_typed_goes(make_lab, mini, home):
    async def steps(pilot):
        app = pilot.app
        await until(pilot, lambda: "Doubling" in seen(app))
        await pilot.press("enter", "f4")
        await until(pilot, lambda: isinstance(app.focused, Editor))
        await pilot.press("x", "y", "z")
        await pilot.resize_terminal(30, 8)
        await until(pilot, lambda: "Too small" in seen(app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "xyz" in seen(app))
        assert isinstance(app.focused, Editor)

    drive(make_lab(mini), steps)


def test_the_lab_that_begins_too_small(make_lab, mini):
    async def steps(pilot):
        await until(pilot, lambda: "Too small" in seen(pilot.app))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Doubling" in seen(pilot.app))

    drive(make_lab(mini), steps, size=(30, 8))


async def at_the_editor(pilot):
    app = pilot.app
    app.open_exercise("double", "code")
    await until(pilot, lambda: isinstance(app.focused, Editor))
    await pilot.press(*"xyz")
    return app


def toasts(app):
    return " ".join(one.message for one in app._notifications)


@pytest.mark.parametrize("damage", ["gone", "no yaml", "no lesson", "no starter", "binary"])
def test_a_damaged_exercise_is_a_sentence(make_lab, mini, damage):
    folder = mini / "exercises/01-numbers/double"

    async def steps(pilot):
        app = pilot.app
        await until(pilot, lambda: "Doubling" in seen(app))
        match damage:
            case "gone":
                shutil.rmtree(folder)
            case "no yaml":
                (folder / "exercise.yaml").write_text("id: [")
            case "no lesson":
                (folder / "lesson.md").unlink()
            case "no starter":
                (folder / "starter.py").unlink()
            case "binary":
                (folder / "lesson.md").write_bytes(b"\xff\xfe\x00")
        app.open_exercise("double")
        name = {"gone": "missing file", "no yaml": "not YAML", "binary": "not UTF-8"}.get(
            damage, "missing file"
        )
        if damage == "no starter":
            await pilot.press("f4")
        await until(pilot, lambda: name in toasts(app) or name in seen(app).replace("\n", " "))
        await pilot.press("f2", "f3", "f4", "f5", "f6", "ctrl+r")
        await pilot.pause(0.3)

    drive(make_lab(mini), steps)


def test_an_exercise_removed_while_it_is_open(make_lab, mini, home):
    async def steps(pilot):
        app = await at_the_editor(pilot)
        shutil.rmtree(mini / "exercises/01-numbers/double")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: (run := app.runs.latest("double")) and run.phase == "failed")
        await pilot.press("f2", "f3", "f4", "f5", "f6", "escape", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press("r")
        await pilot.pause(0.2)

    drive(make_lab(mini), steps)
    assert "xyz" in (home / "double.py").read_text()


@pytest.mark.parametrize("what", ["deleted", "renamed", "a folder"])
def test_the_file_goes_while_it_is_edited(make_lab, mini, home, what):
    async def steps(pilot):
        await at_the_editor(pilot)
        path = home / "double.py"
        if what == "renamed":
            path.rename(home / "other.py")
        else:
            path.unlink()
            if what == "a folder":
                path.mkdir()
        sign = "is a folder" if what == "a folder" else "file gone"
        await until(pilot, lambda: sign in seen(pilot.app))
        await pilot.press("w")
        await until(pilot, lambda: "xyzw" in seen(pilot.app))

    drive(make_lab(mini), steps)
    assert "xyzw" in drafts.read(home, "double").text


def no_more_room(home):
    """From now on nothing can be written in the workspace: a file is in its place."""
    shutil.rmtree(home)
    home.touch()


def test_a_workspace_that_cannot_be_written(make_lab, mini, monkeypatch):
    monkeypatch.setenv("DLLAB_HOME", "/proc/dllab")

    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "code")
        await until(pilot, lambda: "cannot be written" in seen(app).replace("\n", " ") + toasts(app))
        await pilot.press("f2", "f3", "f4", "f5", "f6", "ctrl+r", "escape")
        await pilot.pause(0.2)

    drive(make_lab(mini), steps)


def test_quitting_asks_once_where_what_was_typed_cannot_be_kept(make_lab, mini, home):
    async def steps(pilot):
        app = await at_the_editor(pilot)
        no_more_room(home)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "leave all the same: Ctrl+Q again" in toasts(app))
        assert app.is_running
        await pilot.press("ctrl+q")

    lab = make_lab(mini)
    drive(lab, steps)
    assert lab.return_value == 0
    (sentence,) = lab.last_words
    path = Path(sentence.rpartition(" ")[2])
    assert "what you typed is in" in sentence
    assert "xyz" in path.read_text()
    assert path.stat().st_mode & 0o77 == 0
    shutil.rmtree(path.parent)


def test_leaving_the_exercise_keeps_what_cannot_be_written(make_lab, mini, home):
    async def steps(pilot):
        app = await at_the_editor(pilot)
        no_more_room(home)
        await pilot.press("escape", "escape", "escape")
        await until(pilot, lambda: len(app.screen_stack) == 2)
        app.open_exercise("double", "code")
        await until(pilot, lambda: "xyz" in seen(app))
        home.unlink()

    drive(make_lab(mini), steps)


def test_the_graders_process_dies(make_lab, mini, started, home):
    started("double", "import time\n\ndef double(x):\n    time.sleep(15)\n")

    async def steps(pilot):
        app = pilot.app
        app.open_exercise("double", "checks")
        await pilot.press("ctrl+r")
        run = await until(pilot, lambda: app.runs.latest("double"))
        (service,) = await until(pilot, lambda: run.current and app.runs._all)
        os.killpg(service._process.pid, signal.SIGKILL)
        await until(pilot, lambda: run.phase == "failed")
        assert run.error.startswith("the grading process ended unexpectedly")
        (home / "double.py").write_text(RIGHT)
        await pilot.press("ctrl+r")
        await until(
            pilot, lambda: (last := app.runs.latest("double")).phase == "done" and last.report.full_marks
        )

    drive(make_lab(mini), steps)
