"""The host's hold on a fork server: start it (in bubblewrap where that works), fork guests, bury them."""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
from pathlib import Path

import msgspec

import grader
from grader import shipped
from grader.errors import SandboxError
from grader.sandbox.messages import Answer, Problem, Ready, Reap, Reaped, Request, Spawn, Spawned
from grader.sandbox.policy import PROCESSORS, Allowance, Policy
from grader.sandbox.scratch import remove
from grader.sandbox.template import NUMPY, Template

_SCRATCH_MB = 256
_INNER_SCRATCH = "/dllab-scratch"  # a sized tmpfs of the server's own
_ANSWERS: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)
# Isolated from the environment, yet with the very packages that the host uses, wherever they lie.
_PROGRAM = "import sys; sys.path[:0] = {path}; from grader.sandbox.forkserver import main; main()"
_PACKAGES = ("grader", "numpy", "msgspec", "pyseccomp")
_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    # One BLAS thread: a forked child has none of its parent's, and a guest may not start any.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}


class Server:
    """A fork server, started on first use. Safe to use from several threads.

    Args:
        policy: which parts of the sandbox to use.
        course: the root of the course that is graded, hidden from guests in bubblewrap wherever it lies.
        template: what it imports.

    Attributes:
        ready: what the server said of itself, once it is up.
        bubblewrap: whether it runs inside bubblewrap.
        problem: why bubblewrap is not in use although asked for; "" where it is.
    """

    def __init__(
        self, policy: Policy | None = None, course: Path | None = None, template: Template = NUMPY
    ) -> None:
        self.policy = policy or Policy()
        self.course = course
        self.template = template
        self.ready: Ready | None = None
        self.bubblewrap = False
        self.problem = ""
        self._lock = threading.RLock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._scratch: Path | None = None
        self._status: int | None = None
        self._generation = 0

    def start(self) -> None:
        """Launch the server without waiting for its imports; does nothing while it runs.

        Raises:
            SandboxError: it cannot be launched.
        """
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            self._discard()
            program = shutil.which("bwrap") if self.policy.bubblewrap and not self.problem else None
            if self.policy.bubblewrap and program is None and not self.problem:
                self.problem = "bubblewrap is not installed"
            self._launch(program)

    def info(self) -> Ready:
        """What the server said of itself, waiting for it if need be."""
        with self._lock:
            self._wait_until_ready()
            assert self.ready is not None
            return self.ready

    def spawn(self, allowance: Allowance, wire: socket.socket, output: int) -> tuple[int, int, str] | None:
        """Fork a guest that talks over `wire` and prints to `output`.

        Returns:
            The server's generation and the guest's pid there, for `reap`, and its scratch folder; None where
            the server died meanwhile. Then a guest may have used `wire`: try again with another.
        """
        with self._lock:
            self._wait_until_ready()
            answer = self._ask(Spawn(allowance), wire.fileno(), output)
            if isinstance(answer, Problem):
                raise SandboxError(f"a process for learner code could not be started: {answer.message}")
            return (self._generation, answer.pid, answer.scratch) if isinstance(answer, Spawned) else None

    def reap(self, generation: int, pid: int, patient: bool = False) -> Reaped | None:
        """Kill and bury a guest; None where the server died and took it along.

        Args:
            generation: the server's, from `spawn`.
            pid: the guest's, from `spawn`.
            patient: it seems to be ending by itself: see how.
        """
        with self._lock:
            if generation != self._generation or self._control is None:
                return None
            answer = self._ask(Reap(pid, patient))
            return answer if isinstance(answer, Reaped) else None

    def close(self) -> None:
        """End the server and every guest of its."""
        with self._lock:
            self._discard()
        atexit.unregister(self.close)

    def _launch(self, bubblewrap: str | None) -> None:
        ours, theirs = socket.socketpair()
        self._scratch = None if bubblewrap else _scratch_folder()
        scratch = _INNER_SCRATCH if bubblewrap else str(self._scratch)
        command = [
            sys.executable,
            "-I",
            "-X",
            "utf8",
            "-c",
            _PROGRAM.format(path=_import_path(self.template)),
        ]
        command += [str(theirs.fileno()), scratch]
        command += [msgspec.json.encode(part).decode() for part in (self.policy, self.template)]
        self._status, status = os.pipe()
        os.set_blocking(self._status, False)
        if bubblewrap:
            command = [*_bubblewrap(bubblewrap, status, self.course), *command]
        with theirs, os.fdopen(status):
            try:
                self._process = subprocess.Popen(
                    command,
                    pass_fds=[theirs.fileno(), status],
                    env=_environment() | self.template.environment,
                    cwd="/",
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    start_new_session=True,
                )
            except OSError as error:
                raise SandboxError(f"the sandbox could not be started: {error}") from None
        ours.settimeout(self.template.start_seconds)
        self._control, self.ready, self.bubblewrap = ours, None, bool(bubblewrap)
        self._generation += 1
        atexit.unregister(self.close)
        atexit.register(self.close)

    def _wait_until_ready(self, again: bool = False) -> None:
        self.start()
        if self.ready is not None:
            return
        answer = self._receive()
        if isinstance(answer, Ready):
            self.ready = answer
            return
        why = self._last_words()
        if not why and not again:
            self._discard()
            self._wait_until_ready(again=True)  # killed before it could say anything: once more
            return
        if not self.bubblewrap:
            self._discard()
            raise SandboxError(f"the sandbox could not be started: {why or 'its process ended'}")
        self.problem = f"bubblewrap is installed but does not work here ({why})"
        self._discard()
        self._wait_until_ready()

    def _last_words(self) -> str:
        assert self._process is not None and self._process.stderr is not None and self._control is not None
        self._control.close()
        self._kill_namespace()
        self._process.kill()
        lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:200] if lines else ""

    def _ask(self, request: Request, *descriptors: int) -> Answer | None:
        """The server's answer, or None (and a server to be restarted) where it is gone."""
        try:
            return self._exchange(request, *descriptors)
        except BaseException:
            self._discard()  # its answer would be taken for that to the next request
            raise

    def _exchange(self, request: Request, *descriptors: int) -> Answer | None:
        assert self._control is not None
        try:
            socket.send_fds(self._control, [msgspec.json.encode(request)], list(descriptors))
        except OSError:
            self._discard()
            return None
        answer = self._receive()
        if answer is None:
            self._discard()
        return answer

    def _receive(self) -> Answer | None:
        assert self._control is not None
        data = b""
        while not data.endswith(b"\n"):
            try:
                part = self._control.recv(4096)
            except OSError:
                return None
            if not part:
                return None
            data += part
        return _ANSWERS.decode(data)

    def _discard(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=2)
            self._kill_namespace()
            self._process.kill()
            self._process.wait()
            assert self._process.stderr is not None
            self._process.stderr.close()
        if self._status is not None:
            os.close(self._status)
        if self._scratch is not None:
            remove(str(self._scratch))
        self._process = self._control = self._scratch = self._status = self.ready = None

    def _kill_namespace(self) -> None:
        """End all that lives in bubblewrap, even a server that no longer answers: kill its first process."""
        if (
            not self.bubblewrap
            or self._status is None
            or self._process is None
            or self._process.poll() is not None
        ):
            return
        with contextlib.suppress(msgspec.DecodeError, ProcessLookupError, KeyError, BlockingIOError):
            told = os.read(self._status, 4096).split(b"\n")[0]
            os.kill(msgspec.json.decode(told, type=dict[str, int])["child-pid"], signal.SIGKILL)


def _environment() -> dict[str, str]:
    libraries = os.environ.get("LD_LIBRARY_PATH")
    return _ENVIRONMENT | ({"LD_LIBRARY_PATH": libraries} if libraries else {})


def _import_path(template: Template) -> list[str]:
    """The folders that hold the packages which the server imports, in the order of the host's path."""
    names = dict.fromkeys((*_PACKAGES, *(name.split(".")[0] for name in template.modules)))
    specs = [spec for name in names if (spec := importlib.util.find_spec(name)) and spec.origin]
    folders = {str(_folder(Path(spec.origin or ""), bool(spec.submodule_search_locations))) for spec in specs}
    return sorted(folders, key=lambda folder: sys.path.index(folder) if folder in sys.path else len(sys.path))


def _folder(file: Path, is_package: bool) -> Path:
    return file.parent.parent if is_package else file.parent


def _scratch_folder() -> Path:
    try:
        folder = Path(tempfile.mkdtemp(prefix="dllab-scratch-"))
    except OSError:
        raise SandboxError("no folder for temporary files can be written to: set TMPDIR") from None
    folder.chmod(0o711)  # guests of another user id pass through, and do not look around
    return folder


def _bubblewrap(program: str, status: int, hidden: Path | None) -> list[str]:
    """The command before the command: namespaces, and a file system with Python and little else in it."""
    command = [
        program,
        "--unshare-ipc",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-uts",
        "--unshare-cgroup-try",
    ]
    if os.geteuid() != 0:
        command.append("--unshare-user")
    # Not --die-with-parent: it means the thread that started it. The server ends with its control socket.
    command += ["--new-session", "--json-status-fd", str(status), "--ro-bind", "/usr", "/usr"]
    for path in ("/bin", "/sbin", "/lib", "/lib64", "/lib32"):
        if os.path.islink(path):  # noqa: PTH114
            command += ["--symlink", os.readlink(path), path]  # noqa: PTH115
        else:
            command += ["--ro-bind-try", path, path]
    for path in ("/etc/ld.so.cache", PROCESSORS[-1]):
        command += ["--ro-bind-try", path, path]
    for folder in _python():
        command += ["--ro-bind", str(folder), str(folder)]
    for course in _courses(hidden):
        command += ["--tmpfs", str(course)]
    size = str(_SCRATCH_MB << 20)
    command += ["--dev", "/dev"]
    for device in sorted(Path("/dev").glob("nvidia*")):  # Landlock keeps learner code from them
        command += ["--dev-bind", str(device), str(device)]
    command += ["--remount-ro", "/dev", "--proc", "/proc"]
    command += ["--perms", "0711", "--size", size, "--tmpfs", _INNER_SCRATCH]
    return [*command, "--remount-ro", "/", "--chdir", "/", "--"]


def _python() -> list[Path]:
    """The folders that this interpreter, its packages and this package lie in."""
    paths = sysconfig.get_paths()
    folders = {
        Path(sys.prefix),
        Path(sys.base_prefix),
        Path(sys.executable).parent,
        Path(grader.__file__).parent,
    }
    folders |= {Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return sorted(path for path in folders if not path.is_relative_to("/usr"))


def _courses(hidden: Path | None) -> list[Path]:
    """Where an installed course lies inside the folders above; hidden by an empty one."""
    homes = {Path(grader.__file__).parent.parent, Path(sysconfig.get_paths()["purelib"])}
    courses = [home / "dllab" / "course" for home in homes]
    roots = {root for root in (hidden, shipped.course()) if root}
    courses += [root / name for root in sorted(roots) for name in ("exercises", "solutions", "data")]
    return [course for course in courses if course.is_dir()]
