"""A terminal for what is tested inside this process."""

import contextlib
import io
import os
import pty
import sys
import termios
import tty

import pytest

from dllab.cli import terminal


@pytest.fixture
def screen(monkeypatch):
    """A function that makes a terminal of stdout and stderr: screen(columns=80, NO_COLOR="1") -> read.

    `read()` gives what was written there since the last time.
    """
    opened = []

    def start(columns=80, encoding="utf-8", **variables):
        master, slave = pty.openpty()
        tty.setraw(slave)
        termios.tcsetwinsize(slave, (24, columns))
        os.set_blocking(master, False)
        stream = os.fdopen(slave, "w", encoding=encoding)
        opened.append((master, stream))
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stderr", stream)
        forget(monkeypatch)
        fixed = {"COLUMNS": str(columns), "LINES": "24", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        for name, value in (fixed | variables).items():
            monkeypatch.setenv(name, value)

        def read():
            written = b""
            with contextlib.suppress(BlockingIOError):
                while True:
                    written += os.read(master, 1 << 16)
            return written.decode(encoding)

        return read

    yield start
    monkeypatch.undo()
    terminal.console.cache_clear()
    for master, stream in opened:
        stream.close()
        os.close(master)


@pytest.fixture
def page(monkeypatch):
    """Makes a file of stdout."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "utf-8"))
    forget(monkeypatch)
    yield
    monkeypatch.undo()
    terminal.console.cache_clear()


def forget(monkeypatch):
    """What the machine that runs the tests wishes, and what was found out about its terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "LC_ALL", "LC_CTYPE"):
        monkeypatch.delenv(name, raising=False)
    terminal.console.cache_clear()
