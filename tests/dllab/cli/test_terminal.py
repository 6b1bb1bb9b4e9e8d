"""On real terminals: a pseudo-terminal, and tmux at 80×24."""

import os
import pty
import select
import sys
import time

import pytest
from small_course import RIGHT, SQUARED, until

from dllab.cli import terminal


@pytest.fixture
def on_terminal(environment, tmp_path):
    """A function that runs a command in a pseudo-terminal and returns its status and what it wrote."""

    def run(*arguments, keys=b"", program=None, **extra):
        pid, master = pty.fork()
        if pid == 0:
            os.chdir(tmp_path)
            command = program or [sys.executable, "-m", "dllab", *map(str, arguments)]
            os.execvpe(command[0], command, {**environment, **extra})
        os.set_blocking(master, False)
        written, deadline = b"", time.monotonic() + 30
        while time.monotonic() < deadline:
            if select.select([master], [], [], 0.1)[0]:
                try:
                    data = os.read(master, 65536)
                except OSError:
                    break
                if not data:
                    break
                written += data
            elif keys and b"[y/N]" in written:  # it has been silent for a while: it waits for an answer
                os.write(master, keys)
                keys = b""
        os.close(master)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), written.decode()

    return run


def test_colours_on_a_terminal(on_terminal):
    status, text = on_terminal("list")
    assert status == 0
    assert "\x1b[1mNumbers" in text


def test_no_color(on_terminal, started):
    started("double", SQUARED)
    assert "\x1b[31m" in on_terminal("test", "double")[1]
    text = on_terminal("test", "double", NO_COLOR="1")[1]
    assert "\x1b[31m" not in text
    assert "✗ failed" in text


def test_a_dumb_terminal_gets_no_escapes(on_terminal, started):
    started("double", SQUARED)
    status, text = on_terminal("test", "double", TERM="dumb")
    assert status == 1
    assert "\x1b" not in text


def test_the_line_of_progress_is_wiped(on_terminal, started):
    started("double", RIGHT)
    status, text = on_terminal("test", "double")
    assert status == 0
    assert "\r\x1b[K1/2 double gives 6 for 3." in text
    assert text.rindex("\r\x1b[K") < text.index("Doubling")


def test_no_progress_where_nobody_looks(dllab, started):
    started("double", RIGHT)
    assert "\r" not in (done := dllab("test", "double")).out + done.err


def test_no_progress_before_a_pipe(on_terminal, started):
    started("double", RIGHT)
    command = f"{sys.executable} -m dllab test double | head -1"
    assert "\x1b[K" not in on_terminal(program=["sh", "-c", command])[1]


def test_a_long_text_is_paged_where_there_is_somebody(on_terminal, mini):
    lesson = mini / "exercises/01-numbers/double/lesson.md"
    pager = {"PAGER": "sed s/^/PAGED/"}
    assert "PAGED" not in on_terminal("show", "double", **pager)[1]
    lesson.write_text("A paragraph.\n\n" * 50)
    assert on_terminal("show", "double", **pager)[1].count("PAGED") > 50
    assert "PAGED" not in on_terminal("show", "double", "--no-pager", **pager)[1]
    status, text = on_terminal("show", "double", PAGER="no-such-pager")
    assert (status, text.count("A paragraph.")) == (0, 50)


def test_lines_are_folded_between_words():
    line = "  one two three-four /a/very/long/path/that/must/stay/whole five"
    assert terminal.fold(line, 20).split("\n") == [
        "  one two three-four",
        "    /a/very/long/path/that/must/stay/whole",
        "    five",
    ]


def test_an_error_on_a_terminal_is_folded_between_words(on_terminal):
    text = on_terminal("grade", "homework-with-a-name/that-is-long-and-of-no-exercise/at-all/nowhere.py")[1]
    assert text.split() == (
        [
            "dllab:",
            "homework-with-a-name/that-is-long-and-of-no-exercise/at-all/nowhere.py:",
            "no",
            "such",
            "file",
        ]
    )
    assert max(map(len, text.splitlines())) <= 80


def test_a_lesson_is_typeset(on_terminal):
    text = on_terminal("show", "double")[1]
    assert "# Doubling" not in text
    assert "2 · 3 = 6." in text


def test_reset_asks_at_the_keyboard(on_terminal, started, home):
    started("double", RIGHT)
    status, text = on_terminal("reset", "double", keys=b"y\n")
    assert status == 0
    assert "double.old-1.py" in text.replace("\r\n", "")


def test_ctrl_c_at_the_question_changes_nothing(on_terminal, started):
    path = started("double", RIGHT)
    status, text = on_terminal("reset", "double", keys=b"\x03")
    assert status == 3
    assert "Traceback" not in text
    assert path.read_text() == RIGHT


def test_a_report_in_tmux(tmux, started):
    started("double", SQUARED)
    screen = tmux(f"{sys.executable} -m dllab test double")
    text = until(lambda: "status=" in screen() and screen())
    lines = text.splitlines()
    assert "status=1" in text
    assert any(line.startswith("✗ failed  double gives 6 for 3.") for line in lines)
    long = next(line for line in lines if "double takes negative" in line)
    assert len(long) <= 80
    assert long.endswith("  0/2")
    assert "            the check may be that says so." in lines
    assert "  You multiply x by itself: doubling multiplies it by two." in lines


def test_watching_in_tmux_begins_each_result_at_the_top(tmux, started):
    path = started("double", SQUARED)
    screen = tmux(f"{sys.executable} -m dllab test double --watch")
    until(lambda: "known mistake: squared" in screen() and "Ctrl-C ends it" in screen())
    path.write_text(RIGHT)
    until(lambda: "Score 3 of 3" in screen() and "Ctrl-C ends it" in screen())
    assert screen().splitlines()[0] == "Doubling · double"
    assert "squared" not in screen()
    tmux.press("C-c")
    text = until(lambda: "status=" in screen() and screen())
    assert "status=3" in text.splitlines()
    assert "Traceback" not in text
