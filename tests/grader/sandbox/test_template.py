"""Guests with a large library in them: it may use threads and read itself, and nothing else is any nearer."""

import os
import socket
import textwrap
from pathlib import Path

import numpy as np
import pytest

import grader
from grader.sandbox.channel import Budget, Channel
from grader.sandbox.policy import Allowance, Policy
from grader.sandbox.probe import probe
from grader.sandbox.proxy import Peer
from grader.sandbox.server import Server
from grader.sandbox.template import Template
from grader.training.devices import installed_backend
from grader.training.template import keras_template

ROOT = Path(__file__).parents[3]
PACKAGES = Path(np.__file__).parents[1]
REFUSED = {"PermissionError", "FileNotFoundError", "OSError", "NotADirectoryError"}

TRIES = """
import ctypes, os, signal, socket, subprocess, sys, threading
import keras, tensorflow as tf

said = []

def attempt(what):
    "None, or why not; TensorFlow has errors of its own."
    try:
        exec(what, globals())
    except tf.errors.OpError:
        return "OSError"
    except BaseException as error:
        return type(error).__name__

def value(what):
    return eval(what)
"""


@pytest.fixture(scope="module", params=["in bubblewrap", "by itself"])
def server(request):
    """A fork server with Keras: in namespaces of its own, and without."""
    policy = Policy(bubblewrap=request.param == "in bubblewrap", threads=True)
    server = Server(policy, ROOT, keras_template(installed_backend()))
    server.info()
    if policy.bubblewrap and not server.bubblewrap:
        pytest.skip(server.problem)
    yield server
    server.close()


@pytest.fixture
def load(server):
    """A function that loads source in a guest of its own: load(source) -> Module."""
    opened = []

    def start(source):
        opened.append(Channel(server, Allowance(memory_mb=1024)))
        opened[-1].budget = Budget(60.0, 1 << 16)
        return Peer(opened[-1]).load("submission", "submission.py", source, [])

    yield start
    for channel in opened:
        channel.close()


@pytest.fixture
def secret(tmp_path):
    """A file that everybody may read and write, as far as its mode goes."""
    tmp_path.chmod(0o777)
    path = tmp_path / "secret"
    path.write_text("a secret")
    path.chmod(0o666)
    return path


def try_all(module, *acts) -> dict:
    return {act: module.attempt(act) for act in acts}


def test_its_level_is_kernel(server):
    sandbox = probe(server)
    assert (sandbox.level, sandbox.missing) == ("kernel", [])
    assert sandbox.filesystem and sandbox.network and sandbox.processes


def test_the_library_works_and_may_be_imported_late(load):
    m = load(TRIES)
    acts = [
        "import keras.src.legacy.saving, tensorflow.python.tools.freeze_graph, numpy.polynomial, sqlite3",
        "assert float(keras.ops.sum(keras.ops.ones((3, 4)))) == 12",
        "model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])",
        "assert model.predict(keras.ops.ones((1, 4)), verbose=0).shape == (1, 2)",
        "tf.io.write_file('a', 'x'); assert tf.io.read_file('a').numpy() == b'x'",
        "assert os.listdir() == ['a'] and os.environ['HOME'] == os.getcwd()",
    ]
    assert try_all(m, *acts) == dict.fromkeys(acts)


def test_it_may_have_threads(load):
    m = load(TRIES)
    m.attempt(
        "t = threading.Thread(target=lambda: said.append(threading.active_count())); t.start(); t.join()"
    )
    assert m.value("said") == [2]


def test_neither_the_course_nor_the_grader_can_be_read(load):
    m = load(TRIES)
    paths = [
        ROOT / "exercises/06-keras/keras-first/hidden.py",
        ROOT / "solutions/06-keras/keras-first.py",
        ROOT / "data/digits.npz",
        Path(grader.__file__),
        PACKAGES / "dllab/course/exercises",
        PACKAGES / "grader/grade.py",
        Path("/etc/passwd"),
        Path("/proc/1/environ"),
        Path(f"/proc/{os.getpid()}/environ"),
    ]
    acts = []
    for path, folder in ((str(path), str(path.parent)) for path in paths):
        acts += [
            f"open({path!r}).read()",
            f"os.listdir({folder!r})[0]",
            f"tf.io.read_file({path!r})",
            f"tf.io.gfile.listdir({folder!r})[0]",
            f"next(iter(tf.data.TextLineDataset({path!r})))",
            f"keras.saving.load_model({path!r})",
        ]
    refused = try_all(m, *acts)
    # An empty folder covers the course in bubblewrap; Keras calls what it cannot see no model.
    assert set(refused.values()) <= {*REFUSED, "IndexError", "ValueError"}, refused


def test_modules_of_the_grader_cannot_be_imported(load):
    m = load(TRIES)
    names = ("grader.grade", "grader.training.session", "grader.ladder", "grader.datasets", "dllab.cli.app")
    refused = try_all(m, *(f"import {name}" for name in names))
    assert set(refused.values()) <= {"ModuleNotFoundError", "ImportError", "PermissionError"}, refused


def test_nothing_outside_its_scratch_can_be_written(load, secret):
    m = load(TRIES)
    folders = [secret.parent, *("/tmp", "/dev/shm", "/var/tmp", "/", "..", "../.keras")]
    folders += [PACKAGES, PACKAGES / "keras", ROOT]
    acts = [f"open({str(folder)!r} + '/left-by-a-guest', 'w')" for folder in folders]
    acts += [f"tf.io.write_file({str(folder)!r} + '/left-by-a-guest', 'x')" for folder in folders]
    acts += [
        f"open({str(secret)!r}, 'a')",
        f"os.unlink({str(secret)!r})",
        f"tf.io.gfile.remove({str(secret)!r})",
        "open(os.path.join(keras.src.backend.config._KERAS_DIR, 'keras.json'), 'a')",
    ]
    refused = try_all(m, *acts)
    assert set(refused.values()) <= REFUSED, refused
    assert secret.read_text() == "a secret"
    assert [path.name for path in secret.parent.iterdir()] == ["secret"]


def test_network_processes_and_signals_are_out_of_reach(load):
    m = load(TRIES)
    acts = [
        *("socket.socket()", "socket.socket(socket.AF_UNIX)", "socket.socketpair()"),
        *("keras.utils.get_file('x', 'http://127.0.0.1:9/x')", "tf.distribute.Server.create_local_server()"),
        *("os.fork()", "os.posix_spawn('/bin/true', ['x'], {})", "subprocess.run(['true'])"),
        "import multiprocessing; multiprocessing.get_context('fork').Process(target=print).start()",
        *("os.kill(1, 0)", "os.kill(os.getppid(), 9)", "os.kill(-1, 9)", "os.killpg(os.getpgrp(), 9)"),
        *("signal.pthread_kill(threading.get_ident(), 0)", "os.setsid()", "os.setuid(0)", "os.nice(-5)"),
    ]
    refused = try_all(m, *acts)
    assert None not in refused.values(), refused
    # What a thread would do, a fork in a thread must not.
    m.attempt("t = threading.Thread(target=lambda: said.append(attempt('os.fork()'))); t.start(); t.join()")
    assert m.value("said") == ["PermissionError"]


def test_no_device_and_no_secret_of_the_host_is_there(load, server, monkeypatch):
    monkeypatch.setenv("DLLAB_SECRET", "x")
    m = load(TRIES)
    assert m.value("tf.config.list_physical_devices('GPU')") == []
    devices = ("/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/dri/card0", "/dev/kvm", "/dev/tty")
    refused = try_all(m, *(f"os.open({path!r}, os.O_RDWR)" for path in devices))
    assert set(refused.values()) <= REFUSED, refused
    environment = m.value("dict(os.environ)")
    assert "DLLAB_SECRET" not in environment
    assert environment["CUDA_VISIBLE_DEVICES"] == ""


def test_guests_do_not_see_each_other(load):
    one, other = load(TRIES), load(TRIES)
    assert one.attempt("keras.config.set_floatx('float64'); open('mine', 'w').write('x')") is None
    assert other.value("keras.config.floatx()") == "float32"
    assert other.value("os.listdir()") == []
    place, pid = one.value("os.getcwd()"), one.value("os.getpid()")
    acts = [f"os.listdir({place!r})", f"open({place!r} + '/mine')"]
    acts += [f"open('/proc/{pid}/mem', 'rb')", f"os.kill({pid}, 0)"]
    refused = try_all(other, *acts)
    assert set(refused.values()) <= REFUSED, refused


LATE = """
import gc, os, signal, threading

def now(*args):
    if not gc.isenabled() and os.path.exists({marker!r}) and threading.active_count() == 1:
        threading.Thread(target=threading.Event().wait, daemon=True).start()

signal.signal(signal.SIGALRM, now)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
"""


def test_a_server_in_which_a_thread_appeared_forks_no_more(tmp_path, monkeypatch, processes):
    """Its children might wait for locks that the thread held; the next server is a new one."""
    marker = tmp_path / "marker"
    (tmp_path / "starts_a_thread_late.py").write_text(textwrap.dedent(LATE.format(marker=str(marker))))
    monkeypatch.syspath_prepend(str(tmp_path))
    server = Server(Policy(bubblewrap=False), template=Template("late", ["starts_a_thread_late"]))
    others = set(processes.servers())
    try:
        channel = Channel(server, Allowance())
        [process] = {*processes.servers()} - others
        [guest] = processes.below(process)
        marker.touch()
        processes.until(lambda: len(list(Path(f"/proc/{process}/task").iterdir())) > 1)
        assert _spawn(server) is None
        marker.unlink()
        assert _spawn(server) is not None
        assert process not in processes.servers()
        assert not processes.alive(guest)
        channel.close()
    finally:
        server.close()


def _spawn(server):
    """What the server says to a request for a guest, which has nobody to talk to and ends."""
    ours, theirs = socket.socketpair()
    with ours, theirs, Path(os.devnull).open("wb") as output:
        return server.spawn(Allowance(), theirs, output.fileno())
