"""What a guest gives up before learner code runs, and what it may still use.

`enter` is called in the freshly forked guest, in an order in which each step is still allowed by the last.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import stat
import sys
import sysconfig
from pathlib import Path
from typing import Any

import msgspec

from grader.sandbox import seccomp
from grader.sandbox.landlock import Ruleset

_PR_SET_PDEATHSIG, _PR_SET_KEEPCAPS, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 8, 4, 38
_CAP_DAC_READ_SEARCH = 2
_CAPABILITY_VERSION_3 = 0x20080522
_FIRST_GUEST_UID = 0x70000000
_NOBODY = 65534
_OURS = ("dllab", "grader", "_editable", "__editable__", "__pycache__")
PROCESSORS = ("/proc/cpuinfo", "/sys/devices/system/cpu")  # XLA chooses its code by what they say
OPEN_FILES = 64
THREADS = 1000  # a large machine has some hundred cores, and libraries start a few threads for each
WIRE_FD = 3


class Policy(msgspec.Struct, frozen=True):
    """Which parts of the sandbox are in use; all, unless a test or an administrator says otherwise.

    Attributes:
        bubblewrap: the fork server lives in namespaces of its own.
        landlock: the file system is given up.
        seccomp: system calls are filtered.
        limits: CPU time, address space, file size and open files are limited.
        unprivileged: root becomes a user that owns nothing.
        threads: learner code may start threads (never for NumPy exercises).
    """

    bubblewrap: bool = True
    landlock: bool = True
    seccomp: bool = True
    limits: bool = True
    unprivileged: bool = True
    threads: bool = False


NOTHING = Policy(
    bubblewrap=False, landlock=False, seccomp=False, limits=False, unprivileged=False, threads=True
)


class Allowance(msgspec.Struct, frozen=True):
    """One guest's limits.

    Attributes:
        cpu_seconds: processor time for the whole life of the process.
        memory_mb: address space beyond what the process has at its fork, MiB; 0 for no limit.
        file_mb: largest file it may write, MiB.
        reply_mb: arrays in one answer, MiB.
        devices: device files it may use, for processes without learner code that compute on a GPU.
    """

    cpu_seconds: int = 120
    memory_mb: int = 512
    file_mb: int = 64
    reply_mb: int = 8
    devices: list[str] = []


class Prepared:
    """What is made once in the fork server so that entering the sandbox costs a guest little.

    Args:
        policy: which parts of the sandbox to use.
        packages: whether guests may read the installed packages.
    """

    def __init__(self, policy: Policy, packages: bool = False) -> None:
        self.policy = policy
        readable = readable_paths(packages)
        self.ruleset = Ruleset(readable, own=packages) if policy.landlock else None
        self.filter: Any = seccomp.build(policy.threads) if policy.seccomp else None
        self.reachable = all(_reachable_by_anyone(path) for path in readable[:2])

    @property
    def landlock(self) -> int:
        """ABI version in use, 0 for none."""
        return self.ruleset.abi if self.ruleset else 0


def readable_paths(packages: bool = False) -> list[Path]:
    """Python's standard library, NumPy, the C libraries: what lazy imports may need.

    Never a whole site-packages: the course, with its hidden checks, may be installed there.

    Args:
        packages: also the other packages beside NumPy, one by one.
    """
    import numpy

    stdlib = Path(sysconfig.get_paths()["stdlib"])
    package = Path(numpy.__file__).parent
    paths = [package, *_entries(stdlib), package.with_name("numpy.libs")]
    libraries = {Path("/usr/lib64").resolve(), Path("/lib64").resolve(), stdlib.parent.resolve()}
    libraries.add(Path("/usr/lib").resolve() / (sysconfig.get_config_var("MULTIARCH") or "none"))
    for folder in sorted(libraries):
        paths += _libraries(folder)
    if packages:
        homes = {package.parent, *(Path(entry) for entry in sys.path if entry.endswith("-packages"))}
        folders = [home for home in sorted(homes) if home.is_dir()]
        paths += [path for home in folders for path in home.iterdir() if not path.name.startswith(_OURS)]
        paths += map(Path, PROCESSORS)
    return [*paths, Path("/etc/ld.so.cache"), Path("/dev/null"), Path("/dev/urandom")]


def _entries(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name not in ("site-packages", "dist-packages")]


def _libraries(folder: Path) -> list[Path]:
    """The folder itself, or only the libraries in it where it also holds a Python with its packages."""
    if not folder.is_dir():
        return []
    if not any(folder.glob("python3*")):
        return [folder]
    return [path for path in folder.iterdir() if ".so" in path.name and path.is_file()]


def _reachable_by_anyone(path: Path) -> bool:
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents)


def enter(prepared: Prepared, allowance: Allowance, scratch: Path) -> None:
    """Become a guest. The working directory, HOME and TMPDIR are the scratch folder.

    Raises:
        OSError: a part that is there could not be applied; the guest must not go on.
    """
    policy = prepared.policy
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    os.chdir(scratch)
    if policy.limits:
        limit(allowance, policy)
    if policy.unprivileged and os.geteuid() == 0:
        # Without Landlock the right to read everything is never kept.
        _become_nobody(scratch, may_read=bool(prepared.landlock) and not prepared.reachable)
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # cleared by a change of user
    hide_memory()
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if prepared.ruleset:
        prepared.ruleset.restrict(scratch, [Path(device) for device in allowance.devices])
    os.closerange(WIRE_FD + 1, 1 << 16)
    if policy.limits:
        files = 64 * OPEN_FILES if allowance.devices else OPEN_FILES
        _lower(resource.RLIMIT_NOFILE, files)  # not sooner: the server holds more than that
    if prepared.filter is not None:
        prepared.filter.load()


def hide_memory() -> None:
    """Keep other processes of the same user out of this one's memory (/proc/PID/mem, ptrace)."""
    _prctl(_PR_SET_DUMPABLE, 0)


def limit(allowance: Allowance, policy: Policy) -> None:
    """Set the resource limits that the kernel keeps."""
    mb = 1024 * 1024
    _lower(resource.RLIMIT_CPU, allowance.cpu_seconds, grace=2)  # SIGXCPU first, SIGKILL after
    _lower(resource.RLIMIT_FSIZE, allowance.file_mb * mb)
    _lower(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        if allowance.memory_mb:  # macOS does not keep RLIMIT_AS
            _lower(resource.RLIMIT_AS, _address_space() + allowance.memory_mb * mb)
        _lower(resource.RLIMIT_MSGQUEUE, 0)
        _lower(resource.RLIMIT_MEMLOCK, 0)


def _lower(what: int, value: int, grace: int = 0) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard - grace)
    resource.setrlimit(what, (value, value + grace))


def _address_space() -> int:
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - the hot path of every fork
        return int(file.read().split()[0]) * resource.getpagesize()


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux" and _LIBC.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option})")


_LIBC = ctypes.CDLL(None, use_errno=True)


def _become_nobody(scratch: Path, may_read: bool) -> None:
    """Take a user id of one's own that owns nothing but the scratch folder.

    Args:
        scratch: changes its owner.
        may_read: keep CAP_DAC_READ_SEARCH, because Python lies where other users may not look
            (root's home); what may be read is still Landlock's to say.
    """
    _prctl(_PR_SET_KEEPCAPS, int(may_read))
    for uid in (_FIRST_GUEST_UID + os.getpid(), _NOBODY):
        try:
            os.chown(scratch, uid, uid)
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            if uid != _NOBODY:  # counted by user, and this one is the guest's own
                _lower(resource.RLIMIT_NPROC, THREADS)
            os.setresuid(uid, uid, uid)
            break
        except OSError:
            continue  # an id that this user namespace does not map
    try:
        _keep_capabilities(1 << _CAP_DAC_READ_SEARCH if may_read else 0)
    except OSError:
        _keep_capabilities(0)  # a root that has not this one itself, as in many containers


def _keep_capabilities(wanted: int) -> None:
    """Give up every capability but `wanted` (a bit mask below 32)."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(wanted, wanted, 0, 0, 0, 0)
    if _LIBC.capset(header, data) != 0:
        raise OSError(ctypes.get_errno(), "capset")
