"""Where the seconds of a training go, step by step, in turns with bare ones."""

from __future__ import annotations

import statistics

from common.results import Result, ratio
from networks.course import CNN, MLP, Network
from parts.training import clean
from parts.training.bare import Bare
from parts.training.clean import Steps

_STEPS = {
    "fork": ("a clean process: fork, sandbox, first answer", "ms"),
    "begin": ("  device, threads, seed", "ms"),
    "wire": ("  arrays in, predictions out, listening", "ms"),
    "first": ("  fit + predict, the first in its process", "s"),
    "again": ("  fit + predict again in the same process", "s"),
    "close": ("  its end", "ms"),
}
_SCALES = {"s": 1.0, "ms": 1e3}


def measure(backend: str, environment: dict[str, str], rounds: int, quick: bool) -> list[Result]:
    """All lines.

    Args:
        backend: Keras'.
        environment: of the Keras template.
        rounds: how often.
        quick: a small network only.
    """
    lines: list[Result] = []
    with Bare(environment) as bare:
        for network in (MLP,) if quick else (MLP, CNN):
            lines += _of_network(backend, bare, network, rounds)
    return lines


def _of_network(backend: str, bare: Bare, network: Network, rounds: int) -> list[Result]:
    part = f"Where the time goes: {network.title}"
    samples: dict[str, list[float]] = {"plain": [], "watched": []}
    boxed: list[Steps] = []
    open_: list[Steps] = []
    servers = clean.server(backend), clean.server(backend, sandbox=False)
    data, job = clean.task(), clean.job(network, bare.architecture(network))
    try:
        for turn in range(rounds + 1):
            told = [clean.steps(server, job, data) for server in servers]
            plain, watched = (bare.fit(network, 1, watched).seconds for watched in (False, True))
            if turn:  # the first warms up
                boxed.append(told[0])
                open_.append(told[1])
                samples["plain"].append(plain)
                samples["watched"].append(watched)
    finally:
        for server in servers:
            server.close()
    least = statistics.median(samples["plain"])
    first = [told.first for told in open_]
    return [
        Result(part, "bare fit + predict, warm process", "s", samples["plain"]),
        Result(part, "  with the loss of each step read", "s", samples["watched"],
               note=_against(samples["watched"], least)),
        *(_line(part, boxed, step, least) for step in _STEPS),
        Result(part, "fit + predict, the first in its process, no sandbox", "s", first,
               note=_against(first, least)),
    ]  # fmt: skip


def _line(part: str, steps: list[Steps], step: str, least: float) -> Result:
    name, unit = _STEPS[step]
    samples = [_SCALES[unit] * getattr(told, step) for told in steps]
    return Result(part, name, unit, samples, note=_against(samples, least) if unit == "s" else "")


def _against(samples: list[float], least: float) -> str:
    return ratio(statistics.median(samples), least, "bare")
