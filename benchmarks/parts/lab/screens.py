"""The lab's screens, and how one gets there with keys."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from parts.lab.terminal import Terminal

ENTER, F3, F4 = "\r", "\x1bOR", "\x1bOS"
UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
FIRST_PAINT = ("The logistic unit", "Quit")  # the course's first exercise, and the last thing drawn


@dataclass(frozen=True)
class Screen:
    """A place in the lab.

    Attributes:
        name: in the table.
        way: keys that lead there from the course, each with what it brings to the screen.
        keys: what is pressed there, one after the other, again and again.
    """

    name: str
    way: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]


SCREENS = (
    Screen("course, down", (), (DOWN,) * 30 + (UP,) * 30),
    Screen("editor, a letter", ((ENTER, "Lesson"), (F4, ".py ")), tuple("x = 12 + y\r")),
    Screen("figure, a turn", ((ENTER, "Lesson"), (F3, "boundary")), (RIGHT,) * 10 + (LEFT,) * 10),
)


@dataclass(frozen=True)
class Lab:
    """How the lab is started.

    Attributes:
        course, home: what it shows.
    """

    course: Path
    home: Path

    @property
    def command(self) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "dllab"]

    @property
    def env(self) -> dict[str, str]:
        """Its environment: the learner's own course, work and settings stay out of it."""
        own = {"DLLAB_COURSE": self.course, "DLLAB_HOME": self.home, "XDG_CONFIG_HOME": self.home / "config"}
        # Bytecode is kept, as in an install: a file that was edited is compiled in the first turn alone.
        rest = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**rest, **{name: str(path) for name, path in own.items()}}

    def at(self, screen: Screen) -> Terminal:
        """A lab that shows a screen and is at rest."""
        terminal = Terminal(self.command, self.env)
        terminal.until(*FIRST_PAINT)
        for key, brings in screen.way:
            terminal.settle()
            terminal.type(key)
            terminal.until(brings)
        terminal.settle()
        return terminal
