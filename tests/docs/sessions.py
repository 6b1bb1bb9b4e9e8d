"""Sessions in the documentation: their files are written, their commands run, and what is printed compared.

A page is plain Markdown. A paragraph that is a path and a colon names the file that the next code block is;
where it begins with "To the end of", the block is added to that file:

    `exercises/01-numbers/mean/checks.py`:

    ```python
    …
    ```

A console block is a session: lines that begin with "$ " are commands, which go on after a backslash at the
end of a line; the others are what they print on a terminal of 80 columns. There, … stands for anything within
a line, and alone for any number of lines.
"""

import os
import pty
import re
import select
import subprocess
import termios
import tty
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt


class File(NamedTuple):
    """A file that a page has its reader write."""

    line: int
    path: str
    text: str
    added: bool


class Command(NamedTuple):
    """A command of a session, and what it prints."""

    line: int
    command: str
    printed: str


def steps(page):
    """What a page's reader does, from top to bottom."""
    tokens = MarkdownIt().parse(page)
    for index, token in enumerate(tokens):
        if token.type != "fence":
            continue
        line = token.map[0] + 1
        if token.info == "console":
            yield from _commands(token.content, line + 1)
        elif index > 1 and (label := _LABEL.fullmatch(tokens[index - 2].content)):
            yield File(line, label[2], token.content, bool(label[1]))


def _commands(session, line):
    """The commands of one console block, whose first line is that of the page."""
    for part in _PROMPT.split(session)[1:]:
        command, _, printed = part.partition("\n")
        while command.endswith("\\"):
            more, _, printed = printed.partition("\n")
            command += f"\n{more}"
        yield Command(line, command, printed)
        line += part.count("\n")


def write(folder, step):
    """Write a file, or add to it, below `folder`."""
    path = folder / step.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if step.added else "w") as file:
        file.write(step.text)


def agrees(printed, got):
    """Whether a command printed what the page shows."""
    pattern = "".join(_pattern(line) for line in printed.splitlines())
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in got.splitlines())) is not None


def _pattern(line):
    if line == "…":
        return "(?:.*\n)*"
    return re.escape(line).replace("…", ".*") + "\n"


class Shell:
    """A shell in which one command follows the other, on a terminal of 80 columns that knows no escapes.

    Args:
        folder: where it begins.
        env: its environment.
    """

    def __init__(self, folder: Path, env: dict[str, str]):
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        termios.tcsetwinsize(slave, (24, 80))
        self._process = subprocess.Popen(
            ["bash", "--norc", "-c", _LOOP],
            cwd=folder,
            env={**env, "TERM": "dumb"},
            stdin=subprocess.PIPE,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)

    def run(self, command):
        """What a command prints; nobody answers what it asks."""
        self._process.stdin.write(f"{command}\0".encode())
        self._process.stdin.flush()
        got = b""
        while not got.endswith(b"\0"):
            assert select.select([self._master], [], [], 120)[0], f"`{command}` does not end: {got!r}"
            got += os.read(self._master, 1 << 16)
        return got[:-1].decode()

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        os.close(self._master)


_LABEL = re.compile(r"(To the end of )?`([^`\s]+)`:")
_PROMPT = re.compile(r"^\$ ", re.MULTILINE)
_LOOP = r"""while IFS= read -r -d '' command; do eval "$command" </dev/null; printf '\0'; done"""
