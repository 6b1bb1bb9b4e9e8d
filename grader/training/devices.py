"""The device of a training job: found, chosen, and held for as long as the job lasts.

One job per GPU at a time, for all users of the machine. Nothing here loads TensorFlow, JAX or Keras.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from types import TracebackType

from grader.errors import DeviceError
from grader.training import locks
from grader.training.gpus import Survey, survey
from grader.training.hardware import Device, cpu
from grader.training.installed import Training, describe, installed_backend

__all__ = ["Claim", "Device", "Training", "check", "claim", "describe", "find", "installed_backend"]

POLL = 0.2  # seconds between two attempts to get a busy GPU
ROOM = 2048  # MiB that a GPU must have free to be taken unasked


class Claim:
    """A device that this process holds, as a context manager.

    Attributes:
        device: what to train on.
        note: a sentence for the report where it is not what one might expect, else "".
        environment: what the training process must have set before it touches a device.
    """

    def __init__(self, device: Device, note: str = "", lock: locks.Lock | None = None) -> None:
        self.device, self.note, self._lock = device, note, lock
        self.environment = {"CUDA_VISIBLE_DEVICES": device.index}

    def close(self) -> None:
        """Let the next job have it; a second time does nothing."""
        if self._lock:
            self._lock.close()

    def __enter__(self) -> Claim:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def find() -> list[Device]:
    """The GPUs that this process may use, CUDA_VISIBLE_DEVICES honoured; none is no error."""
    return survey().devices


def _nobody(sentence: str) -> None:
    """The listener that does not listen."""


def claim(wanted: str = "auto", listener: Callable[[str], None] = _nobody) -> Claim:
    """Get a device for one training job; close the claim after it.

    Args:
        wanted: "auto", a free GPU, else the CPU; "cpu"; "gpu", any GPU, and wait for it where all are busy;
            "gpu:0", that of the GPUs which `find` gives.
        listener: hears a sentence before there is waiting to be done. The waiting ends with the other job,
            or by an exception (Ctrl-C).

    Raises:
        DeviceError: there is no such device, or it cannot be locked.
    """
    asked = check(wanted)
    if wanted == "cpu":
        return Claim(cpu())
    if wanted == "auto":
        return _whatever_is_free()
    found = survey()
    if not found.devices:
        raise DeviceError(f"no GPU can be used: {found.reason} (to train on the CPU: --device cpu)")
    return _one_of(found, _asked_for(found.devices, asked[1]), listener)


def check(wanted: str) -> re.Match[str]:
    """Whether that is a device's name at all; see `claim`.

    Raises:
        DeviceError: it is not.
    """
    asked = re.fullmatch(r"auto|cpu|gpu(?::(\d{1,4}))?", wanted)
    if asked is None:
        raise DeviceError(f"{wanted!r} is no device: say auto, cpu, gpu, or gpu:0, gpu:1 … for a certain GPU")
    return asked


def _whatever_is_free() -> Claim:
    found = survey()
    if not found.devices:
        return Claim(cpu(), f"{found.trouble}: trained on the CPU" if found.trouble else "")
    try:
        taken = _first_free([device for device in found.devices if not _is_full(device)])
    except DeviceError as error:
        return Claim(cpu(), f"trained on the CPU, for {error}")
    if taken:
        return Claim(taken[0], found.trouble, taken[1])
    many = len(found.devices)
    busy = "the GPU is" if many == 1 else f"all {many} GPUs are"
    return Claim(cpu(), f"{busy} busy: trained on the CPU")


def _one_of(found: Survey, devices: list[Device], listener: Callable[[str], None]) -> Claim:
    """The first of these that is free, now or later."""
    taken = _first_free(devices)
    if not taken:
        busy = f"the GPU ({devices[0].name}) is" if len(devices) == 1 else f"all {len(devices)} GPUs are"
        listener(f"{busy} busy with other jobs: waiting (Ctrl-C ends it; --device cpu need not wait)")
    while not taken:
        time.sleep(POLL)
        taken = _first_free(devices)
    full = "other programs have taken most of the GPU's memory" if _is_full(taken[0]) else ""
    return Claim(taken[0], found.trouble or full, taken[1])


def _asked_for(devices: list[Device], number: str | None) -> list[Device]:
    """Those any of which will do."""
    if number is None or int(number) < len(devices):
        return devices if number is None else [devices[int(number)]]
    names = "gpu:0" if len(devices) == 1 else f"gpu:0 to gpu:{len(devices) - 1}"
    raise DeviceError(f"there is no gpu:{number}: this process may use {names}")


def _first_free(devices: list[Device]) -> tuple[Device, locks.Lock] | None:
    for device in devices:
        if lock := locks.attempt(device.index):
            return device, lock
    return None


def _is_full(device: Device) -> bool:
    """Whether other programs, which know nothing of these locks, have taken its memory."""
    return device.free_mb is not None and device.free_mb < min(ROOM, device.memory_mb / 2)
