"""A whole command, and what its own process took: what it starts does the grading."""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from common.processes import Failed, own_seconds
from parts.memory import peak

_LOOK_EVERY = 0.02  # seconds
_TIMEOUT = 1800


@dataclass(frozen=True)
class Usage:
    """Of one command.

    Attributes:
        seconds: wall time, from nothing to its end.
        processor: seconds that its own process computed, without those that it started.
        peak: the largest resident size of its own process, MB, as of the last look.
    """

    seconds: float
    processor: float
    peak: float


def watch(command: list[str], cwd: Path) -> Usage:
    """Run a command to its end (Linux).

    Raises:
        Failed: its status is not 0, or it takes half an hour.
    """
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        started, largest = time.perf_counter(), 0.0
        process = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        ended = os.pidfd_open(process.pid)
        try:
            while not select.select([ended], [], [], _LOOK_EVERY)[0]:
                largest = max(largest, peak(str(process.pid)))
                if time.perf_counter() - started > _TIMEOUT:
                    raise Failed(f"`{' '.join(command[:4])} …` takes more than {_TIMEOUT} s")
            spent = time.perf_counter() - started
            processor = own_seconds(process.pid)  # before it is buried
        finally:
            os.close(ended)
            process.kill()
            process.wait()
        if process.returncode:
            said.seek(0)
            last = said.read().strip().rpartition("\n")[2][:200]
            raise Failed(f"`{' '.join(command[:4])} …` ended with status {process.returncode}: {last}")
    return Usage(spent, processor, largest)
