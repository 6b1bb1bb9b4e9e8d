"""The system calls that a guest is refused.

What learner code has no use for and another process, the kernel or the host might suffer from. File access by
path is Landlock's work, except what Landlock does not cover (mode, owner, times, attributes).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
from typing import Any

_CLONE_THREAD = 0x10000

DENIED = {
    "network": (
        *("socket", "socketpair", "bind", "listen", "accept", "accept4", "connect"),
        *("setsockopt", "io_uring_setup", "io_uring_enter", "io_uring_register"),
    ),
    "processes": (
        *("execve", "execveat", "fork", "vfork", "ptrace", "process_vm_readv", "process_vm_writev"),
        *("process_madvise", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kill", "tkill", "tgkill"),
        *("rt_sigqueueinfo", "rt_tgsigqueueinfo", "kcmp", "setpriority", "ioprio_set"),
        *("migrate_pages", "move_pages", "process_mrelease", "set_mempolicy_home_node"),
        *("sched_setscheduler", "sched_setparam", "sched_setattr", "setsid", "setpgid"),
    ),
    "ipc": (
        *(
            "shmget",
            "shmat",
            "shmctl",
            "semget",
            "semop",
            "semtimedop",
            "semctl",
            "msgget",
            "msgsnd",
            "msgrcv",
        ),
        *(
            "msgctl",
            "mq_open",
            "mq_unlink",
            "memfd_create",
            "memfd_secret",
            "keyctl",
            "add_key",
            "request_key",
        ),
    ),
    "files": (
        *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat", "truncate"),
        *("utime", "utimes", "utimensat", "futimesat", "setxattr", "lsetxattr", "fsetxattr"),
        *("removexattr", "lremovexattr", "fremovexattr", "setxattrat", "removexattrat", "flock"),
        # Folders, links and files without a name would make scratch hard to measure and to delete.
        *("mkdir", "mkdirat", "rmdir", "symlink", "symlinkat", "umask", "unlink", "unlinkat"),
        *("rename", "renameat", "renameat2"),
        *("mknod", "mknodat", "link", "linkat", "open_by_handle_at", "name_to_handle_at"),
        *("inotify_init", "inotify_init1", "fanotify_init", "fanotify_mark"),
    ),
    "kernel": (
        *(
            "mount",
            "umount2",
            "pivot_root",
            "chroot",
            "unshare",
            "setns",
            "open_tree",
            "move_mount",
            "fsopen",
        ),
        *(
            "fsconfig",
            "fsmount",
            "fspick",
            "mount_setattr",
            "bpf",
            "perf_event_open",
            "userfaultfd",
            "syslog",
        ),
        *(
            "init_module",
            "finit_module",
            "delete_module",
            "kexec_load",
            "kexec_file_load",
            "reboot",
            "swapon",
        ),
        *("swapoff", "acct", "quotactl", "quotactl_fd", "sethostname", "setdomainname", "settimeofday"),
        *("clock_settime", "clock_adjtime", "adjtimex", "iopl", "ioperm", "modify_ldt", "personality"),
        *("vhangup", "lookup_dcookie", "nfsservctl", "landlock_create_ruleset", "landlock_restrict_self"),
        *("setuid", "setgid", "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "capset"),
    ),
}


_LOW_32 = 0xFFFFFFFF
_O_TMPFILE = 0x400000
_COMMANDS = {
    # F_SETOWN, F_SETSIG, F_SETOWN_EX (signals to others by way of a descriptor), F_SETLEASE, F_NOTIFY
    "fcntl": (8, 10, 15, 1024, 1026),
    # FIOSETOWN, SIOCSPGRP, FIOASYNC (likewise), TIOCSTI, TIOCLINUX (typing into somebody's terminal)
    "ioctl": (0x8901, 0x8902, 0x5452, 0x5412, 0x541C),
}


# Calls that libseccomp may be too old to know by name; from 424 on every architecture has the same numbers:
# fchmodat2, lsm_set_self_attr, setxattrat, removexattrat, open_tree_attr, file_setattr.
_NUMBERS = (452, 460, 463, 466, 467, 469)
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_ESSENTIAL = {"socket", "execve", "kill", "clone", "fork", "ptrace", "connect"}


class Filter:
    """A filter program, compiled once and loaded by each child.

    Args:
        program: BPF instructions, 8 bytes each, as libseccomp exports them.
    """

    def __init__(self, program: bytes) -> None:
        self._instructions = ctypes.create_string_buffer(program, len(program))
        self._program = _Program(len(program) // 8, ctypes.addressof(self._instructions))

    def load(self) -> None:
        """Apply it to this process, for good. Needs no_new_privs."""
        if _LIBC.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(self._program), 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "seccomp")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_LIBC = ctypes.CDLL(None, use_errno=True)


def build(threads: bool) -> Filter | None:
    """A filter for guests, or None where libseccomp is not to be had.

    Args:
        threads: whether the guest may start threads (TensorFlow must; NumPy with one BLAS thread need not).
    """
    if platform.system() != "Linux":
        return None
    try:
        import pyseccomp as seccomp
    except (ImportError, OSError, RuntimeError):
        return None
    allowed = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse = seccomp.ERRNO(errno.EPERM)
    for name in (name for names in DENIED.values() for name in names):
        _add(allowed, refuse, name)
    for number in _NUMBERS:
        _add(allowed, refuse, number)
    for option in (_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE):
        _add(allowed, refuse, "prctl", seccomp.Arg(0, seccomp.EQ, option))
    # The flags of these lie in memory where a filter cannot read them; libc falls back to clone and openat.
    for name in ("clone3", "openat2"):
        _add(allowed, seccomp.ERRNO(errno.ENOSYS), name)
    for name, commands in _COMMANDS.items():
        for command in commands:
            _add(allowed, refuse, name, seccomp.Arg(1, seccomp.MASKED_EQ, _LOW_32, command))
    for name, position in (("open", 1), ("openat", 2)):
        _add(allowed, refuse, name, seccomp.Arg(position, seccomp.MASKED_EQ, _O_TMPFILE, _O_TMPFILE))
    if threads:
        _add(allowed, refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0))
    else:
        _add(allowed, refuse, "clone")
    # Limits and processors may be changed for oneself only: the first argument is a process.
    for name in ("prlimit64", "sched_setaffinity"):
        _add(allowed, refuse, name, seccomp.Arg(0, seccomp.NE, 0))
    with os.fdopen(os.memfd_create("filter"), "w+b") as file:
        allowed.export_bpf(file)
        file.seek(0)
        return Filter(file.read())


def _add(filter: Any, action: Any, call: str | int, *arguments: Any) -> None:
    try:
        filter.add_rule(action, call, *arguments)
    except (RuntimeError, OSError, ValueError):
        # A call that this architecture or this libseccomp does not know; the essential ones all do.
        if call in _ESSENTIAL and platform.machine() == "x86_64":
            raise
