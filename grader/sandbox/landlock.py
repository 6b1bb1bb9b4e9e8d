"""Landlock: a process gives up the file system, for good, without root (Linux ≥ 5.13).

Constants and structures are those of linux/landlock.h; the C library has no wrappers, hence ctypes.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import stat
import sys
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
READ = READ_FILE | READ_DIR
_FIRST_ABI = (1 << 13) - 1  # execute … make_sym
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_NET_ALL = 3  # bind and connect TCP, ABI 4
_SCOPE_ALL = 3  # abstract UNIX sockets and signals, ABI 6
_PROC_SELF = Path("/proc/self")
_FILE_RIGHTS = EXECUTE | WRITE_FILE | READ_FILE | _TRUNCATE | _IOCTL_DEV


class _RulesetAttr(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneathAttr(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _syscall(number: int, *args: object) -> int:
    result = int(_LIBC.syscall(ctypes.c_long(number), *args))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


_LIBC = ctypes.CDLL(None, use_errno=True)


def abi() -> int:
    """The kernel's Landlock version; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    try:
        return _syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))
    except OSError:
        return 0


class Ruleset:
    """Prepared once (the paths are opened), applied in each child after its fork.

    Args:
        readable: files and folders that stay readable; what does not exist is left out.
        own: whether a process may read what /proc says of itself.
    """

    def __init__(self, readable: list[Path], own: bool = False) -> None:
        self.abi = abi()
        self._own = own
        self._rights = self._all_rights()
        paths = [path for path in readable if path.exists()] if self.abi else []
        self._rules = [_rule(_open(path), self._rights & _of(path)) for path in paths]

    def restrict(self, writable: Path, devices: list[Path] | None = None) -> None:
        """Give up everything but the readable paths, one writable folder and devices. Needs no_new_privs."""
        if not self.abi:
            return
        attr = _RulesetAttr(
            self._rights, _NET_ALL if self.abi >= 4 else 0, _SCOPE_ALL if self.abi >= 6 else 0
        )
        size = 8 if self.abi < 4 else 16 if self.abi < 6 else 24
        ruleset = _syscall(_CREATE_RULESET, ctypes.byref(attr), ctypes.c_size_t(size), ctypes.c_uint32(0))
        scratch = os.open(writable, os.O_PATH | os.O_CLOEXEC)
        allowed = _rule(scratch, self._rights & ~(EXECUTE | _REFER | _IOCTL_DEV))
        number, fd, kind, flags = (ctypes.c_long(n) for n in (_ADD_RULE, ruleset, _RULE_PATH_BENEATH, 0))
        for rule in (*self._rules, allowed, *self._late(devices or [])):
            if _LIBC.syscall(number, fd, kind, ctypes.byref(rule), flags) != 0:
                raise OSError(ctypes.get_errno(), "landlock_add_rule")
        _syscall(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
        os.close(scratch)
        os.close(ruleset)

    def _late(self, devices: list[Path]) -> list[_PathBeneathAttr]:
        """Rules for paths that mean something else in each process, or are not for every process."""
        own = [_rule(_open(_PROC_SELF), READ)] if self._own and _PROC_SELF.exists() else []
        return own + [_rule(_open(path), READ | WRITE_FILE | self._rights & _IOCTL_DEV) for path in devices]

    def _all_rights(self) -> int:
        extra = (_REFER if self.abi >= 2 else 0) | (_TRUNCATE if self.abi >= 3 else 0)
        return _FIRST_ABI | extra | (_IOCTL_DEV if self.abi >= 5 else 0)


def _of(path: Path) -> int:
    return READ | WRITE_FILE if path == Path(os.devnull) else READ


def _rule(fd: int, rights: int) -> _PathBeneathAttr:
    if not stat.S_ISDIR(os.fstat(fd).st_mode):
        rights &= _FILE_RIGHTS
    return _PathBeneathAttr(rights, fd)


def _open(path: Path) -> int:
    """A descriptor above those that a guest arranges for itself."""
    low = os.open(path, os.O_PATH | os.O_CLOEXEC)
    high = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(low)
    return high
