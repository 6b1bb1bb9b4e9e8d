"""What the host asks of a fork server, and its answers: JSON lines on the control socket."""

from __future__ import annotations

import msgspec

from grader.sandbox.policy import Allowance


class Spawn(msgspec.Struct, tag="spawn"):
    """Fork a guest; two descriptors come along: its wire, and where its output goes."""

    allowance: Allowance


class Reap(msgspec.Struct, tag="reap"):
    """Kill the guest and delete its scratch folder; a patient host lets it end by itself for a moment."""

    pid: int
    patient: bool = False


class Ready(msgspec.Struct, tag="ready"):
    """The server is up.

    Attributes:
        python, numpy: versions.
        landlock: the ABI in use.
        seccomp: whether a filter could be built.
        packages: versions of what its template imports.
    """

    python: str
    numpy: str
    landlock: int
    seccomp: bool
    packages: dict[str, str] = {}


class Spawned(msgspec.Struct, tag="spawned"):
    """The guest's pid in the server's namespace, and its scratch folder there."""

    pid: int
    scratch: str


class Reaped(msgspec.Struct, tag="reaped"):
    """How a guest ended: its wait status, its peak resident memory in KiB, whether it had to be killed."""

    status: int
    max_rss_kb: int
    killed: bool


class Problem(msgspec.Struct, tag="problem"):
    """The request could not be done."""

    message: str


Request = Spawn | Reap
Answer = Ready | Spawned | Reaped | Problem
