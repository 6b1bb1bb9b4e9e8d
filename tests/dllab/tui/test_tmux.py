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


@pytest.fixture
def environment(environment):
    """The built-in course."""
    unwanted = ("DLLAB_COURSE", "VISUAL")
    kept = {name: value for name, value in environment.items() if name not in unwanted}
    return {**kept, "PYTHONPATH": str(ROOT)}


def type_code(tmux, source):
    """Type code into the editor, which indents by itself: with Backspace where it indents too much."""
    indent = 0
    for number, line in enumerate(source.splitlines()):
        wanted = len(line) - len(line.lstrip()) if line else indent
        if number:
            tmux.press("Enter", *["BSpace"] * ((indent - wanted) // 4))
        tmux.type(" " * (wanted - indent) + line.lstrip())
        indent = wanted + 4 * line.endswith(":")


def lines(text):
    return [line.rstrip() for line in text.splitlines()]


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
    tmux.press(*["S-Down"] * 120)
    type_code(tmux, SOLUTION.read_text())
    tmux.see("values.astype(np.float64)")
    tmux.press("C-r")
    tmux.see("All public checks pass. Next: Ctrl+G", "^g Grade")
    tmux.press("C-g")
    tmux.see("solved")
    tmux.press("Escape")
    tmux.see("Esc shows all")
    tmux.press("Escape")
    tmux.see(" 1 of ", " solved")
    tmux.press("C-q")
    tmux.see("status=0")
    assert lines((home / "logistic-unit.py").read_text()) == lines(SOLUTION.read_text())


def test_keys_that_come_at_once_keep_their_order(tmux, home):
    tmux(OPEN)
    tmux.see("def sigmoid")
    tmux.press("a", "b", "c", "BSpace", "d", "Left", "e", "Enter", "f", "C-s")
    tmux.see("✓ saved", 'fd"""The')
    assert (home / "logistic-unit.py").read_text().startswith('abe\nfd"""The logistic')


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
    tmux.see("F4 Code", "z = as_float(z)")
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
    tmux.see("You will be able to", "# mine", "def logistic")
    for size in ((60, 15), (20, 5), (140, 45), (30, 40), (200, 6)):
        tmux.resize(*size)
    tmux.see("Too small")
    tmux.resize(80, 24)
    tmux.see(before)
    tmux.type("!")
    tmux.see("# mine!")
