"""The hold on a fork server: it starts when needed, again when it dies, and leaves nothing behind."""

import os
import shutil
import signal
import socket
import threading

import pytest

from grader.errors import SandboxError
from grader.report import Verdict
from grader.sandbox.channel import Budget, Channel, GuestDied
from grader.sandbox.policy import Allowance, Policy
from grader.sandbox.proxy import Peer
from grader.sandbox.server import Server
from grader.sandbox.template import Template

BOTH = [Policy(), Policy(bubblewrap=False)]


@pytest.fixture(params=BOTH, ids=["in bubblewrap", "by itself"])
def own(request, tmp_path, monkeypatch):
    """A server of the test's own, not yet started, whose temporary files lie in tmp_path/tmp."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    tmp_path.chmod(0o755)
    server = Server(request.param)
    yield server
    server.close()


def ask(server, source="def f():\n    return 1\n"):
    """What f() gives in a new guest."""
    channel = Channel(server, Allowance())
    channel.budget = Budget(20.0, 1000)
    try:
        return Peer(channel).load("submission", "submission.py", source, []).f()
    finally:
        channel.close()


def test_it_starts_on_first_use(own, processes):
    assert processes.servers() == []
    assert ask(own) == 1
    [server] = processes.servers()
    assert ask(own) == 1
    assert processes.servers() == [server]


def test_starting_does_nothing_while_it_runs(own, processes):
    own.start()
    own.info()
    [server] = processes.servers()
    own.start()
    assert processes.servers() == [server]


def test_closing_leaves_neither_process_nor_file(own, processes, tmp_path):
    channels = [Channel(own, Allowance()) for _ in range(3)]
    channels[0].budget = Budget(20.0, 1000)
    Peer(channels[0]).load("submission", "submission.py", "open('left', 'w').write('x')", [])
    ours = processes.below(os.getpid())
    assert len(processes.guests()) == 3
    own.close()
    processes.until(lambda: not any(map(processes.alive, ours)))
    assert list((tmp_path / "tmp").iterdir()) == []
    own.close()
    for channel in channels:
        channel.close()


def test_it_can_be_used_after_closing(own):
    assert ask(own) == 1
    own.close()
    assert ask(own) == 1


def test_its_environment_is_its_own(own, monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "/tmp/x")
    monkeypatch.setenv("LD_PRELOAD", "")
    names = ask(own, "import os\ndef f():\n    return sorted(os.environ)\n")
    assert not {"PYTHONSTARTUP", "LD_PRELOAD"} & set(names)


def test_descriptors_of_the_host_stay_there(own):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        os.set_inheritable(theirs.fileno(), True)
        assert ask(own) == 1
        channel = Channel(own, Allowance())
        theirs.close()
        ours.settimeout(10)
        assert ours.recv(1) == b""  # nobody else holds the other end
        channel.close()


# -- deaths -------------------------------------------------------------------------------------------


def kill(processes, pid):
    os.kill(pid, signal.SIGKILL)
    processes.until(lambda: not processes.alive(pid))


OUTERMOST, INNERMOST = "outermost", "innermost"


def kill_server(processes, server, which):
    """Kill the server itself, or what bubblewrap put around it."""
    kill(processes, server._process.pid if which == OUTERMOST else processes.servers()[0])


@pytest.mark.parametrize("which", [OUTERMOST, INNERMOST])
def test_killed_while_nobody_asks(own, processes, tmp_path, which):
    assert ask(own) == 1
    old = processes.below(os.getpid())
    kill_server(processes, own, which)
    assert ask(own) == 1
    processes.until(lambda: not any(map(processes.alive, old)))
    own.close()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_killed_while_a_guest_works(own, processes):
    channel = Channel(own, Allowance())
    channel.budget = Budget(20.0, 1000)
    m = Peer(channel).load("submission", "submission.py", "def f(g):\n    return g()\n", [])
    [guest] = processes.guests()
    with pytest.raises(GuestDied) as caught:
        m.f(lambda: kill_server(processes, own, INNERMOST))
    assert caught.value.server_lost
    assert caught.value.verdict is Verdict.CRASHED
    processes.until(lambda: not processes.alive(guest))
    assert ask(own) == 1


def test_killed_before_it_is_ready(own, processes):
    own.start()
    processes.until(processes.servers)
    kill_server(processes, own, OUTERMOST)
    try:
        assert ask(own) == 1
    except SandboxError as error:  # by itself there is nothing to fall back on; the next try starts afresh
        assert not own.policy.bubblewrap
        assert "could not be started" in str(error)
        assert ask(own) == 1


@pytest.mark.parametrize("own", BOTH[:1], indirect=True)
def test_one_that_no_longer_answers_is_replaced(own, processes):
    own.template = Template(start_seconds=1)
    assert ask(own) == 1
    [server] = processes.servers()
    os.kill(server, signal.SIGSTOP)
    assert ask(own) == 1
    own.close()
    left = processes.alive(server)
    if left:
        os.kill(server, signal.SIGKILL)
    assert not left


@pytest.mark.parametrize("own", BOTH[1:], ids=["by itself"], indirect=True)  # else it is the server's own
def test_a_scratch_folder_that_is_gone(own, tmp_path):
    assert ask(own) == 1
    [folder] = (tmp_path / "tmp").iterdir()
    shutil.rmtree(folder)
    with pytest.raises(
        SandboxError, match=r"a process for learner code could not be started: .*No such file"
    ):
        ask(own)


def test_a_guest_that_was_never_spawned(own):
    assert ask(own) == 1
    assert own.reap(own._generation, 1) is None
    assert own.reap(own._generation - 1, 1) is None
    assert ask(own) == 1


def test_many_threads_spawn_at_once(own):
    answers = []

    def work():
        for _ in range(5):
            answers.append(ask(own))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [1] * 30


def test_a_thread_that_ends_takes_no_server_along(own, processes):
    starter = threading.Thread(target=own.info)
    starter.start()
    starter.join()
    [server] = processes.servers()
    assert ask(own) == 1
    assert processes.servers() == [server]


# -- bubblewrap that is no help -----------------------------------------------------------------------

BROKEN = {
    "says why": (
        "echo 'bwrap: no permissions to create a new namespace' >&2; exit 1",
        "no permissions to create",
    ),
    "says much": ("echo first >&2; echo 'the last line' >&2; exit 1", "the last line"),
    "says nothing": ("exit 1", ""),
    "does nothing": ("exit 0", ""),
    "is killed": ("kill -9 $$", ""),
    "talks nonsense": ("head -c 1000 /dev/urandom >&2; exit 3", ""),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_bubblewrap(kind, tmp_path, monkeypatch):
    script, why = BROKEN[kind]
    (tmp_path / "bwrap").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    server = Server()
    try:
        assert ask(server) == 1
        assert not server.bubblewrap
        assert server.problem.startswith("bubblewrap is installed but does not work here (")
        assert why in server.problem
        assert "\n" not in server.problem
        server.close()
        assert ask(server) == 1  # it is not tried again
    finally:
        server.close()


def test_no_bubblewrap(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    server = Server()
    try:
        assert ask(server) == 1
        assert server.problem == "bubblewrap is not installed"
    finally:
        server.close()


@pytest.mark.parametrize("own", BOTH[1:], ids=["by itself"], indirect=True)
def test_a_python_that_does_not_start(own, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    with pytest.raises(SandboxError, match="the sandbox could not be started"):
        ask(own)
    own.close()
    assert list((tmp_path / "tmp").iterdir()) == []
