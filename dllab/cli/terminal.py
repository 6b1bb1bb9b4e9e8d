"""The one place that talks to the terminal: results to stdout, everything about them to stderr."""

from __future__ import annotations

import functools
import io
import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from dllab.spelling import spell
from dllab.wording import one_line
from grader.errors import DllabError, UsageError, in_words

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


@functools.cache
def console() -> Console:
    """Renders for stdout into memory: colours for a terminal (unless NO_COLOR), plain text elsewhere."""
    from rich.console import Console

    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    # Not False: FORCE_COLOR has a say where there is no terminal.
    forced = True if on_terminal else None
    return Console(file=io.StringIO(), force_terminal=forced, highlight=False, markup=False, emoji=False)


def show(*parts: RenderableType) -> None:
    """Print one below the other; a str is taken literally."""
    write(rendered(*parts))


def rendered(*parts: RenderableType) -> str:
    """What `show` prints."""
    out = console()
    out.file = memory = io.StringIO()
    for part in parts:
        # print() joins texts and forgets how they fold.
        no_wrap, overflow = getattr(part, "no_wrap", None), getattr(part, "overflow", None)
        out.print(part, crop=False, no_wrap=no_wrap, overflow=overflow)
    text = memory.getvalue()
    return text if out.is_terminal else "\n".join(line.rstrip() for line in text.split("\n"))


def width() -> int:
    """How many columns a line may take: a terminal's; elsewhere a line may be as long as it is."""
    return console().width if console().is_terminal else _ENDLESS


def say(text: str) -> None:
    """Print sentences, folded between words, with paths in their short form."""
    write(fold(familiar(text), width()))


def fold(text: str, columns: int) -> str:
    """Lines of so many columns; only spaces are broken at, so that paths and commands stay whole."""
    return "\n".join(_fold_line(line, columns) for line in text.split("\n"))


def familiar(text: str) -> str:
    """Paths as people name them: ~/dllab/x.py, and the course's files from the course's folder."""
    for folder, short in _short_names.items():
        text = re.sub(rf"(?<![\w./~'-]){re.escape(folder)}/", short, text)
    home = os.environ.get("HOME", "").rstrip("/")
    return re.sub(rf"(?<![\w./~'-]){re.escape(home)}/", "~/", text) if home.startswith("/") else text


def abbreviate_course(root: Path) -> None:
    """From now on `familiar` knows the course at `root`."""
    _short_names.update({f"{root}/{folder}": f"{folder}/" for folder in ("exercises", "solutions", "data")})


def agreed(question: str, what: str) -> bool:
    """Ask, and wait for y or n.

    Raises:
        UsageError: nobody is there to answer; it says that `what` is done without being asked by --yes.
    """
    refusal = f"nobody answered, so nothing was changed: {what} without being asked add --yes"
    return answer(question, refusal).lower() in ("y", "yes")


def answer(question: str, refusal: str) -> str:
    """Ask, and wait for a line.

    Raises:
        UsageError: nobody is there to answer; it says `refusal`.
    """
    say(question)
    write(" ")
    try:
        return input().strip()
    except (EOFError, RuntimeError, UnicodeDecodeError):  # RuntimeError: stdin is closed
        raise UsageError(refusal) from None


def show_json(value: Any) -> None:
    """Print one line of JSON, whatever the locale is."""
    import msgspec

    write_bytes(msgspec.json.encode(value) + b"\n")


def write(text: str) -> None:
    """Print text to stdout, with stand-ins for what its encoding lacks."""
    if sys.stdout is not None:
        write_bytes(encoded(text))


def encoded(text: str) -> bytes:
    """Text as stdout wants it."""
    return _encoded(text, sys.stdout)


def spelled(text: str) -> str:
    """Text as stdout's encoding can say it, for those who measure it before they write it."""
    return spell(text, getattr(sys.stdout, "encoding", None))


def write_bytes(data: bytes) -> None:
    """Print bytes to stdout; nothing is said when nobody reads any more (`| head`).

    Raises:
        DllabError: the disk that stdout goes to is full.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
        _state["closed"] = True
    except OSError as error:
        _silence(sys.stdout)
        raise DllabError(f"the output cannot be written: {in_words(error)}") from None


def is_closed() -> bool:
    """Whether stdout was found closed by its reader."""
    return _state["closed"]


def note(sentence: str) -> None:
    """One line to stderr; a terminal gets it folded between words."""
    _write_stderr(fold(familiar(f"dllab: {one_line(sentence)}"), _stderr_width()) + "\n")


def progress(text: str = "") -> None:
    """Replace the last line of a terminal's stderr; nothing elsewhere. Call it empty at the end."""
    if not (text or _state["progress"]) or not may_animate():
        return
    from rich.cells import set_cell_size

    _state["progress"] = bool(text)
    line = spell(one_line(text), getattr(sys.stderr, "encoding", None))
    # One column short: a full line would wrap, and only its last part could be erased.
    room = max(_stderr_width() - 1, 1)
    _write_stderr(f"\r\x1b[K{set_cell_size(line, room).rstrip()}")


def may_animate() -> bool:
    """Whether stderr is a terminal that understands, and nobody else writes there what we print."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return False
    try:
        mode = os.fstat(sys.stdout.fileno()).st_mode
    except (AttributeError, OSError, ValueError):  # there is no stdout
        return True
    return not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode))


def _stderr_width() -> int:
    if sys.stderr is None or not sys.stderr.isatty():
        return _ENDLESS
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 80


def clear() -> None:
    """Begin at the top of the screen; the scrollback stays."""
    write("\x1b[H\x1b[2J")


def end_line() -> None:
    """Leave the ^C that a terminal shows on a line of its own."""
    progress()
    if sys.stderr is not None and sys.stderr.isatty():
        _write_stderr("\n")


_ENDLESS = 10_000
_state = {"closed": False, "progress": False}
_short_names: dict[str, str] = {}


def _encoded(text: str, stream: TextIO) -> bytes:
    encoding = stream.encoding or "utf-8"
    return spell(text, encoding).encode(encoding, "replace")


def _fold_line(line: str, columns: int) -> str:
    if len(line) <= columns:
        return line
    import textwrap

    indent = line[: len(line) - len(line.lstrip())] + "  "
    folder = textwrap.TextWrapper(
        max(columns, 20), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(folder.wrap(line))


def _write_stderr(text: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.buffer.write(_encoded(text, sys.stderr))
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)  # there is nowhere left to say so


def _silence(stream: TextIO) -> None:
    """Send a broken stream's rest nowhere, so that Python does not stumble over it when it ends."""
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, stream.fileno())
    os.close(descriptor)
