"""Other processes: run and timed, or looked at while they live."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_TIMEOUT = 900


class Failed(Exception):
    """A command did not do what it is measured for."""


def seconds(
    command: list[str], cwd: Path, env: dict[str, str] | None = None, statuses: tuple[int, ...] = (0,)
) -> float:
    """Wall time of a whole process.

    Raises:
        Failed: it ended with another status than one of `statuses`.
    """
    started = time.perf_counter()
    done = run(command, cwd, env)
    spent = time.perf_counter() - started
    if done.returncode not in statuses:
        raise Failed(_why(command, done))
    return spent


def run(
    command: list[str], cwd: Path, env: dict[str, str] | None = None, check: bool = False
) -> subprocess.CompletedProcess[str]:
    """A finished process, with what it printed.

    Raises:
        Failed: `check` is set and its status is not 0, or it cannot be run, or it takes a quarter of an hour.
    """
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=env,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Failed(f"{command[0]}: {error}") from None
    if check and done.returncode:
        raise Failed(_why(command, done))
    return done


def _why(command: list[str], done: subprocess.CompletedProcess[str]) -> str:
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
    last = lines[-1][:200] if lines else "no output"
    return f"`{' '.join(command[:4])} …` ended with status {done.returncode}: {last}"


def own_seconds(pid: int) -> float:
    """Processor seconds of one process alone, also of one that has ended and waits for its parent."""
    member = _member(pid, None)
    return member.own / _TICKS if member else 0.0


@dataclass(frozen=True)
class Seconds:
    """Processor seconds of the processes that grade."""

    host: float = 0.0
    server: float = 0.0
    guests: float = 0.0

    def __sub__(self, other: Seconds) -> Seconds:
        return Seconds(self.host - other.host, self.server - other.server, self.guests - other.guests)

    def __add__(self, other: Seconds) -> Seconds:
        return Seconds(self.host + other.host, self.server + other.server, self.guests + other.guests)

    @property
    def total(self) -> float:
        """All of them."""
        return self.host + self.server + self.guests


def spent() -> Seconds:
    """What this process, its fork servers and all their guests have used so far.

    Guests that were buried stand in their server's account of its children. Where there is no /proc, only
    this process is counted.
    """
    server = guests = 0
    for process in family():
        if process.is_server:
            server += process.own
            guests += process.children
        elif process.is_guest:
            guests += process.own
    return Seconds(time.process_time(), server / _TICKS, guests / _TICKS)


@dataclass(frozen=True)
class Member:
    """A process that descends from this one.

    Attributes:
        pid: its id.
        name: of its program.
        parent: the process above it; None for this process's own children.
        own, children: processor time in ticks, its own and that of children it has buried.
    """

    pid: int
    name: str
    parent: Member | None
    own: int
    children: int

    @property
    def is_server(self) -> bool:
        """A fork server: the first process below us that is not bubblewrap."""
        return self.name != "bwrap" and not self.is_guest

    @property
    def is_guest(self) -> bool:
        """A child of a fork server."""
        return self.parent is not None and self.parent.name != "bwrap"


def family() -> list[Member]:
    """The processes that descend from this one, parents first; empty where there is no /proc."""
    found: list[Member] = []
    waiting: list[tuple[int, Member | None]] = [(pid, None) for pid in _children(os.getpid())]
    while waiting:
        pid, parent = waiting.pop(0)
        member = _member(pid, parent)
        if member is not None:
            found.append(member)
            waiting += [(child, member) for child in _children(pid)]
    return found


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        return [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []


def _member(pid: int, parent: Member | None) -> Member | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    name, _, rest = text.partition("(")[2].rpartition(")")
    numbers = rest.split()
    user, system, their_user, their_system = map(int, numbers[11:15])
    return Member(pid, name, parent, user + system, their_user + their_system)
