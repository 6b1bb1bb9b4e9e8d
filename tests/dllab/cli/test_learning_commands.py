"""start, reset, hint, status."""

import json

import pytest
from small_course import RIGHT, SQUARED, STARTER

from dllab import locations


def test_start_copies_the_starter_and_says_where(dllab, home):
    done = dllab("start", "double")
    assert (done.status, done.err) == (0, "")
    assert (home / "double.py").read_text() == STARTER
    assert str(home / "double.py") in done.out
    assert "dllab test double" in done.out


def test_start_never_overwrites(dllab, started):
    path = started("double", RIGHT)
    done = dllab("start", "double")
    assert done.status == 0
    assert "stays as it is" in done.out
    assert path.read_text() == RIGHT


def test_start_in_a_place_that_cannot_be_written(dllab):
    done = dllab("start", "double", env={"DLLAB_HOME": "/proc/dllab"})
    assert done.is_refusal()
    assert "set DLLAB_HOME to another folder" in done.err


@pytest.mark.parametrize(
    ("answer", "status"), [("y\n", 0), ("YES\n", 0), ("n\n", 1), ("\n", 1), ("what\n", 1)]
)
def test_reset_asks(dllab, started, home, answer, status):
    path = started("double", RIGHT)
    done = dllab("reset", "double", input=answer)
    assert done.status == status
    assert "[y/N]" in done.out
    assert path.read_text() == (STARTER if status == 0 else RIGHT)
    assert (home / "double.old-1.py").exists() == (status == 0)


def test_reset_with_nobody_to_ask_changes_nothing(dllab, started):
    path = started("double", RIGHT)
    done = dllab("reset", "double", input="")
    assert done.status == 2
    assert "add --yes" in done.err
    assert path.read_text() == RIGHT


def test_reset_without_being_asked_keeps_the_old_file(dllab, started, home):
    started("double", RIGHT)
    done = dllab("reset", "double", "--yes")
    assert done.status == 0
    assert str(home / "double.old-1.py") in done.out
    assert (home / "double.old-1.py").read_text() == RIGHT


def test_reset_of_nothing_starts(dllab, home):
    assert dllab("reset", "double").status == 0
    assert (home / "double.py").read_text() == STARTER


def test_hints_climb_with_attempts(dllab, started):
    assert "Hint 1 of 3: Twice.\n" in dllab("hint", "double").out
    again = dllab("hint", "double").out
    assert "Twice." in again
    assert "Two times x." not in again
    assert "comes after another attempt" in again
    started("double", SQUARED)
    dllab("test", "double")
    second = dllab("hint", "double").out
    assert "Hint 1 of 3: Twice.\nHint 2 of 3: Two times x.\n" in second
    dllab("test", "double")  # the same code
    assert "Hint 3" not in dllab("hint", "double").out
    started("double", STARTER)
    dllab("test", "double")
    assert dllab("hint", "double").out.endswith("Hint 3 of 3: 2 * x\nThat was the last hint.\n")


def test_hint_as_json(dllab):
    answer = dllab("hint", "double", "--json").json
    assert (answer["hints"], answer["new"], answer["total"]) == (["Twice."], True, 3)
    assert dllab("hint", "double", "--json").json["new"] is False


def test_a_hint_that_cannot_be_recorded_is_still_shown(dllab):
    done = dllab("hint", "double", env={"DLLAB_HOME": "/proc/dllab"})
    assert done.status == 0
    assert "Twice." in done.out
    assert "this hint was not recorded" in done.err


def test_an_exercise_without_hints(dllab, mini):
    path = mini / "exercises/01-numbers/double/exercise.yaml"
    path.write_text(path.read_text().replace("hints: [Twice., Two times x., 2 * x]", "hints: []"))
    assert dllab("hint", "double").out == "This exercise has no hints.\n"


def test_status_before_anything(dllab, home):
    done = dllab("status")
    assert done.status == 0
    assert f"0 of 2 solved · workspace {home}" in done.out
    assert done.out.endswith("Next: dllab start double\n")


def test_status_after_some_work(dllab, started):
    started("double", SQUARED)
    dllab("test", "double")
    dllab("hint", "double")
    assert "double  tried · public 0/3 · 1 attempt, 1 hint\n" in dllab("status").out
    started("double", RIGHT)
    dllab("test", "double")
    assert "double  tested · public 3/3" in dllab("status").out
    assert "Next: dllab grade double" in dllab("status").out
    dllab("grade", "double")
    assert "double  solved · best 5/5 · 3 attempts, 1 hint\n" in dllab("status").out
    after = dllab("status", "--json").json
    assert after["tracks"][0]["exercises"][0]["progress"]["state"] == "solved"
    assert after["next"] == "double-open"


def test_a_damaged_log_is_reported_once_and_worked_around(dllab, started, home):
    started("double", RIGHT)
    dllab("grade", "double")
    log = locations.attempts(home)
    log.write_bytes(b'{"half a li\n' + log.read_bytes() + b"\xff\xff\n")
    done = dllab("status")
    assert done.status == 0
    assert "double  solved" in done.out
    assert done.err.splitlines() == [
        f"dllab: {log}:{number}: a damaged line was skipped; delete it to be rid of this message"
        for number in (1, 3)
    ]
    assert dllab("grade", "double").status == 0
    assert len(log.read_bytes().splitlines()) == 4


def test_the_log_is_only_ever_appended_to(dllab, started, home):
    started("double", SQUARED)
    seen = b""
    for command in (["test", "double"], ["hint", "double"], ["grade", "double"], ["status"], ["list"]):
        dllab(*command)
        now = locations.attempts(home).read_bytes()
        assert now.startswith(seen)
        seen = now
    assert [json.loads(line)["entry"] for line in seen.splitlines()] == ["attempt", "hint", "attempt"]
