"""What a guest may still do, tried from inside; and that each part left out lets something through."""

import os
import resource
import sys
from pathlib import Path

import numpy as np
import pytest

import grader
from grader.errors import SandboxError
from grader.sandbox import landlock
from grader.sandbox.channel import Budget, Channel, GuestDied, LearnerError
from grader.sandbox.policy import NOTHING, OPEN_FILES, Allowance, Policy, readable_paths
from grader.sandbox.proxy import Peer
from grader.sandbox.server import Server

ROOT = Path(__file__).parents[3]

TRIES = """
import ctypes, os, resource, signal, socket, sys, threading, time

def attempt(what):
    "None, or why not."
    try:
        exec(what, globals())
    except BaseException as error:
        return type(error).__name__

def value(what):
    return eval(what)
"""


def try_all(module, *acts) -> dict:
    return {act: module.attempt(act) for act in acts}


# -- files --------------------------------------------------------------------------------------------


@pytest.fixture
def secret(tmp_path):
    """A file that everybody may read and write, as far as its mode goes."""
    tmp_path.chmod(0o777)
    path = tmp_path / "secret"
    path.write_text("a secret")
    path.chmod(0o666)
    return path


def test_files_outside_cannot_be_read_written_or_listed(load, secret):
    m = load(TRIES)
    acts = [
        f"open({str(secret)!r})",
        f"open({str(secret)!r}, 'a')",
        f"os.unlink({str(secret)!r})",
        f"open({str(secret.parent / 'new')!r}, 'w')",
        f"os.listdir({str(secret.parent)!r})",
        f"open({str(ROOT / 'exercises')!r} + '/02-neuron/logistic-unit/hidden.py')",
        f"os.listdir({str(ROOT / 'solutions')!r})",
        f"open({__file__!r})",
        f"open({str(Path(grader.__file__))!r})",
        "open('/etc/passwd')",
        "os.listdir('/')",
        "os.listdir(os.path.expanduser('~root'))",
        "open('/proc/1/environ')",
        f"open('/proc/{os.getpid()}/environ')",
        f"os.listdir('/proc/{os.getppid()}/fd')",
        "os.listdir('..')",
        "open('/dev/tty')",
        "open('/dev/shm/left-by-a-guest', 'w')",
        "open('/tmp/left-by-a-guest', 'w')",
    ]
    refused = try_all(m, *acts)
    assert set(refused.values()) <= {"PermissionError", "FileNotFoundError", "OSError"}, refused
    assert secret.read_text() == "a secret"
    assert not (secret.parent / "new").exists()


def test_scratch_is_home_and_may_be_used(load):
    m = load(TRIES)
    acts = [
        "open('a', 'w').write('x')",
        "assert open('a').read() == 'x'",
        "assert os.listdir() == ['a']",
        "assert os.environ['HOME'] == os.environ['TMPDIR'] == os.getcwd()",
    ]
    used = try_all(m, *acts)
    assert set(used.values()) == {None}, used


def test_the_standard_library_and_numpy_can_be_imported_late(load):
    m = load(TRIES)
    late = ["json", "decimal", "sqlite3", "statistics", "numpy.polynomial", "numpy.testing", "unicodedata"]
    imported = try_all(m, *(f"import {name}" for name in late))
    assert set(imported.values()) == {None}, imported


def test_other_packages_cannot(load):
    m = load(TRIES)
    refused = try_all(m, "import pytest", "import dllab", "import rich", "import grader.grade", "import yaml")
    assert set(refused.values()) <= {"ModuleNotFoundError", "ImportError", "PermissionError"}, refused


def test_nothing_readable_holds_a_course():
    readable = [path.resolve() for path in readable_paths() if path.exists()]
    packages = Path(np.__file__).parents[1]
    for forbidden in (packages, packages / "dllab" / "course", ROOT / "exercises", ROOT / "solutions", ROOT):
        assert not any(forbidden.resolve().is_relative_to(path) for path in readable), forbidden


# -- network, processes, signals ----------------------------------------------------------------------


def test_network_and_processes_are_out_of_reach(load):
    m = load(TRIES)
    acts = [
        *("socket.socket()", "socket.socket(socket.AF_UNIX)", "socket.socketpair()"),
        *(
            "os.fork()",
            "os.forkpty()",
            "os.execv('/bin/true', ['true'])",
            "os.posix_spawn('/bin/true', ['x'], {})",
        ),
        *("import subprocess; subprocess.run(['true'])", "threading.Thread(target=print).start()"),
        *("os.kill(1, 0)", "os.kill(os.getppid(), 9)", "os.killpg(os.getpgrp(), 9)", "os.kill(-1, 9)"),
        *("os.setuid(0)", "os.setsid()", "os.setgroups([])", "os.chroot('.')", "os.nice(-5)"),
        *("os.memfd_create('x')", "os.mkfifo('f')", "os.chmod('.', 0o777)", "os.chown('.', 0, 0)"),
        *("os.pidfd_open(os.getppid())", "os.sched_setscheduler(0, 0, os.sched_param(0))"),
        *("import multiprocessing; multiprocessing.Lock()", "os.link('a', 'b')"),
        *("os.mkdir('b')", "os.symlink('/etc', 'b')"),
    ]
    refused = try_all(m, "open('a', 'w')", *acts)
    assert refused.pop("open('a', 'w')") is None
    assert None not in refused.values(), refused


def test_its_environment_is_not_the_host_s(server, load, monkeypatch):
    monkeypatch.setenv("DLLAB_SECRET", "x")
    server.close()  # what a new server is given, its guests have
    m = load(TRIES)
    environment = m.value("dict(os.environ)")
    assert "DLLAB_SECRET" not in environment
    assert str(ROOT / "grader") not in " ".join(environment.values())
    assert os.environ["HOME"] != environment["HOME"]
    assert m.value("sys.stdin.read()") == ""
    assert m.value("sys.argv") == [""]


def status(pid) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def test_what_the_kernel_says_of_it(load, processes):
    m = load(TRIES)
    assert m.value("1") == 1  # it has entered
    [guest] = processes.guests()
    about = status(guest)
    assert about["NoNewPrivs"] == "1"
    assert about["Seccomp"] == "2"
    assert int(about["CapEff"], 16) in (0, 1 << 2)  # at most: read what Landlock lets be read
    assert int(about["CapInh"], 16) == int(about["CapAmb"], 16) == 0
    if os.geteuid() == 0:
        user, group = set(about["Uid"].split()), set(about["Gid"].split())
        assert len(user) == len(group) == 1
        assert user != {"0"} != group
        assert about["Groups"] == ""
        open_files = {int(path.name) for path in Path(f"/proc/{guest}/fd").iterdir()}
        assert open_files == {0, 1, 2, 3}


def test_two_guests_are_two_users(load, processes):
    if os.geteuid() != 0:
        pytest.skip("only root can give each guest a user id of its own")
    modules = [load(TRIES), load(TRIES)]
    assert {m.value("1") for m in modules} == {1}
    users = [status(guest)["Uid"].split()[0] for guest in processes.guests()]
    assert len(users) == len(set(users)) == 2


# -- limits -------------------------------------------------------------------------------------------


def test_limits(load):
    m = load(TRIES, cpu_seconds=7, memory_mb=100, file_mb=1)
    mb = 1 << 20
    limits = m.value(
        "{name: resource.getrlimit(getattr(resource, name)) for name in dir(resource) if 'RLIMIT_' in name}"
    )
    assert limits["RLIMIT_CPU"] == (7, 9)
    assert limits["RLIMIT_FSIZE"] == (mb, mb)
    assert limits["RLIMIT_CORE"] == (0, 0)
    assert limits["RLIMIT_NOFILE"] == (OPEN_FILES, OPEN_FILES)
    if sys.platform == "linux":
        assert limits["RLIMIT_AS"][0] == limits["RLIMIT_AS"][1] != resource.RLIM_INFINITY
    acts = try_all(
        m,
        "[open(f'{n}', 'w') for n in range(100)]",
        f"open('big', 'wb').write(bytes({2 * mb}))",
        f"bytes({200 * mb})",
        f"bytes({10 * mb})",
    )
    assert list(acts.values()) == ["OSError", "OSError", "MemoryError", None]


def test_limits_cannot_be_raised(load):
    m = load(TRIES)
    names = ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE")
    refused = try_all(m, *(f"resource.setrlimit(resource.{name}, (-1, -1))" for name in names))
    assert set(refused.values()) <= {"ValueError", "PermissionError"}, refused


# -- part by part -------------------------------------------------------------------------------------

PARTS = {
    "landlock": ("open('/etc/passwd')", "os.listdir('/')"),
    "seccomp": ("os.fork() or os._exit(0)", "socket.socket(socket.AF_UNIX)", "os.kill(os.getpid(), 0)"),
    "limits": ("[open(f'{n}', 'w') for n in range(100)]",),
}


@pytest.fixture
def attempts():
    """What a guest of a policy of one's own says to some acts."""

    def run(policy, *acts):
        server = Server(policy)
        channel = Channel(server, Allowance(file_mb=1))
        channel.budget = Budget(20.0, 1 << 16)
        try:
            return try_all(Peer(channel).load("submission", "submission.py", TRIES, []), *acts)
        finally:
            channel.close()
            server.close()

    return run


@pytest.mark.parametrize("part", PARTS)
def test_what_a_part_is_for(attempts, part):
    if part == "landlock" and not landlock.abi():
        pytest.skip("this kernel has no Landlock")
    everything = Policy(bubblewrap=False)
    without = Policy(bubblewrap=False, **{part: False})
    assert None not in attempts(everything, *PARTS[part]).values()
    assert set(attempts(without, *PARTS[part]).values()) == {None}


def test_without_any_part_all_is_let_through(attempts):
    acts = [act for acts in PARTS.values() for act in acts]
    assert set(attempts(NOTHING, *acts).values()) == {None}


def test_threads_where_they_are_allowed(attempts):
    act = "t = threading.Thread(target=print); t.start(); t.join()"
    assert attempts(Policy(threads=True), act, "os.fork()") == {act: None, "os.fork()": "PermissionError"}
    assert attempts(Policy(threads=False), act) == {act: "RuntimeError"}


def test_a_part_that_cannot_be_applied_stops_the_guest(load):
    # Without address space of its own it dies before or in its first steps; it never runs unlimited.
    with pytest.raises((SandboxError, GuestDied, LearnerError)):
        load("x = bytes(100 << 20)\n", memory_mb=1)
