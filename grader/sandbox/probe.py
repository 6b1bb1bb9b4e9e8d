"""What this machine really enforces around a guest: found by trying, in a guest."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from grader import report
from grader.sandbox.channel import Channel, GuestDied, LearnerError
from grader.sandbox.policy import Allowance
from grader.sandbox.proxy import Peer
from grader.sandbox.server import Server

_ATTEMPTS = """
import os, socket, signal

def _allowed(action, *args):
    try:
        action(*args)
    except (PermissionError, FileNotFoundError, BlockingIOError, ProcessLookupError):
        return False
    except OSError as error:
        return error.errno not in (1, 13, 38)
    return True

def read(path):
    return _allowed(lambda: open(path).close())

def write(path):
    return _allowed(lambda: os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)))

def connect():
    return _allowed(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).connect(("127.0.0.1", 9)))

def start_process():
    def fork():
        if os.fork() == 0:
            os._exit(0)
    return _allowed(fork)

def send_signal(pid):
    return _allowed(os.kill, pid, 0)
"""


def probe(server: Server) -> report.Sandbox:
    """Try what a guest must not be able to do, and report what held."""
    ready = server.info()
    missing = _missing(server, ready.landlock, ready.seccomp)
    channel = Channel(server, Allowance(), trusted=True)
    try:
        filesystem, network, processes = _try(channel)
    except (LearnerError, GuestDied) as error:
        missing.append(f"trying the sandbox failed: {error}")
        filesystem = network = processes = False
    finally:
        channel.close()
    for held, name in ((filesystem, "files"), (network, "network"), (processes, "processes")):
        if not held:
            missing.append(f"{name}: learner code is not kept from them here")
    level: Literal["kernel", "limits", "none"] = "limits" if server.policy.limits else "none"
    if filesystem and network and processes:
        level = "kernel"
    return report.Sandbox(
        level=level,
        filesystem=filesystem,
        network=network,
        processes=processes,
        landlock=ready.landlock,
        seccomp=ready.seccomp,
        bubblewrap=server.bubblewrap,
        missing=missing,
    )


def _try(channel: Channel) -> tuple[bool, bool, bool]:
    lab = Peer(channel).load("probe", "probe.py", _ATTEMPTS, [])
    with _secret() as secret:
        reads = lab.read(str(secret)) is True
        writes = lab.write(str(secret.with_name("written"))) is True
    connects = lab.connect() is True
    starts = lab.start_process() is True
    signals = lab.send_signal(1) is True
    return not (reads or writes), not connects, not (starts or signals)


@contextlib.contextmanager
def _secret() -> Iterator[Path]:
    """A file that permissions alone would let anybody read, in a folder that they would let anybody write.

    Where no such can be made, a file of this package.
    """
    try:
        folder = tempfile.mkdtemp(prefix="dllab-probe-")
    except OSError:
        yield Path(__file__)
        return
    try:
        secret = Path(folder) / "secret"
        secret.write_text("nobody may read this")
        secret.chmod(0o644)
        Path(folder).chmod(0o777)
        yield secret
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _missing(server: Server, landlock: int, seccomp: bool) -> list[str]:
    missing = []
    if server.policy.bubblewrap and not server.bubblewrap:
        missing.append(f"{server.problem}: the fork server has no namespaces of its own")
    if server.policy.landlock and not landlock:
        missing.append("this kernel has no Landlock (Linux ≥ 5.13, enabled at boot)")
    if server.policy.seccomp and not seccomp:
        missing.append("libseccomp is not to be found: system calls are not filtered")
    return missing
