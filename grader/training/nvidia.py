"""The NVIDIA GPUs of this machine, whoever may use them: as nvidia-smi tells, or else the driver."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import msgspec

from grader.training.hardware import Device

DRIVER = Path("/proc/driver/nvidia")
PATIENCE = 30.0  # seconds; without the persistence daemon each GPU takes one or two to wake up

_FIELDS = "index,uuid,name,memory.total,memory.free,mig.mode.current"
_GPU = re.compile(r"GPU \d+: .*\(UUID: (GPU-[^)]+)\)")
_SLICE = re.compile(r"\s+MIG (\S+)\s+Device\s+\d+: \(UUID: (MIG-[^)]+)\)")


class Gpu(msgspec.Struct, frozen=True):
    """A GPU.

    Attributes:
        number: its index in the order of PCI addresses.
        whole: the GPU as one device.
        is_sliced: whether it is in MIG mode, where CUDA sees only its slices.
        slices: these, which may be none.
    """

    number: int
    whole: Device
    is_sliced: bool = False
    slices: list[Device] = []

    @property
    def usable(self) -> list[Device]:
        """What a process can train on: all of it, or the slices."""
        return self.slices if self.is_sliced else [self.whole]


def present() -> tuple[list[Gpu], str]:
    """All GPUs, and what is wrong with nvidia-smi, or ""."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return _told_by_driver(), ""
    try:
        gpus = _told_by_nvidia_smi(program)
    except (OSError, _Broken) as error:
        return _told_by_driver(), f"nvidia-smi does not work ({error})"
    return gpus, "" if gpus else "nvidia-smi finds no GPU"


class _Broken(Exception):
    """nvidia-smi is there and of no use."""


def _told_by_nvidia_smi(program: str) -> list[Gpu]:
    listing = _answer(program, f"--query-gpu={_FIELDS}", "--format=csv,noheader,nounits")
    rows = [line.split(", ") for line in listing.splitlines()]
    rows = [row for row in rows if len(row) == 6 and row[0].isdecimal()]
    names = {uuid: name for _, uuid, name, *_ in rows}
    is_sliced = any(row[5] == "Enabled" for row in rows)
    slices = _slices(_answer(program, "-L"), names) if is_sliced else {}
    return [
        Gpu(
            number=int(number),
            whole=Device("gpu", name, uuid, _megabytes(total) or 0, _megabytes(free)),
            is_sliced=mode == "Enabled",
            slices=slices.get(uuid, []),
        )
        for number, uuid, name, total, free, mode in rows
    ]


def _slices(listing: str, names: dict[str, str]) -> dict[str, list[Device]]:
    """The MIG slices of each GPU by its UUID, as `nvidia-smi -L` lists them below it."""
    slices: dict[str, list[Device]] = {}
    parent = ""
    for line in listing.splitlines():
        if whole := _GPU.match(line):
            parent = whole[1]
        elif part := _SLICE.match(line):
            size = re.search(r"(\d+)gb", part[1])
            memory = int(size[1]) * 1024 if size else 0
            name = f"{names.get(parent, 'GPU')} MIG {part[1]}"
            slices.setdefault(parent, []).append(Device("gpu", name, part[2], memory))
    return slices


def _megabytes(text: str) -> int | None:
    """None for "[N/A]" and the like: a GPU that shares the computer's memory."""
    return int(text) if text.isdecimal() else None


def _told_by_driver() -> list[Gpu]:
    """From DRIVER/gpus/<PCI address>/information, in the order of nvidia-smi."""
    gpus = []
    for number, path in enumerate(sorted(DRIVER.glob("gpus/*/information"))):
        with contextlib.suppress(OSError):
            lines = [line.partition(":") for line in path.read_text(errors="replace").splitlines()]
            facts = {key.strip(): value.strip() for key, _, value in lines}
            uuid = facts.get("GPU UUID", "")
            # All question marks until somebody has used the GPU.
            index = uuid if uuid.startswith("GPU-") and "?" not in uuid else str(number)
            gpus.append(Gpu(number, Device("gpu", facts.get("Model", "NVIDIA GPU"), index, 0)))
    return gpus


def _answer(program: str, *arguments: str) -> str:
    """What the program prints.

    Raises:
        OSError: it cannot be started.
        _Broken: it fails or hangs.
    """
    process = subprocess.Popen(
        [program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        text, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise _Broken(f"no answer within {PATIENCE:.0f} s") from None
    finally:
        _end(process)
    if process.returncode:
        said = (text.strip() or f"exit status {process.returncode}").splitlines()[0]
        raise _Broken(said[:200])
    return text


def _end(process: subprocess.Popen[str]) -> None:
    """Kill what still runs, without waiting for ever: a dead GPU can hold a process in the kernel."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)
    if process.stdout:
        process.stdout.close()
