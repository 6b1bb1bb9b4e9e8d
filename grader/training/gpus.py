"""The GPUs that this process may use: those of the machine that CUDA_VISIBLE_DEVICES leaves to it."""

from __future__ import annotations

import os
import re

import msgspec

from grader.training.hardware import Device
from grader.training.nvidia import Gpu, present

_DELIBERATELY_NONE = ("", "-1", "NoDevFiles")  # the last is what Slurm gives a job without GPUs


class Survey(msgspec.Struct, frozen=True):
    """What a look at the machine found.

    Attributes:
        devices: the GPUs that may be used, in the order of CUDA_VISIBLE_DEVICES, else of the driver.
        reason: why there are none; "" where there are some.
        trouble: what is out of order and should be told whoever trains; "" where nothing is.
    """

    devices: list[Device]
    reason: str = ""
    trouble: str = ""


def survey() -> Survey:
    """Look which GPUs this process may use."""
    chosen = os.environ.get("CUDA_VISIBLE_DEVICES")
    if chosen is not None and chosen.strip() in _DELIBERATELY_NONE:
        value = chosen.strip() or "empty"
        return Survey([], f"CUDA_VISIBLE_DEVICES is {value}, which hides every GPU: unset it to use one")
    gpus, trouble = present()
    if not gpus:
        return Survey([], trouble or "no NVIDIA driver was found here", trouble)
    usable = [device for gpu in gpus for device in gpu.usable]
    devices = usable if chosen is None else _visible(gpus, chosen)
    if devices:
        return Survey(devices, trouble=trouble)
    if usable:
        reason = f"CUDA_VISIBLE_DEVICES={chosen} names no GPU of this machine, which has {len(gpus)}"
    else:
        reason = "MIG mode is on, and no GPU has been divided yet"
    return Survey([], reason, reason)


def _visible(gpus: list[Gpu], chosen: str) -> list[Device]:
    """Those that a value of CUDA_VISIBLE_DEVICES names, by CUDA's rules.

    The list ends before the first name of nothing; a GPU named twice voids all of it.
    """
    found: list[Device] = []
    for word in chosen.split(","):
        device = _named(gpus, word.strip())
        if device is None:
            break
        if device in found:
            return []
        found.append(device)
    return found


def _named(gpus: list[Gpu], word: str) -> Device | None:
    """By number, or by UUID, of which the beginning is enough where it fits only one."""
    if word.startswith("MIG-"):
        slices = [device for gpu in gpus for device in gpu.slices]
        exact = [device for device in slices if device.index == word]
        matching = exact or [device for device in slices if device.index.startswith(word)]
        return matching[0] if len(matching) == 1 else None
    if word.startswith("GPU-"):
        fitting = [gpu for gpu in gpus if gpu.whole.index.startswith(word)]
    else:
        number = re.match(r"\d+", word)
        fitting = [gpu for gpu in gpus if number and gpu.number == int(number[0])]
    return fitting[0].usable[0] if len(fitting) == 1 and fitting[0].usable else None
