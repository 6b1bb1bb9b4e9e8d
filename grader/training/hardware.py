"""What there can be to train on."""

from __future__ import annotations

import os
from typing import Literal

import msgspec


class Device(msgspec.Struct, frozen=True):
    """Something to train on.

    Attributes:
        kind: what it is.
        name: "CPU", or the GPU's as its driver has it.
        index: "" for the CPU; for a GPU what CUDA_VISIBLE_DEVICES must hold, a UUID where one is known.
        memory_mb: all of its memory, in MiB; 0 where nobody tells.
        free_mb: what no process used when it was found, in MiB; None where nobody tells.
    """

    kind: Literal["cpu", "gpu"]
    name: str
    index: str
    memory_mb: int
    free_mb: int | None = None


def cores() -> int:
    """The cores that this process may use, where the machine says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cpu() -> Device:
    """The computer itself."""
    return Device("cpu", "CPU", "", os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20)
