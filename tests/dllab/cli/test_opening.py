"""How the lab is opened, what there is where it cannot be, and how it ends."""

import os
import signal

import pytest
from ptys import Terminal
from small_course import RIGHT, STARTER

LESSON = "2 · 3 = 6."


@pytest.fixture
def lab(environment):
    """A function that starts a command on a terminal; at the end it is gone."""
    started = []

    def start(*command, **options):
        extra = options.pop("env", {})
        started.append(Terminal(*command, env={**environment, **extra}, **options))
        return started[-1]

    yield start
    for terminal in started:
        terminal.close()


def test_dllab_on_a_terminal_opens_the_lab_and_ctrl_q_ends_it(lab):
    terminal = lab()
    terminal.see("Doubling")
    assert b"\x1b[?1049h" in terminal.seen
    terminal.press("\x11")
    assert terminal.status() == 0
    assert terminal.is_restored()
    assert b"Traceback" not in terminal.seen


def test_the_lab_is_drawn_on_stderr_so_that_stdout_may_go_elsewhere(lab, tmp_path):
    with (tmp_path / "out").open("wb") as out:
        terminal = lab(redirect=out)
        terminal.see("Doubling")
        terminal.press("\x11")
        assert terminal.status() == 0
    assert (tmp_path / "out").read_bytes() == b""


def test_a_dumb_terminal_gets_the_welcome(lab):
    terminal = lab(env={"TERM": "dumb"})
    assert terminal.status() == 0
    assert b"What to type next" in terminal.seen
    assert b"\x1b" not in terminal.seen


def test_without_a_terminal_there_is_the_welcome(dllab):
    assert "What to type next" in dllab().out


def test_open_begins_at_an_exercise_and_its_pane(lab, started):
    started("double", "# mine\n" + RIGHT)
    terminal = lab("open", "double")
    terminal.see(LESSON)
    terminal = lab("open", "double", "--pane", "code")
    terminal.see(" mine")  # the cursor is on the first sign


def test_open_with_a_misspelt_id_names_the_nearest_and_draws_nothing(lab):
    terminal = lab("open", "duble")
    assert terminal.status() == 2
    assert b"did you mean double" in terminal.seen
    assert b"\x1b[?1049h" not in terminal.seen


def test_open_a_damaged_exercise(dllab, mini):
    (mini / "exercises/01-numbers/double/exercise.yaml").write_text("id: double\n")
    assert dllab("open", "double").is_refusal()


def test_the_course_as_text(dllab):
    done = dllab("--plain")
    assert done.status == 0
    assert "  double       Doubling  30 min  ○ new\n" in done.out
    assert done.out.endswith("0 of 2 solved. Next: dllab open double --plain\n")


@pytest.mark.parametrize("where", ["no terminal", "--plain"])
def test_an_exercise_as_text_has_all_its_panes(dllab, lab, where):
    if where == "--plain":
        terminal = lab("open", "double", "--plain")
        assert terminal.status() == 0
        text = terminal.seen.decode().replace("\r", "")
        assert "\x1b[?1049h" not in text
    else:
        text = dllab("open", "double").out
    titles = ["Lesson", "Explore", "Code", "Checks", "History", "Hints"]
    places = [text.index(f"== {title} ==") for title in titles]
    assert places == sorted(places)
    assert LESSON in text
    assert STARTER in text


def test_one_pane_as_text(dllab, started):
    started("double", RIGHT)
    assert dllab("open", "double", "--plain", "--pane", "code").out.endswith(f"home/double.py\n{RIGHT}")
    assert "To run them: dllab test double" in dllab("open", "double", "--plain", "--pane", "checks").out
    assert dllab("open", "double", "--pane", "history").out == "Nothing happened yet.\n"
    dllab("test", "double")
    assert "✓ passed  double gives 6 for 3.\n" in dllab("open", "double", "--pane", "checks").out
    assert "attempt 1, test · 3/3\n" in dllab("open", "double", "--pane", "history").out
    assert dllab("open", "double", "--pane", "nonsense").is_refusal()


def test_options_may_stand_before_the_command(lab):
    terminal = lab("--plain", "open", "double")
    assert terminal.status() == 0
    assert b"== Lesson ==" in terminal.seen
    assert b"\x1b[?1049h" not in terminal.seen
    terminal = lab("--device", "nonsense", "test", "double")
    assert terminal.status() == 2


def test_looking_costs_no_hint(dllab):
    for _ in range(2):
        assert "There is a new one of 3: dllab hint double" in dllab("open", "double", "--pane", "hints").out
    dllab("hint", "double")
    text = dllab("open", "double", "--pane", "hints").out
    assert text.startswith("Hint 1 of 3: Twice.\nThe next hint comes after another attempt")


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143), (signal.SIGINT, 3)]
)
def test_a_signal_ends_the_lab_and_restores_the_terminal(lab, number, status):
    terminal = lab()
    terminal.see("Doubling")
    terminal.seen = b""
    os.kill(terminal.process.pid, number)
    assert terminal.status() == status
    assert terminal.is_restored()
