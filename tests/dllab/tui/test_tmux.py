"""The lab in a real terminal: tmux at 80×24, keys sent, the screen read; what is pressed stands there."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from small_course import alive, family, until

from dllab import drafts

ROOT = Path(__file__).parents[3]
SOLUTION = ROOT / "solutions/02-neuron/logistic-unit.py"
LAB = f"{sys.executable} -m dllab"
OPEN = f"{LAB} open logistic-unit --pane code"
# What is typed in place of each `raise NotImplementedError(…)`, and how many lines that has.
# The editor indents by itself; what begins with a backspace goes one step back.
BODIES = (
    (4, ["    z = floats(z)", "return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))"]),
    (3, ["    return sigmoid(w * floats(x) + b)"]),
    (3, ["    if w == 0:", 'raise ValueError("no boundary")', "\b" "return -b / w"]),
    (3, ["    return a * (1 - a)", "", "", "\b" "def floats(x):", "x = np.asarray(x)",
         "return x if np.issubdtype(x.dtype, np.floating) else x.astype(np.float64)"]),
)  # fmt: skip


@pytest.fixture
def environment(environment, tmp_path):
    """The built-in course, and settings of its own."""
    kept = {name: value for name, value in environment.items() if name not in ("DLLAB_COURSE", "VISUAL")}
    places = {"XDG_CONFIG_HOME": tmp_path / "config", "XDG_STATE_HOME": tmp_path / "state"}
    return {**kept, **{name: str(path) for name, path in places.items()}, "PYTHONPATH": str(ROOT)}


def replace_bodies(tmux):
    """Type the solution into the starter, as one who sees only the screen."""
    for lines, body in BODIES:
        tmux.press("C-f")
        tmux.see("esc Close")
        tmux.type("raise Not")
        tmux.see("raise Not  ", "1 of ")
        tmux.press("Escape", "Home", *["S-Down"] * lines)
        for number, line in enumerate(body):
            if number:
                tmux.press("Enter")
            tmux.press(*["BSpace"] * line.count("\b"))
            tmux.type(line.strip("\b"))
        tmux.see(body[-1].strip("\b ")[:40])


def test_from_dllab_to_full_marks_by_the_keys_on_the_screen(tmux, home):
    tmux(LAB)
    text = tmux.see("Next: ", "Filter", "Open")
    assert max(map(len, text.splitlines())) <= 80
    tmux.press("/")
    tmux.type("logistic")
    tmux.see("The logistic unit", "Esc shows all")
    tmux.press("Enter")
    tmux.see("The logistic unit · ○ new", "F4 Code")
    tmux.press("F4")
    tmux.see("def sigmoid", "^r Test")
    replace_bodies(tmux)
    tmux.press("C-r")
    tmux.see("F5 Checks", "not graded yet", "^g Grade")
    tmux.press("C-g")
    tmux.see("solved")
    tmux.press("Escape")
    tmux.see("1 of 17 solved")
    tmux.press("C-q")
    tmux.see("status=0")
    assert "def floats(x):\n    x = np.asarray(x)\n" in (home / "logistic-unit.py").read_text()


VIM = next(filter(None, map(shutil.which, ("vim", "vim.tiny"))), None)


@pytest.mark.skipif(VIM is None, reason="vim is not installed (Debian: apt-get install vim-tiny)")
def test_the_same_with_vim(tmux, home):
    tmux(OPEN, EDITOR=f"{VIM} -u NONE -N")
    tmux.see("def sigmoid", "F8 your editor")
    tmux.press("F8")
    tmux.lose("F4 Code")
    tmux.see("logistic-unit.py", "Refused here")
    tmux.type(":set paste", ":%d", "i")
    tmux.type(*SOLUTION.read_text().splitlines())
    tmux.press("Escape")
    tmux.type(":wq", "")
    tmux.see("F4 Code", "return sigmoid(w * as_float(x) + b)")
    tmux.press("C-g")
    tmux.see("solved")
    tmux.press("C-q")
    tmux.see("status=0")
    assert (home / "logistic-unit.py").read_text() == SOLUTION.read_text()


def test_a_killed_tmux_loses_no_letter(tmux, home):
    tmux(OPEN)
    tmux.see("def sigmoid")
    lab, text = family(tmux.process()), "# half a tho"
    tmux.type(text)
    tmux.see(text)
    tmux.kill()
    until(lambda: not any(map(alive, lab)))
    assert drafts.read(home, "logistic-unit").text.startswith(text)
    assert text not in (home / "logistic-unit.py").read_text()
    tmux(OPEN)
    tmux.see(text)


def test_detached_and_attached_again(tmux):
    tmux(LAB)
    tmux.see("Next: ")
    client, terminal = tmux.attach()
    tmux.press("Enter")
    before = tmux.see("F4 Code")
    tmux.detach()
    client.wait(timeout=20)
    os.close(terminal)
    assert tmux.screen() == before
    client, terminal = tmux.attach()
    tmux.press("Escape")
    tmux.see("Next: ")
    tmux.kill()
    client.wait(timeout=20)
    os.close(terminal)


def test_a_terminal_of_a_few_colours(tmux):
    tmux(LAB, term="screen")
    tmux.see("Next: ", "Open")
    assert "\x1b[38;2" not in tmux.screen("-e")
    tmux.press("Enter")
    tmux.see("F4 Code")
    for key, text in (("F3", "choose"), ("F4", "1  "), ("F5", "^r Test"), ("F6", "^r Test")):
        tmux.press(key)
        tmux.see(text)
    tmux.press("C-q")
    tmux.see("status=0")


def test_resized(tmux):
    tmux(OPEN)
    tmux.see("def sigmoid")
    tmux.type("# mine")
    before = tmux.see("# mine")
    tmux.resize(140, 45)
    tmux.see("You will be able to", "# mine", "def boundary")
    for size in ((60, 15), (20, 5), (140, 45), (30, 40), (200, 6)):
        tmux.resize(*size)
    tmux.see("Too small")
    tmux.resize(80, 24)
    assert tmux.see("# mine", "def sigmoid") == before
    tmux.type("!")
    tmux.see("# mine!")
