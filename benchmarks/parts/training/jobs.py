"""Trainings a minute, one or several at a time, on the CPU and, where there is one, on a GPU."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from common.machine import cores
from common.results import Result, ratio
from grader.errors import DeviceError
from grader.sandbox.server import Server
from grader.training import devices
from grader.training.devices import Device
from grader.training.loop import Tell
from grader.training.process import Place, Process
from networks.course import CNN, DEEP, MLP, Network
from parts.training import clean
from parts.training.bare import Bare

_SECONDS = 600.0
_ON_A_GPU = (1, 2, 4)  # at a time


def measure(backend: str, environment: dict[str, str], rounds: int, quick: bool) -> list[Result]:
    """All lines.

    Args:
        backend: Keras'.
        environment: of the Keras template.
        rounds: trainings of each kind, for each that runs at a time.
        quick: a small network only.
    """
    networks = (MLP,) if quick else (MLP, CNN, DEEP)
    server = clean.server(backend)
    try:
        with Bare(environment) as bare:
            descriptions = {network: bare.architecture(network) for network in networks}
        jobs = {network: clean.job(network, text) for network, text in descriptions.items()}
        try:
            with devices.claim("gpu", print) as claim:
                return _with_gpu(server, jobs, claim.device, rounds)
        except DeviceError as error:
            return _without(server, jobs, str(error), rounds)
    finally:
        server.close()


def _without(server: Server, jobs: dict[Network, Any], why: str, rounds: int) -> list[Result]:
    lines: list[Result] = []
    for network, job in jobs.items():
        lines += _on_cpu(server, network, job, rounds) if network is not DEEP else []
    reason = why.partition(" (to train")[0]  # what a command would take instead is no matter here
    return [*lines, Result("Trainings a minute on a GPU", "not measured", "", note=reason)]


def _with_gpu(server: Server, jobs: dict[Network, Any], gpu: Device, rounds: int) -> list[Result]:
    lines: list[Result] = []
    for network, job in jobs.items():
        on_cpu = _on_cpu(server, network, job, rounds)
        lines += on_cpu
        lines += _on_gpu(server, network, job, gpu, rounds, least=on_cpu[0].median or 0.0)
    return lines


def _on_cpu(server: Server, network: Network, job: Any, rounds: int) -> list[Result]:
    lines: list[Result] = []
    for count in dict.fromkeys((1, cores())):
        rates, _ = _rates(server, job, Place(), count, rounds)
        note = ratio(statistics.median(rates), lines[0].median or 0.0, "one at a time") if lines else ""
        lines.append(Result(_part(network), f"CPU, {count} at a time", "/min", rates, note=note))
    return lines


def _on_gpu(
    server: Server, network: Network, job: Any, gpu: Device, rounds: int, least: float
) -> list[Result]:
    """With what the GPU's memory holds meanwhile; `least` is the CPU's rate of one at a time."""
    files = sorted(str(path) for path in Path("/dev").glob("nvidia*"))
    place = Place(gpu.index, [*files, "/proc", "/sys"])
    with Process(server, 0, place, _SECONDS) as process:
        setup = process.setup
    if setup.device.startswith("cpu"):
        return [Result(_part(network), gpu.name, "", note=f"{setup.backend} cannot use it: not measured")]
    lines: list[Result] = []
    for count in _ON_A_GPU:
        rates, used = _rates(server, job, place, count, rounds)
        note = ratio(statistics.median(rates), least, "one at a time on the CPU")
        note += f", {used} of its {gpu.memory_mb} MB in use" if used else ""
        lines.append(Result(_part(network), f"{gpu.name}, {count} at a time", "/min", rates, note=note))
    return lines


def _part(network: Network) -> str:
    return f"Trainings a minute: {network}"


def _ignore(epoch: int, step: int, numbers: dict[str, float]) -> None:
    """A listener that does not listen."""


def _rates(server: Server, job: Any, place: Place, count: int, rounds: int) -> tuple[list[float], int | None]:
    """Jobs a minute of each round of `count` that start together, and the GPU's memory in use.

    A first round, in which that is looked at, fills caches and does not count.
    """
    data, meter = clean.task(), _Meter(place)

    def one(number: int, tell: Tell = _ignore) -> None:
        with Process(server, number, place, _SECONDS) as process:
            train, validation = (data.train.x, data.train.y), (data.validation.x, data.validation.y)
            process.fit(job, train, validation, data.test.x, tell)

    rates = []
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(partial(one, tell=meter.step), range(count)))
        for _ in range(rounds):
            started = time.perf_counter()
            list(pool.map(one, range(count)))
            rates.append(60 * count / (time.perf_counter() - started))
    return rates, meter.used


class _Meter:
    """A listener that looks at the GPU's memory from the second epoch on."""

    def __init__(self, place: Place) -> None:
        self.used: int | None = None
        self._index = place.device

    def step(self, epoch: int, step: int, numbers: dict[str, float]) -> None:
        """Called in every training of a round."""
        if epoch == 0 or self._index == "cpu":
            return
        found = next((one for one in devices.find() if one.index == self._index), None)
        if found is not None and found.free_mb is not None:
            self.used = max(self.used or 0, found.memory_mb - found.free_mb)
