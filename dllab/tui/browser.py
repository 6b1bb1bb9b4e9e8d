"""The lab's driver where a browser is its terminal; `dllab serve` chooses it."""

from __future__ import annotations

import asyncio
import os
import signal
from functools import partial
from typing import Any

from textual.drivers.web_driver import WebDriver

from dllab.tui.ending import hang_up


class BrowserDriver(WebDriver):
    """Textual's web driver, to which a server that is gone is a terminal that hangs up.

    The driver it extends would leave the lab running for nobody, and would let SIGTERM end it without a
    word to the lab.
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._write = partial(_write, self.fileno)

    def start_application_mode(self) -> None:
        """Begin; every signal that ends the lab does so in the lab's own way."""
        super().start_application_mode()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, hang_up)

    def run_input_thread(self) -> None:
        """Read until the lab ends, or there is nobody left to read from."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            hang_up()


def _write(descriptor: int, data: bytes) -> int:
    """Write all of it; a signal may have come between."""
    written = 0
    try:
        while written < len(data):
            written += os.write(descriptor, data[written:])
    except BrokenPipeError:
        return len(data)  # nobody sees it; the input ends as well
    return written
