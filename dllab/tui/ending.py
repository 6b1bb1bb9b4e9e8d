"""How the lab ends: what was typed is kept somewhere, and a mistake of the lab's is written down."""

from __future__ import annotations

import io
import os
import signal
import tempfile
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dllab import __version__, locations
from grader.errors import DllabError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dllab.buffer import Buffer
    from dllab.desk import Desk


def keep(desks: Iterable[Desk]) -> list[str]:
    """Keep a draft of what is not saved; a sentence for each that could not be."""
    return [str(error) for _, error in unkept(desks)]


def unkept(desks: Iterable[Desk]) -> list[tuple[Buffer, DllabError]]:
    """The same, with what could not be kept."""
    found = []
    for desk in desks:
        if desk.is_open:
            try:
                desk.buffer.keep()
            except DllabError as error:
                found.append((desk.buffer, error))
    return found


def keep_or_rescue(desks: Iterable[Desk]) -> list[str]:
    """The same for the last moment: what cannot be kept in the workspace is put elsewhere, and told where."""
    return [_rescue(buffer) or str(error) for buffer, error in unkept(desks)]


def hang_up() -> None:
    """End the lab as a terminal that is gone does; not every system tells all who lose theirs."""
    os.kill(os.getpid(), signal.SIGHUP)


def is_unsaved(desk: Desk) -> bool:
    """Whether something was typed that is not in the file."""
    return desk.is_open and desk.buffer.state != "saved"


def has_shell() -> bool:
    """Whether somebody would let a stopped lab go on: a parent with job control, in this session."""
    parent = os.getppid()
    try:
        return os.getsid(parent) == os.getsid(0) and os.getpgid(parent) != os.getpgid(0)
    except OSError:
        return False


def traceback_of(error: BaseException) -> str:
    """An exception and where it came from, without the values of variables: those may be anybody's."""
    return "".join(traceback.format_exception(error))


def as_text(renderables: Iterable[RenderableType]) -> str:
    """What Textual would print."""
    from rich.console import Console

    out = Console(file=io.StringIO(), width=100, markup=False)
    for renderable in renderables:
        out.print(renderable)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def log(crash: str) -> str:
    """Write down what went wrong, and say where."""
    blame = "the lab stopped by a mistake of its own"
    name = f"lab-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    for folder in (locations.logs(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write_new(folder / name, f"dllab {__version__}\n\n{crash}")
        except OSError:
            continue
        return f"{blame}: please report it with {folder / name}"
    return f"{blame}: {crash.strip().rpartition(chr(10))[2]}"


def _rescue(buffer: Buffer) -> str:
    """Where what was typed is now; "" where it could be put nowhere."""
    try:
        path = Path(tempfile.mkdtemp(prefix="dllab-")) / buffer.path.name
        _write_new(path, buffer.text)
    except OSError:
        return ""
    return f"drafts cannot be written beside {buffer.path}, so what you typed is in {path}"


def _write_new(path: Path, text: str) -> None:
    path.touch(0o600, exist_ok=False)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
