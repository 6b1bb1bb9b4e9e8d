"""The one place that talks to the terminal: results to stdout, everything about them to stderr."""

from __future__ import annotations

import functools
import io
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from grader.errors import DllabError
from grader.neutral import plain

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
    out = console()
    out.file = rendered = io.StringIO()
    for part in parts:
        # print() joins texts and forgets how they fold.
        no_wrap, overflow = getattr(part, "no_wrap", None), getattr(part, "overflow", None)
        out.print(part, crop=False, no_wrap=no_wrap, overflow=overflow)
    text = rendered.getvalue()
    write(text if out.is_terminal else "\n".join(line.rstrip() for line in text.split("\n")))


def width() -> int:
    """How many columns a line may take: a terminal's; elsewhere a line may be as long as it is."""
    return console().width if console().is_terminal else _ENDLESS


def show_json(value: Any) -> None:
    """Print one line of JSON, whatever the locale is."""
    import msgspec

    write_bytes(msgspec.json.encode(value) + b"\n")


def write(text: str) -> None:
    """Print text to stdout, with stand-ins for what its encoding lacks."""
    if sys.stdout is not None:
        write_bytes(_encoded(text, sys.stdout))


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
        raise DllabError(f"the output cannot be written: {error.strerror or error}") from None


def is_closed() -> bool:
    """Whether stdout was found closed by its reader."""
    return _state["closed"]


def note(sentence: str) -> None:
    """One line to stderr."""
    _write_stderr(f"dllab: {one_line(sentence)}\n")


def progress(text: str = "") -> None:
    """Replace the last line of a terminal's stderr; nothing elsewhere. Call it empty at the end."""
    if not (text or _state["progress"]):
        return
    if sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb":
        _state["progress"] = bool(text)
        _write_stderr(f"\r\x1b[K{one_line(text)[: max(width() - 1, 20)]}")


def clear() -> None:
    """Begin at the top of the screen; the scrollback stays."""
    write("\x1b[H\x1b[2J")


def end_line() -> None:
    """Leave the ^C that a terminal shows on a line of its own."""
    progress()
    if sys.stderr is not None and sys.stderr.isatty():
        _write_stderr("\n")


def printable(text: str) -> str:
    """Text from elsewhere without what a terminal would obey."""
    return plain(text).expandtabs(4)


def one_line(text: str) -> str:
    """The same, on one line."""
    return " ".join(printable(text).split())


_ASCII = str.maketrans(
    {"✓": "+", "✗": "x", "○": "o", "●": "*", "◐": "-", "…": "...", "·": "-", "│": "|", "─": "-", "—": "-"}
)

_ENDLESS = 10_000
_state = {"closed": False, "progress": False}


def _encoded(text: str, stream: TextIO) -> bytes:
    encoding = stream.encoding or "utf-8"
    if not encoding.lower().startswith("utf"):
        text = text.translate(_ASCII)
    return text.encode(encoding, "replace")


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
