"""What the host asks of a fork server, and its answers: JSON lines on the control socket."""

from __future__ import annotations

import msgspec

from grader.sandbox.policy import Allowance


class Spawn(msgspec.Struct, tag="spawn"):
    """Fork a guest; two descriptors come along: its wire, and where its output goes."""

    allowance: Allowance


class Reap(msgspec.Struct, tag="reap"):
    """Kill the guest if it still lives, wait for it, delete its scratch folder."""

    pid: int


class Ready(msgspec.Struct, tag="ready"):
    """The server is up. `landlock` is the ABI in use, `seccomp` whether a filter could be built."""

    python: str
    numpy: str
    landlock: int
    seccomp: bool


class Spawned(msgspec.Struct, tag="spawned"):
    """The guest's pid in the server's namespace, and its scratch folder there."""

    pid: int
    scratch: str


class Reaped(msgspec.Struct, tag="reaped"):
    """How a guest ended: its wait status and its peak resident memory, KiB."""

    status: int
    max_rss_kb: int


class Problem(msgspec.Struct, tag="problem"):
    """The request could not be done."""

    message: str


Request = Spawn | Reap
Answer = Ready | Spawned | Reaped | Problem
