"""The machine, and how busy others kept it while we measured."""

from __future__ import annotations

import contextlib
import ctypes
import datetime
import os
import platform
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BUSY = 0.1
_PR_SET_CHILD_SUBREAPER = 36
_TICKS = os.sysconf("SC_CLK_TCK")


def describe() -> dict[str, Any]:
    """What the numbers were taken on."""
    return {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "system": platform.platform(),
        "processor": _line("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": cores(),
        "memory": _line("/proc/meminfo", "MemTotal"),
        "python": sys.version.split()[0],
        "load": load(),
    }


def load() -> float:
    """Processes that wanted a processor, averaged over the last minute."""
    return round(os.getloadavg()[0], 2)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _line(path: str, key: str) -> str:
    if not Path(path).is_file():
        return ""
    lines = Path(path).read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


class Neighbours:
    """The share of the machine that other processes took while parts were measured, by part.

    This process adopts what its descendants leave behind: the processor time inside bubblewrap would
    otherwise be nobody's, and be taken for other people's.
    """

    def __init__(self) -> None:
        self.shares: dict[str, float] = {}
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    @contextlib.contextmanager
    def watched(self, part: str) -> Iterator[None]:
        """Watch during one part. Our own processes must have ended when it does."""
        busy, mine, clock = _busy_seconds(), _own_seconds(), time.monotonic()
        yield
        _bury_orphans()
        others = _busy_seconds() - busy - (_own_seconds() - mine)
        available = (time.monotonic() - clock) * (os.cpu_count() or 1)
        self.shares[part] = round(max(0.0, others / available), 3)

    @property
    def busy(self) -> list[str]:
        """The parts during which others took more than a tenth of the machine."""
        return [part for part, share in self.shares.items() if share > BUSY]


def _busy_seconds() -> float:
    """Processor time spent on anything since the machine started, all cores together."""
    path = Path("/proc/stat")
    if not path.is_file():
        return _own_seconds()
    user, nice, system, _, _, irq, softirq, steal, *_ = map(int, path.read_text().split("\n")[0].split()[1:])
    return (user + nice + system + irq + softirq + steal) / _TICKS


def _bury_orphans(patience: float = 0.5) -> None:
    """Wait for adopted processes, so that what they used counts as ours."""
    deadline = time.monotonic() + patience
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < deadline:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.01)


def _own_seconds() -> float:
    uses = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)
