"""What was found out about this machine, in words."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import TYPE_CHECKING

from grader.report import Environment

if TYPE_CHECKING:
    from grader.training.devices import Training

MARKS = {"yes": ("✓", "green"), "no": ("✗", "red")}


def findings(environment: Environment) -> Iterator[tuple[str, str]]:
    """Names and findings about Python and the sandbox; a finding of "yes" or "no" has one of MARKS."""
    sandbox = environment.sandbox
    yield "Python", f"{environment.python} · {platform.system()} {platform.release()} {platform.machine()}"
    yield "NumPy", environment.numpy
    yield "sandbox level", sandbox.level
    yield "  files kept away", _word(sandbox.filesystem)
    yield "  network kept away", _word(sandbox.network)
    yield "  processes kept away", _word(sandbox.processes)
    yield "  Landlock", f"ABI {sandbox.landlock}" if sandbox.landlock else "no"
    yield "  seccomp", _word(sandbox.seccomp)
    yield "  bubblewrap", _word(sandbox.bubblewrap)


def training_findings(training: Training) -> Iterator[tuple[str, str]]:
    """The same about what networks can be trained with."""
    *gpus, cpu = training.devices
    for number, gpu in enumerate(gpus):
        memory = f" · {gpu.memory_mb:,} MB" if gpu.memory_mb else ""
        free = f", {gpu.free_mb:,} of them free" if gpu.free_mb is not None else ""
        yield f"  gpu:{number}", gpu.name + memory + free
    yield "  cpu", f"{cpu.memory_mb:,} MB"
    yield "  backend", training.backend
    for package, version in training.versions.items():
        yield f"  {package}", version
    for note in training.notes:
        yield "  note", note


def _word(found: bool) -> str:
    return "yes" if found else "no"
