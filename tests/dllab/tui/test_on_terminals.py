"""The lab on real terminals: signals, lost terminals, odd encodings, and what it says when it breaks."""

import os
import re
import shutil
import signal

import pytest
from ptys import Terminal
from small_course import RIGHT, alive, family
from small_course import until as wait_until

from dllab import drafts

TYPED = "# typed in the lab"


@pytest.fixture
def lab(environment):
    """A function that opens the lab on a pseudo-terminal; at the end it is gone."""
    begun = []

    def start(*command, env=(), **options):
        begun.append(Terminal(*command, env={**environment, **dict(env)}, **options))
        return begun[-1]

    yield start
    for terminal in begun:
        terminal.close()


@pytest.fixture
def typing(lab, started):
    """A function that opens the lab in the editor and types a line that nobody saves."""
    started("double", RIGHT)

    def start(**options):
        terminal = lab("open", "double", "--pane", "code", **options)
        terminal.see("return")
        terminal.press(TYPED)
        terminal.see(f"1:{len(TYPED) + 1}")  # where the cursor stands then
        return terminal

    return start


def kept(home):
    """What was typed, as the next session will find it."""
    return wait_until(lambda: (found := drafts.read(home, "double")) and TYPED in found.text and found)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143), (signal.SIGINT, 3)]
)
def test_a_signal_keeps_what_was_typed(typing, home, number, status):
    terminal = typing()
    os.kill(terminal.process.pid, number)
    assert terminal.status() == status
    assert terminal.is_restored()
    assert b"Traceback" not in terminal.seen
    assert kept(home)


def test_what_another_program_wrote_over_is_drawn_again(typing):
    terminal = typing()
    terminal.press("\x0c")  # Ctrl+L
    terminal.see("History")  # a tab: nothing there has changed
    terminal.press("\x11")
    assert terminal.status() == 0


@pytest.mark.parametrize("controlling", [True, False], ids=["with a SIGHUP", "without"])
def test_a_lost_terminal_ends_the_lab_and_keeps_what_was_typed(typing, home, controlling):
    terminal = typing(controlling=controlling)
    terminal.press("\x12")  # a run, so that there is a grading process, too
    relatives = wait_until(lambda: family(terminal.process.pid))
    terminal.hang_up()
    assert terminal.process.wait(timeout=20) in (129, -signal.SIGHUP)
    wait_until(lambda: not any(map(alive, relatives)))
    assert TYPED in (home / "double.py").read_text()  # the run saved it


def test_a_lost_terminal_keeps_what_nobody_saved(typing, home):
    terminal = typing(controlling=False)
    terminal.hang_up()
    assert terminal.process.wait(timeout=20) == 129
    assert kept(home)


def test_the_draft_is_found_again(typing, lab):
    terminal = typing()
    os.kill(terminal.process.pid, signal.SIGTERM)
    terminal.status()
    lab("open", "double", "--pane", "code").see(TYPED[1:])  # the cursor is on the first sign


def test_quitting_keeps_what_was_typed(typing, home):
    terminal = typing()
    terminal.press("\x11")
    assert terminal.status() == 0
    assert kept(home)


def test_ctrl_c_ends_nothing_and_says_what_does(lab):
    terminal = lab()
    terminal.see("Doubling")
    terminal.press("\x03")
    terminal.see("leaves the lab")
    assert terminal.process.poll() is None


def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on(lab):
    terminal = lab(line="dllab; stty -a; echo stopped; fg > /dev/null; echo ended=$?")
    terminal.see("Doubling")
    terminal.press("\x1a")
    terminal.see("stopped")
    shown, terminal.seen = terminal.seen, b""
    assert re.search(rb"[^-]icanon", shown) and re.search(rb"[^-]echo ", shown)
    assert b"\x1b[?1049l" in shown
    terminal.see("Doubling")
    terminal.press("\x11")
    terminal.see("ended=0")


def test_ctrl_z_without_a_shell_stops_nothing(lab):
    terminal = lab()
    terminal.see("Doubling")
    terminal.press("\x1a")
    terminal.see("no shell here")
    terminal.press("\x11")
    assert terminal.status() == 0


@pytest.mark.parametrize(
    "variables",
    [
        {"TERM": "screen"},
        {"TERM": "linux", "LC_ALL": "C"},
        {"TERM": "vt100"},
        {"NO_COLOR": "1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
    ],
    ids=lambda found: " ".join(f"{name}={value}" for name, value in found.items()),
)
def test_odd_terminals(lab, variables):
    terminal = lab("open", "double", env=variables)
    terminal.see("F4 Code")
    terminal.press("\x1bOS")
    terminal.see("saved")
    shown = terminal.seen
    if "NO_COLOR" in variables:
        assert not codes(shown) & {38, 48, *range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108)}
    if variables.get("TERM") == "screen":
        assert codes(shown) & {*range(30, 38), *range(90, 98)}
        assert not codes(shown) & {38, 48}
    encoding = variables.get("PYTHONIOENCODING", "ascii" if "PYTHONUTF8" in variables else "utf-8")
    shown.decode(encoding)
    terminal.press("\x11")
    assert terminal.status() == 0


def codes(written):
    """The numbers of all styles and colours that were asked for."""
    found = re.findall(rb"\x1b\[([0-9;]*)m", written)
    return {int(code) for codes in found for code in codes.split(b";") if code}


def test_bytes_that_are_no_utf_8_are_no_keys(lab):
    terminal = lab()
    terminal.see("Doubling")
    terminal.press(b"\xe9\xff")
    terminal.press("\x1bOP")
    terminal.see("Esc closes")


def test_without_a_mouse_the_terminal_keeps_its_own_selection(lab, tmp_path):
    path = tmp_path / "config/dllab/config.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("mouse: false\n")
    terminal = lab()
    terminal.see("Doubling")
    assert b"\x1b[?1000h" not in terminal.seen
    path.unlink()
    other = lab()
    other.see("Doubling")
    assert b"\x1b[?1000h" in other.seen


def no_more_room(home):
    """From now on nothing can be written in the workspace: a file is in its place."""
    shutil.rmtree(home)
    home.touch()


def test_a_signal_rescues_what_cannot_be_kept(typing, home, tmp_path):
    terminal = typing(env={"TMPDIR": str(tmp_path)})
    no_more_room(home)
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.status() == 143
    assert b"what you typed is in" in terminal.seen
    (path,) = tmp_path.glob("dllab-*/double.py")
    assert TYPED in path.read_text()


HIDDEN = "the-hidden-answer"


def test_a_mistake_of_the_lab_is_one_sentence_and_a_log_without_values(typing, home, tmp_path):
    """An exception that nobody caught, on a real terminal: a key's action raises it."""
    code = tmp_path / "sitecustomize.py"
    code.write_text(
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'dllab.tui.screens.help':\n"
        f"            secret = {HIDDEN!r}\n"
        "            raise RuntimeError('made for the test')\n"
        "sys.meta_path.insert(0, Finder())\n"
    )
    terminal = typing(env={"PYTHONPATH": str(tmp_path)})
    terminal.press("\x1bOP")
    assert terminal.status() == 2
    assert terminal.is_restored()
    assert b"Traceback" not in terminal.seen
    assert HIDDEN.encode() not in terminal.seen
    assert b"the lab stopped by a mistake of its own: please report it with" in terminal.seen
    (log,) = (tmp_path / "state").rglob("*.log")
    text = log.read_text()
    assert "RuntimeError: made for the test" in text
    assert "Traceback" in text
    # The source line that raised it stands there, as in every traceback; no values of variables.
    assert "secret" not in text.replace("secret = ", "")
    assert log.stat().st_mode & 0o77 == 0
    assert kept(home)
