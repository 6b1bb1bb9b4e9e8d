"""The doctor screen: what `dllab doctor` finds, found by a process of its own."""

import sys

import pytest
from driving import drive, seen, until
from small_course import family

from dllab.tui.screens import doctor
from dllab.tui.screens.doctor import DoctorScreen


async def whole(pilot):
    """All that it says once it has looked."""
    screen = pilot.app.screen
    await until(pilot, lambda: not screen.workers)
    return "\n".join(str(part.content) for part in screen.query("#findings Static"))


async def opened(pilot):
    await pilot.press("f9")
    return await until(pilot, lambda: isinstance(pilot.app.screen, DoctorScreen) and pilot.app.screen)


def test_it_says_what_dllab_doctor_says(make_lab, mini, home):
    async def steps(pilot):
        screen = await opened(pilot)
        await until(pilot, lambda: "Looking at this machine" in seen(pilot.app))
        text = await whole(pilot)
        for expected in ("sandbox level", "bubblewrap", "cpu", "keras", str(home), str(mini)):
            assert expected in text
        for expected in ("size         80 × 24", "TERM         xterm-256color", "colours      256"):
            assert expected in text
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: "100 × 30" in str(screen.query_one("#terminal").content))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, DoctorScreen))

    drive(make_lab(mini), steps)
    assert "tensorflow" not in sys.modules


def test_problems_are_sentences_and_the_first_that_is_seen(make_lab, mini, monkeypatch):
    (mini / "exercises/01-numbers/double/exercise.yaml").write_text("id: double\n")
    monkeypatch.setenv("DLLAB_HOME", "/proc/dllab")

    async def steps(pilot):
        await opened(pilot)
        text = await whole(pilot)
        assert text.startswith("✗ Missing or broken")
        assert "exercises/01-numbers/double/exercise.yaml:" in text
        assert "/proc/dllab cannot be written" in text

    drive(make_lab(mini), steps)


def test_it_looks_again(make_lab, mini):
    async def steps(pilot):
        await opened(pilot)
        assert "double/exercise.yaml" not in await whole(pilot)
        (mini / "exercises/01-numbers/double/exercise.yaml").write_text("id: double\n")
        await pilot.press("r")
        await until(
            pilot, lambda: "double/exercise.yaml" in str(pilot.app.screen.query_one("#problems").content)
        )

    drive(make_lab(mini), steps)


def test_leaving_kills_it(make_lab, mini, monkeypatch, tmp_path):
    import os

    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(doctor.sys, "executable", str(slow))

    async def steps(pilot):
        await opened(pilot)
        await until(pilot, lambda: family(os.getpid()))
        await pilot.press("escape")
        await until(pilot, lambda: not family(os.getpid()))

    drive(make_lab(mini), steps)


def test_a_program_that_cannot_be_started_is_a_sentence(make_lab, mini, monkeypatch):
    monkeypatch.setattr(doctor.sys, "executable", "/nowhere/python")

    async def steps(pilot):
        await opened(pilot)
        assert "✗ `dllab doctor` could not be started: No such file" in await whole(pilot)

    drive(make_lab(mini), steps)


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("echo no json; echo something went wrong >&2", "something went wrong"),
        ("exit 7", "it ended with status 7"),
        ("echo '{}'", "gave no answer"),
    ],
)
def test_an_answer_that_makes_no_sense_is_a_sentence(
    make_lab, mini, monkeypatch, tmp_path, program, sentence
):
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\n{program}\n")
    path.chmod(0o755)
    monkeypatch.setattr(doctor.sys, "executable", str(path))

    async def steps(pilot):
        await opened(pilot)
        text = await whole(pilot)
        assert "✗ `dllab doctor` gave no answer" in text
        assert sentence in text

    drive(make_lab(mini), steps)
