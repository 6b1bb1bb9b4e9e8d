"""The lab's driver: a terminal that is gone ends the lab, and one that lacks characters gets others."""

from __future__ import annotations

import codecs
import os
import selectors
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from dllab.spelling import spell_cells
from dllab.tui.ending import hang_up

if TYPE_CHECKING:
    from textual.app import App

TICK = 0.1  # seconds until a lone Escape is known to be one


class LabDriver(LinuxDriver):
    """Textual's driver; where that would wait forever, spin or fail, this one hangs up."""

    def __init__(self, app: App[Any], **settings: Any) -> None:
        super().__init__(app, **settings)
        assert self._file is not None
        self._file = cast(Any, Output(self._file))

    def run_input_thread(self) -> None:
        """Read keys until the lab ends, or there is nobody left to press any."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(TICK):
                    data = self._read()
                    if not data:
                        hang_up()
                        break
                    self._tell(parser.feed(decode(data)))
                self._tell(parser.tick())

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _tell(self, messages: Any) -> None:
        for message in messages:
            self.process_message(message)


class Output:
    """What is drawn on: writes to a terminal never fail; the first that would ends the lab.

    Args:
        stream: the terminal's.
    """

    def __init__(self, stream: TextIO) -> None:
        self._descriptor, self._encoding = stream.fileno(), stream.encoding
        self._lost = False

    def write(self, text: str) -> None:
        """Write all of it, with stand-ins for what the terminal's encoding lacks."""
        data = spell_cells(text, self._encoding).encode(self._encoding, "replace")
        try:
            while data and not self._lost:
                data = data[os.write(self._descriptor, data) :]
        except OSError:
            self._lost = True
            hang_up()

    def flush(self) -> None:
        """Everything is written already."""

    def fileno(self) -> int:
        """The terminal's."""
        return self._descriptor
