"""test, grade: exercises whose networks the grader trains; and that the others never pay for it."""

import asyncio
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pytest
from small_course import RIGHT, alive, busy, family, until, write_exercise

from dllab.service import Service
from dllab.workspace import Workspace
from grader.events import Finished, TrainingStep

EXERCISE = """\
id: net
title: A small network
summary: Ten digits.
kind: keras
provides: [build_model]
limits: {seconds: 60, total_seconds: 300, memory_mb: 1536}
datasets: [digits]
"""

CHECKS = """\
from grader import check


@check(points=2)
def learns(lab):
    "Learns the digits."
    run = lab.train(lab.network(), lab.task(train=400, test=100), epochs=EPOCHS, batch_size=20, seeds=2)
    lab.trainings().records.metric("accuracy", run.accuracy)
"""

NETWORK = """\
import keras


def build_model():
    return keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(10)])
"""

ENDLESS = "def double(x):\n    while True:\n        pass\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A course with net, which trains two epochs, and net-long, which does not end; both are started."""
    root = tmp_path_factory.mktemp("site")
    track = root / "course" / "exercises" / "01-nets"
    for id, epochs in (("net", 2), ("net-long", 100_000)):
        files = {"checks.py": CHECKS.replace("EPOCHS", str(epochs)), "hidden.py": None, "mistakes.py": None}
        write_exercise(track / id, EXERCISE.replace("id: net", f"id: {id}"), **files)
        (root / "course" / "solutions" / "01-nets" / f"{id}.py").write_text(NETWORK)
        (root / "home").mkdir(exist_ok=True)
        (root / "home" / f"{id}.py").write_text(NETWORK)
    (track / "track.yaml").write_text("title: Nets\nsummary: s\nexercises: [net, net-long]\n")
    return root


@pytest.fixture
def places(site, environment):
    """What commands see: that course and workspace."""
    here = {"DLLAB_HOME": str(site / "home"), "DLLAB_COURSE": str(site / "course"), "LANG": "C.UTF-8"}
    return {**environment, **here, "NO_COLOR": "1"}


@pytest.fixture
def on_terminal(places):
    """A function that starts a command in a session and on a terminal of its own."""
    begun = []

    def start(*arguments):
        begun.append(OnTerminal(arguments, places))
        return begun[-1]

    yield start
    for command in begun:
        command.interrupt()
        command.wait(20)


class OnTerminal:
    """A command and what it wrote."""

    def __init__(self, arguments, environment):
        self.master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 80))
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), slave)
        command = [sys.executable, "-m", "dllab", *arguments]
        self.process = subprocess.Popen(command, env=environment, start_new_session=True, **streams)
        os.close(slave)
        self.written = []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        try:
            while data := os.read(self.master, 1 << 16):
                self.written.append(data)
        except OSError:  # nobody holds the other end any more
            pass

    @property
    def text(self):
        return b"".join(self.written).decode(errors="replace")

    def interrupt(self):
        """What Ctrl-C does: a signal to the whole group."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)

    def wait(self, seconds):
        """Its status, when it has ended and all it wrote was read."""
        status = self.process.wait(seconds)
        self.reader.join()
        if self.master is not None:
            os.close(self.master)
            self.master = None
        return status


def test_a_training_on_a_terminal(on_terminal):
    command = on_terminal("grade", "net", "--device", "cpu")
    assert command.wait(120) == 0
    line = r"\r\x1b\[K1/1 Learns the .*· digits · seed [12]/2 · epoch [12]/2 · loss \d\.\d+ · accuracy [\d.]+"
    assert re.search(line, command.text)
    report = command.text.rpartition("\x1b[K")[2]
    assert "✓ passed  Learns the digits.  2/2" in report
    assert "build_model on digits · 2 seeds · 650 parameters · 720 samples · cpu:0" in report
    assert "┤" in report
    assert re.search(r"test accuracy [\d.]+ · last epoch: loss [\d.]+, val_loss [\d.]+", report)


def test_ctrl_c_ends_a_training_at_once(on_terminal, site):
    command = on_terminal("test", "net-long")
    until(lambda: re.search(r"epoch \d+/100000 · loss", command.text), seconds=120)
    relatives = family(command.process.pid)
    assert relatives
    command.interrupt()
    assert command.wait(5) == 3
    assert [pid for pid in relatives if alive(pid)] == []
    assert "Traceback" not in command.text
    assert "net-long" not in {entry.exercise for entry in Workspace(site / "home").log().entries}


def test_ctrl_c_ends_it_while_keras_is_imported(on_terminal):
    command = on_terminal("test", "net-long")
    relatives = until(lambda: [pid for pid in family(command.process.pid) if busy(pid)])
    command.interrupt()
    assert command.wait(5) == 3
    assert [pid for pid in relatives if alive(pid)] == []
    assert "Traceback" not in command.text


@pytest.mark.parametrize("command", ["test", "grade"])
def test_a_device_that_is_not_here_is_a_refusal(dllab, places, command):
    done = dllab(command, "net", "--device", "gpu:99", env=places)
    assert done.is_refusal()
    assert "gpu" in done.err.lower()


def test_watching_takes_a_device_too(running, places):
    process = running("test", "net", "--watch", "--device", "gpu:99", env=places)
    os.set_blocking(process.stderr.fileno(), False)
    said = until(process.stderr.readline, seconds=60).decode()
    assert said.startswith("dllab: ")
    assert "gpu" in said.lower()


def test_the_service_tells_each_step(site):
    async def heard():
        async with Service() as service:
            path = site / "home" / "net.py"
            return [event async for event in service.grade("net", path, course=site / "course", device="cpu")]

    events = asyncio.run(asyncio.wait_for(heard(), 120))
    steps = [event for event in events if isinstance(event, TrainingStep)]
    assert {(step.run, step.epoch) for step in steps if "val_loss" in step.numbers} == {
        (run, epoch) for run in (1, 2) for epoch in (1, 2)
    }
    assert isinstance(events[-1], Finished)
    [training] = events[-1].report.training
    assert training.device == "cpu:0"
    assert [len(run.history["val_loss"]) for run in training.runs] == [2, 2]


HEAVY = "tensorflow keras jax torch plotext"
LOOK = f"""
import sys
from dllab.cli.app import main
status = main(sys.argv[1:]) if sys.argv[1:] else 0
print(status, sorted(set("{HEAVY}".split()) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments", [[], ["list"], ["status"], ["show", "double"], ["test", "double"], ["grade", "double"]]
)
def test_what_trains_nothing_imports_nothing_that_trains(environment, started, arguments):
    started("double", RIGHT)
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *arguments], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == "0 []\n"


def test_nor_do_the_processes_behind_it(running, started):
    started("double", ENDLESS)
    process = running("test", "double")
    until(lambda: any(map(busy, family(process.pid))))
    loaded = [libraries(pid) for pid in (process.pid, *family(process.pid))]
    assert any("numpy" in names for names in loaded)
    assert not any("tensorflow" in names for names in loaded)


def libraries(pid):
    """The files that a process has mapped, as far as one may look."""
    try:
        return Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return ""
