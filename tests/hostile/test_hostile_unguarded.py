"""The submissions are dangerous: without the sandbox they do their harm. With half of it, it says so.

They do it in a bubblewrap of their own, with namespaces, a file system that is thrown away and hard limits.
What is asserted here is what test_hostile_submissions.py asserts the absence of, by the same eyes.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy
import pytest

from grader.sandbox.policy import NOTHING, Policy

ROOT = Path(__file__).resolve().parents[2]
PLAYGROUND = "/playground"
HARM = {
    "read_tests": "the canary was read",
    "read_neighbours": "the canary was read",
    "read_proc": "the canary was read",
    "stash": "class/bob/logistic-unit.py was changed or removed",
    "exfiltrate": "a connection was made",
    "survive": "is alive",
    "memory_bomb": "HARM 301 MiB",
    "fill_disk": "/dev/shm",
    "threads": "HARM thread",
    "become_root": "HARM memfd",
    "watch_files": "HARM inotify",
    "locks": "HARM flock",
    "pin_others": "HARM affinity",
}
PROMISED = (
    *("read_tests", "read_neighbours", "stash", "find_stash", "exfiltrate"),
    *("survive", "kill_others", "ptrace", "locks"),
)


def test_does_harm_without_the_sandbox():
    harmless: dict[str, str] = dict.fromkeys(HARM, "")
    for _ in range(3):  # on a busy machine a submission may run out of time before it gets anywhere
        told = json.loads(_checked(_unguarded(NOTHING, *harmless)).stdout)
        assert told["level"] == "none"
        done = {name: " | ".join(told[name]) for name in harmless}
        harmless = {name: done[name] for name in harmless if HARM[name] not in done[name]}
        if not harmless:
            break
    assert harmless == {}


def test_kills_the_grader_without_the_sandbox():
    assert _unguarded(NOTHING, "kill_others").returncode == 128 + signal.SIGKILL


@pytest.mark.parametrize(
    "policy",
    [
        Policy(landlock=False),
        Policy(seccomp=False),
        Policy(landlock=False, bubblewrap=False),
        Policy(seccomp=False, bubblewrap=False),
        Policy(limits=False),
    ],
    ids=["no Landlock", "no seccomp", "seccomp alone", "Landlock alone", "no limits"],
)
def test_a_sandbox_that_lacks_something_holds_or_does_not_claim_to(policy):
    """The level "kernel" is a promise, whichever parts keep it."""
    told = json.loads(_checked(_unguarded(policy)).stdout)
    if told["level"] == "kernel":
        told = json.loads(_checked(_unguarded(policy, *PROMISED)).stdout)
    assert {name: told[name] for name in PROMISED if told.get(name)} == {}


def _checked(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    assert done.returncode == 0, done.stderr[-2000:]
    return done


def _unguarded(policy: Policy, *names: str) -> subprocess.CompletedProcess[str]:
    """Grade these without a sandbox, inside one that is thrown away."""
    program = shutil.which("bwrap")
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("bubblewrap is not installed: the suite cannot show that it can fail")
    if program is None:
        pytest.skip("bubblewrap is not installed")
    driver = str(Path(__file__).with_name("unguarded.py"))
    grade = [sys.executable, "-B", driver, PLAYGROUND, msgspec.json.encode(policy).decode(), *names]
    for last in (False, False, True):
        try:
            return subprocess.run(
                [*_throw_away(program), *grade],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=60,
                env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
                preexec_fn=_limit,
            )
        except subprocess.TimeoutExpired:  # without a sandbox a submission may well take its grader along
            if last:
                raise
    raise AssertionError


def _throw_away(program: str) -> list[str]:
    """Namespaces for everything; the machine's files read-only, one small folder in memory to write to."""
    command = [
        program,
        "--unshare-all",
        "--unshare-user",
        "--uid",
        "1000",
        "--gid",
        "1000",
        "--cap-drop",
        "ALL",
    ]
    command += ["--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev"]
    command += ["--size", str(1 << 28), "--tmpfs", "/tmp"]  # before what may lie in it
    for path in map(Path, ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache")):
        link = path.is_symlink()
        command += [
            "--symlink" if link else "--ro-bind-try",
            str(path.readlink() if link else path),
            str(path),
        ]
    for path in sorted({sys.prefix, sys.base_prefix, *_packages(), str(ROOT)}):
        command += ["--ro-bind", path, path]
    return [*command, "--size", str(1 << 28), "--tmpfs", PLAYGROUND, "--chdir", PLAYGROUND]


def _packages() -> set[str]:
    return {str(Path(module.__file__).parents[1]) for module in (numpy, msgspec)}


def _limit() -> None:
    for what, value in (
        (resource.RLIMIT_AS, 3 << 30),
        (resource.RLIMIT_CPU, 60),
        (resource.RLIMIT_FSIZE, 1 << 28),
        (resource.RLIMIT_NOFILE, 512),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))
