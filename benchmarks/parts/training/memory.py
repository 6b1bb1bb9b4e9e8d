"""Memory while networks train: the host, the Keras fork server, each process that trains."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from common.processes import family
from common.results import Result
from grader.course import load_course
from grader.events import Event, Listener, TrainingStep
from grader.grade import Grader
from grader.submission import read
from networks.course import CNN, MLP, SEEDS, SUBMISSION, Network
from parts.memory import peak, rollup

PART = "Memory while a network trains"
_UNREADABLE = "may not be read by this user, or not on this system"


@dataclass(frozen=True)
class Look:
    """What the processes held at one moment, MB; only where all could be read.

    Attributes:
        trainers: private memory of each process that trains.
        trainer_shares: the same, and the part that falls to it of what is shared.
        server, server_share: likewise of the fork server.
        guest, guest_share: likewise of the submission's guest, which has built the network.
        everything: all shares, with the host's.
    """

    trainers: list[float]
    trainer_shares: list[float]
    server: float
    server_share: float
    guest: float
    guest_share: float
    everything: float


def measure(course: Path, quick: bool) -> list[Result]:
    """All lines; to be called in a process that has done nothing else.

    Args:
        course: made by `networks.course`.
        quick: a small network only.
    """
    exercises = load_course(course)
    lines = [Result(PART, "host before, peak", "MB", [peak()], note="Python, NumPy and the grader")]
    with Grader(device="cpu") as grader:
        for network in (MLP,) if quick else (MLP, CNN, SEEDS):
            looks: list[Look] = []
            grader.grade(exercises.exercise(network.id), read(SUBMISSION), listener=_watching(looks))
            lines += _lines(network, looks)
        lines.append(Result(PART, "host after all, peak", "MB", [peak()]))
    return lines


def _watching(looks: list[Look]) -> Listener:
    def watch(event: Event) -> None:
        if isinstance(event, TrainingStep):
            looks.extend(_looked())

    return watch


def _looked() -> list[Look]:
    """One look, or none where something cannot be read or is just ending."""
    members = family()
    server = [rollup(str(member.pid)) for member in members if member.is_server]
    guests = [rollup(str(member.pid)) for member in members if member.is_guest]
    others = [rollup(str(member.pid)) for member in members if member.name == "bwrap"] + [rollup("self")]
    if len(server) != 1 or len(guests) < 2 or not all([*server, *guests]):
        return []
    submission, *trainers = guests  # the submission's is the older one
    every = [*server, *guests, *others]
    return [
        Look(
            [_private(one) for one in trainers],
            [one["Pss"] for one in trainers],
            _private(server[0]),
            server[0]["Pss"],
            _private(submission),
            submission["Pss"],
            sum(one.get("Pss", 0.0) for one in every),
        )
    ]


def _private(rolled: dict[str, float]) -> float:
    return rolled["Private_Clean"] + rolled["Private_Dirty"]


def _lines(network: Network, looks: list[Look]) -> list[Result]:
    most = max((len(look.trainers) for look in looks), default=0)
    full = [look for look in looks if len(look.trainers) == most]
    what = f"{network.title}: "
    if not full:
        return [Result(PART, f"{what}what its processes hold", "MB", note=_UNREADABLE)]
    lines = [
        Result(PART, f"{what}a trainer, private", "MB", [one for look in full for one in look.trainers]),
        Result(PART, f"{what}a trainer, share", "MB", [one for look in full for one in look.trainer_shares]),
        Result(PART, f"{what}all, share", "MB", [look.everything for look in full], note=_at_once(most)),
    ]
    if network is not MLP:
        return lines
    return [
        Result(PART, "fork server, private", "MB", [look.server for look in full]),
        Result(PART, "fork server, share", "MB", [look.server_share for look in full]),
        Result(PART, "the submission's guest, private", "MB", [look.guest for look in full]),
        Result(PART, "the submission's guest, share", "MB", [look.guest_share for look in full]),
        *lines,
    ]


def _at_once(trainers: int) -> str:
    return f"{trainers} at a time" if trainers > 1 else "one at a time"
