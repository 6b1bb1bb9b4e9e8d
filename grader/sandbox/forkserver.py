"""The warm template: a process that has the libraries imported and forks a guest on request.

    python -I -c "… from grader.sandbox.forkserver import main; main()" CONTROL_FD SCRATCH POLICY TEMPLATE

Requests and answers are JSON lines on the control socket, one at a time; descriptors travel with them.
The server never sees learner code or its data: a guest talks to the host over a socket of its own.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import resource
import signal
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from grader.sandbox import forbid, guest, policy, wire
from grader.sandbox.messages import Answer, Problem, Ready, Reap, Reaped, Request, Spawn, Spawned
from grader.sandbox.policy import Allowance, Policy, Prepared
from grader.sandbox.scratch import remove
from grader.sandbox.template import Template

MESSAGE_BYTES = 4096
_PATIENCE = 200  # milliseconds


class ForkServer:
    """Serves one host until it hangs up."""

    def __init__(self, control: socket.socket, scratch: Path, prepared: Prepared) -> None:
        self.control = control
        self.scratch = scratch
        self.prepared = prepared
        self.threads = _threads()
        self.spawned: dict[int, Path] = {}

    def serve(self) -> None:
        """Answer requests until the control socket closes."""
        decoder = msgspec.json.Decoder(Request)
        while True:
            data, descriptors, _, _ = socket.recv_fds(self.control, MESSAGE_BYTES, 2)
            if not data:
                return
            request = decoder.decode(data)
            try:
                answer = (
                    self.spawn(request, descriptors) if isinstance(request, Spawn) else self.reap(request)
                )
            except OSError as error:
                answer = Problem(f"{type(request).__name__.lower()}: {error}")
            finally:
                for descriptor in descriptors:
                    os.close(descriptor)
            self.answer(answer)

    def close(self) -> None:
        """Kill what is left, and delete all scratch."""
        for pid in list(self.spawned):
            self.end(pid)
        remove(str(self.scratch))

    def answer(self, answer: Answer) -> None:
        """Tell the host, a line of JSON."""
        self.control.sendall(msgspec.json.encode(answer) + b"\n")

    def spawn(self, request: Spawn, descriptors: list[int]) -> Answer:
        """Fork a guest with a scratch folder of its own; the descriptors become its wire and its output."""
        # A thread that works in the server would leave its children with locks that nobody releases.
        assert _threads() <= self.threads, "the fork server must not start threads"
        scratch = self.scratch / f"guest-{len(self.spawned)}-{os.urandom(4).hex()}"
        scratch.mkdir(mode=0o700)
        pid = os.fork()
        if pid == 0:
            self.become_guest(request.allowance, scratch, *descriptors)
        self.spawned[pid] = scratch
        return Spawned(pid, str(scratch))

    def become_guest(self, allowance: Allowance, scratch: Path, wire: int, output: int) -> None:
        """In the child: never returns."""
        try:
            os.setsid()
            os.environ.update(HOME=str(scratch), TMPDIR=str(scratch))
            tempfile.tempdir = str(scratch)  # not found out by trying: files cannot be deleted again
            null = os.open("/dev/null", os.O_RDONLY)
            for source, target in ((null, 0), (output, 1), (output, 2), (wire, policy.WIRE_FD)):
                os.dup2(source, target)
            policy.enter(self.prepared, allowance, scratch)
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            _fresh_streams()
            guest.run(socket.socket(fileno=policy.WIRE_FD), allowance.reply_mb << 20)
        except BaseException as error:  # noqa: BLE001 - nothing may return into the server's loop
            os.write(2, f"the sandbox could not be entered: {error!r}\n".encode())
        finally:
            os._exit(71)

    def reap(self, request: Reap) -> Answer:
        """End a guest of ours, and tell how it ended."""
        if request.pid not in self.spawned:
            return Problem(f"no guest {request.pid}")
        return self.end(request.pid, _PATIENCE if request.patient else 0)

    def end(self, pid: int, patience: int = 0) -> Reaped:
        """Kill a guest, unless it ends by itself in that many looks, and remove its scratch folder."""
        scratch = self.spawned.pop(pid)
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        for _ in range(patience):
            if ended:
                break
            time.sleep(0.001)
            ended, status, usage = os.wait4(pid, os.WNOHANG)
        if not ended:
            os.kill(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
        remove(str(scratch))
        kilobytes = usage.ru_maxrss // 1024 if sys.platform == "darwin" else usage.ru_maxrss
        return Reaped(status, kilobytes, killed=not ended)


def _threads() -> int:
    """How many threads this process has; those that a library starts at its import wait, and do no harm."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - before every fork
    except OSError:
        return threading.active_count()


def _fresh_streams() -> None:
    """Text streams over the guest's own descriptors, unbuffered enough that a crash loses nothing."""
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115


def _import_what_guests_need(template: Template) -> None:
    """Modules that learner code commonly uses, paid for once; then forget where packages lie."""
    import cmath  # noqa: F401
    import math  # noqa: F401

    np.random.default_rng(0).normal()
    np.linalg.norm(np.ones(2))
    for name in template.modules:
        importlib.import_module(name)
    here, installed = Path(__file__).resolve().parents[2], Path(np.__file__).parent.parent
    packages = {here} - {installed} if template.packages else {here, installed}
    for path in [path for path in sys.path if Path(path) in packages]:
        sys.path.remove(path)
        # The standard library's finders stay: they have listed its folders, which a guest may not do.
        sys.path_importer_cache.pop(path, None)
    sys.argv[:] = [""]


def _rehearse() -> None:
    """Answer a few requests here: guests inherit code that has run, and bytecode specialises as it runs."""
    ours, theirs = socket.socketpair()
    source = "import numpy as np\n\ndef f(x, k=1):\n    return np.exp(x) * k, [k], {'k': k}\n"
    ones = np.ones((2, 3))
    requests: list[tuple[Any, ...]] = [(1, "load", [], "rehearsal", "<rehearsal>", source, [])]
    requests += [(n, "call", [], 1, "f", (ones,), {"k": n}, False, True) for n in range(2, 20)]
    requests += [(n, "call", [], 1, "g", (), {}, False, False) for n in range(20, 26)]
    for request in requests:
        ours.sendall(wire.encode(request, lambda value: None))
    ours.shutdown(socket.SHUT_WR)
    guest.Guest(theirs, 1 << 20).serve()
    ours.close()
    theirs.close()
    del sys.modules["rehearsal"]


def _versions(template: Template) -> dict[str, str]:
    """The versions of the imported packages that have one."""
    roots = {name.split(".")[0] for name in template.modules}
    return {
        name: str(sys.modules[name].__version__)
        for name in roots
        if hasattr(sys.modules[name], "__version__")
    }


def main() -> None:
    """Import, announce, serve."""
    control_fd, scratch, policy_json, template_json = sys.argv[1:5]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the host's to answer
    policy.hide_memory()  # a guest of the same user must not write into its template
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 1 << 16), most))  # Landlock wants each path open
    chosen = msgspec.json.decode(policy_json, type=Policy)
    template = msgspec.json.decode(template_json, type=Template)
    os.environ.update(HOME=scratch, TMPDIR=scratch)  # libraries look for one while they are imported
    prepared = Prepared(chosen, template.packages)
    _import_what_guests_need(template)
    forbid.index()
    _rehearse()
    control = socket.socket(fileno=int(control_fd))
    server = ForkServer(control, Path(scratch), prepared)
    gc.collect()
    gc.freeze()
    gc.disable()
    ready = Ready(
        sys.version.split()[0],
        np.__version__,
        prepared.landlock,
        prepared.filter is not None,
        _versions(template),
    )
    with contextlib.suppress(ConnectionError), contextlib.closing(server):  # the host may go at any moment
        server.answer(ready)
        server.serve()


if __name__ == "__main__":
    main()
