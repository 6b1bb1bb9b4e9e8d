"""The clean processes of one grading: on a device that is claimed on first need, and used again when idle.

TensorFlow spends 0.2–0.4 s on whatever a process does first; who asks a process that has worked before does
not pay for that again. What it answers is the same, bit by bit, as a new one's.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader.events import Listener, Note
from grader.failure import CheckFailed
from grader.sandbox.channel import GuestDied
from grader.sandbox.server import Server
from grader.training.devices import Claim, claim
from grader.training.hardware import cores
from grader.training.process import Place, Process, Setup


class Processes:
    """Where they come from. Safe to use from several threads.

    Args:
        server: gives the Keras fork server, which is started on first need.
        device: "auto", "cpu", "gpu" or "gpu:0".
        seconds: the kill switch for each request.
        listener: hears when a device has to be waited for.

    Attributes:
        setup: what they say of themselves, once there was one.
    """

    setup: Setup | None = None

    def __init__(self, server: Callable[[], Server], device: str, seconds: float, listener: Listener) -> None:
        self._server, self._wanted, self._seconds, self._listener = server, device, seconds, listener
        self._claiming = threading.Lock()  # may be held for minutes
        self._claim: Claim | None = None
        self._choosing = threading.Lock()
        self._idle: list[Process] = []

    @contextlib.contextmanager
    def open(self, seed: int, mixed_precision: bool = False) -> Iterator[Process]:
        """One for some questions, as if it were new; what fails in it is its end."""
        place = msgspec.structs.replace(self.place, mixed_precision=mixed_precision)
        process = self._idle_one(place, seed) or Process(self._server(), seed, place, self._seconds)
        self.setup = process.setup
        with contextlib.ExitStack() as failed:
            failed.enter_context(process)
            yield process
            failed.pop_all()
        self._idle.append(process)

    def close(self) -> None:
        """End the idle ones, and let go of the device."""
        while self._idle:
            self._idle.pop().close()
        if self._claim is not None:
            self._claim.close()
        self._claim = None

    @property
    def at_once(self) -> int:
        """How many may train side by side."""
        return cores() if self.place.device == "cpu" else 1

    @property
    def place(self) -> Place:
        """The device, claimed on first need and kept until the grading ends."""
        with self._claiming:
            if self._claim is None:
                self._claim = claim(self._wanted, lambda sentence: self._listener(Note(sentence)))
            if self._claim.device.kind == "cpu":
                return Place()
            files = sorted(str(path) for path in Path("/dev").glob("nvidia*"))
            return Place(self._claim.environment["CUDA_VISIBLE_DEVICES"], [*files, "/proc", "/sys"])

    def computed(self, mixed_precision: bool) -> dict[str, Any]:
        """Where networks of Keras' layers were trained, as a report says it."""
        assert self.setup is not None
        return {
            "device": self.setup.device,
            "backend": self.setup.backend,
            "threads": self.place.threads,
            "mixed_precision": mixed_precision,
            "note": self._note(self.setup),
        }

    def _note(self, setup: Setup) -> str:
        """What is unusual about the device."""
        if self._claim is None:
            return ""
        if self._claim.device.kind == "gpu" and setup.device.startswith("cpu"):
            return f"{self._claim.device.name} could not be used by {setup.backend}: trained on the CPU"
        return self._claim.note

    def _idle_one(self, place: Place, seed: int) -> Process | None:
        """One that is as good as new; those that no longer answer are let go."""
        while process := self._taken(place):
            try:
                process.reset(seed)
            except (CheckFailed, GuestDied):
                process.close()
            else:
                return process
        return None

    def _taken(self, place: Place) -> Process | None:
        with self._choosing:
            process = next((one for one in self._idle if one.place == place), None)
            if process:
                self._idle.remove(process)
        return process
