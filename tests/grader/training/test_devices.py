"""Devices are found as the driver and CUDA_VISIBLE_DEVICES tell, and each GPU serves one job at a time."""

import signal
import subprocess
import sys
import threading

import pytest

from grader.errors import DeviceError
from grader.training import nvidia
from grader.training.devices import claim, find
from grader.training.gpus import survey

A, B = "GPU-5a1b0000-1111-2222-3333-444455556666", "GPU-5a1c0000-1111-2222-3333-444455556666"
SLICES = ["MIG-0aa00000-1111-2222-3333-444455556666", "MIG-0bb00000-1111-2222-3333-444455556666"]
TWO = f"""\
0, {A}, NVIDIA H100 80GB HBM3, 81559, 81000, Disabled
1, {B}, NVIDIA A100-SXM4-40GB, 40960, 40000, Disabled
"""
ONE = TWO.splitlines(keepends=True)[0]
FULL = ONE.replace("81000", "500")
SLICED = TWO.replace("Disabled", "Enabled", 1)
TREE = f"""\
GPU 0: NVIDIA H100 80GB HBM3 (UUID: {A})
  MIG 1g.10gb     Device  0: (UUID: {SLICES[0]})
  MIG 2g.20gb     Device  1: (UUID: {SLICES[1]})
GPU 1: NVIDIA A100-SXM4-40GB (UUID: {B})
"""
INFORMATION = "Model: \t\t NVIDIA {}\nIRQ:   \t\t 35\nGPU UUID: \t {}\nBus Type: \t PCIe\n"
JOB = """\
import sys
from grader.training.devices import claim
try:
    with claim(sys.argv[1], lambda sentence: print("waiting:", sentence, flush=True)) as held:
        print(held.device.name, "|", held.note, flush=True)
        sys.stdin.read()
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A function that gives this machine GPUs, through an nvidia-smi that it writes: machine(table, tree).

    Until then it has neither that nor a driver.
    """
    for folder in ("bin", "locks"):
        (tmp_path / folder).mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path}/bin")
    monkeypatch.setenv("DLLAB_LOCKS", str(tmp_path / "locks"))
    monkeypatch.setattr(nvidia, "DRIVER", tmp_path / "driver")
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)

    def make(table, tree="", script=None):
        (tmp_path / "table").write_text(table)
        (tmp_path / "tree").write_text(tree)
        program = tmp_path / "bin" / "nvidia-smi"
        program.write_text(
            script
            or f'#!/bin/sh\n[ "$1" = -L ] && exec /bin/cat {tmp_path}/tree\n/bin/cat {tmp_path}/table\n'
        )
        program.chmod(0o755)

    return make


@pytest.fixture
def driver(machine, tmp_path):
    """A function that writes what the driver tells about itself: driver(("H100", uuid), …)."""

    def write(*gpus):
        for number, gpu in enumerate(gpus):
            folder = tmp_path / "driver" / "gpus" / f"0000:0{number}:00.0"
            folder.mkdir(parents=True)
            (folder / "information").write_text(INFORMATION.format(*gpu))

    return write


class Job:
    """A process that claims a device and holds it until it is told to end."""

    def __init__(self, wanted):
        self.process = subprocess.Popen(
            [sys.executable, "-c", JOB, wanted], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def says(self):
        """Its next line."""
        watchdog = threading.Timer(30, self.process.kill)
        watchdog.start()
        try:
            return self.process.stdout.readline().rstrip("\n")
        finally:
            watchdog.cancel()

    def end(self):
        self.process.stdin.close()
        self.process.stdin = None
        assert self.process.wait(timeout=30) == 0

    def close(self):
        self.process.kill()
        self.process.communicate(timeout=30)


@pytest.fixture
def job():
    """A function that starts a job: job("gpu:0") -> Job; at the end all are gone."""
    started = []

    def start(wanted):
        started.append(Job(wanted))
        return started[-1]

    yield start
    for one in started:
        one.close()


def test_gpus_are_listed_with_what_is_known_of_them(machine):
    machine(TWO)
    first, second = find()
    assert (first.kind, first.name, first.index) == ("gpu", "NVIDIA H100 80GB HBM3", A)
    assert (first.memory_mb, first.free_mb) == (81559, 81000)
    assert (second.name, second.index, second.memory_mb) == ("NVIDIA A100-SXM4-40GB", B, 40960)


def test_memory_that_nobody_tells_is_unknown(machine):
    machine(ONE.replace("81559, 81000", "[N/A], [N/A]"))
    [gpu] = find()
    assert (gpu.memory_mb, gpu.free_mb) == (0, None)
    assert claim().device == gpu


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        ("0", [A]),
        ("1", [B]),
        ("1,0", [B, A]),
        (" 1 , 0 ", [B, A]),
        (A, [A]),
        (f"{B},{A}", [B, A]),
        ("GPU-5a1c", [B]),
        ("GPU-5a1", []),  # the beginning of both
        ("0,2,1", [A]),
        ("0,-1,1", [A]),
        ("0,,1", [A]),
        ("2,0", []),
        ("0,0", []),
        (f"0,{A}", []),
        ("", []),
        ("-1", []),
        ("NoDevFiles", []),
        ("all", []),
        ("GPU-ffff", []),
        (SLICES[0], []),
    ],
)
def test_cuda_visible_devices_is_read_as_cuda_reads_it(machine, monkeypatch, chosen, seen):
    machine(TWO)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", chosen)
    assert [gpu.index for gpu in find()] == seen


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        (None, [*SLICES, B]),
        (SLICES[1], [SLICES[1]]),
        (f"{SLICES[1]},{B}", [SLICES[1], B]),
        ("MIG-0a", [SLICES[0]]),
        ("MIG-0", []),
        ("0", [SLICES[0]]),
        ("0,1", [SLICES[0], B]),
        (A, [SLICES[0]]),
    ],
)
def test_of_a_gpu_in_mig_mode_the_slices_are_seen(machine, monkeypatch, chosen, seen):
    machine(SLICED, TREE)
    if chosen is not None:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", chosen)
    found = find()
    assert [gpu.index for gpu in found] == seen
    if found and found[0].index == SLICES[0]:
        assert (found[0].name, found[0].memory_mb) == ("NVIDIA H100 80GB HBM3 MIG 1g.10gb", 10240)


def test_mig_mode_without_slices_leaves_nothing(machine):
    machine(ONE.replace("Disabled", "Enabled"), TREE.splitlines()[0])
    with pytest.raises(DeviceError, match="MIG mode is on"):
        claim("gpu")
    assert claim().note == "MIG mode is on, and no GPU has been divided yet: trained on the CPU"


BROKEN = {
    "fails": (
        "#!/bin/sh\necho 'Failed to initialize NVML: Driver/library version mismatch'\nexit 18\n",
        "mismatch",
    ),
    "silent": ("#!/bin/sh\nexit 9\n", "exit status 9"),
    "no program": ("\x7fELF nonsense", "Exec format error"),
    "hangs": ("#!/bin/sh\n/bin/sleep 987\n", "no answer"),
    "empty": ("#!/bin/sh\necho No devices were found\n", "finds no GPU"),
    "lost": ("#!/bin/sh\nexec /no/such/program\n", "not found"),
}


@pytest.mark.parametrize(("script", "word"), BROKEN.values(), ids=BROKEN)
def test_where_nvidia_smi_is_broken_it_is_said(machine, monkeypatch, script, word):
    machine("", script=script)
    if word == "no answer":
        monkeypatch.setattr(nvidia, "PATIENCE", 0.5)
    found = survey()
    assert found.devices == []
    assert "nvidia-smi" in found.reason and word in found.reason
    assert found.trouble == found.reason


def test_a_hanging_nvidia_smi_is_killed_with_all_it_started(machine, tmp_path, monkeypatch, processes):
    machine("", script=f"#!/bin/sh\n/bin/sleep 987 &\necho $! >{tmp_path}/pid\nwait\n")
    monkeypatch.setattr(nvidia, "PATIENCE", 3.0)
    survey()
    sleeper = int((tmp_path / "pid").read_text())
    processes.until(lambda: not processes.alive(sleeper))


def test_without_nvidia_smi_the_driver_is_asked(driver, monkeypatch):
    driver(("H100 PCIe", A), ("A100", "GPU-????????-????-????-????-????????????"))
    found = survey()
    assert [(gpu.name, gpu.index) for gpu in found.devices] == [("NVIDIA H100 PCIe", A), ("NVIDIA A100", "1")]
    assert found.trouble == ""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    assert [gpu.index for gpu in find()] == ["1"]


@pytest.mark.parametrize("wanted", ["auto", "gpu"])
def test_where_only_the_driver_answers_the_note_says_so(machine, driver, wanted):
    machine("", script=BROKEN["fails"][0])
    driver(("H100 PCIe", A))
    with claim(wanted) as held:
        assert held.device.index == A
        assert held.note.startswith("nvidia-smi does not work (Failed to initialize NVML: ")


def test_a_machine_without_a_driver_is_no_trouble(machine):
    found = survey()
    assert (found.devices, found.reason, found.trouble) == ([], "no NVIDIA driver was found here", "")
    assert claim().note == ""
    with pytest.raises(DeviceError, match="no GPU can be used: no NVIDIA driver was found here"):
        claim("gpu")


@pytest.mark.parametrize(
    "wanted", ["", "GPU", "gpu:", "gpu:-1", "gpu:0,1", "cuda", "cpu:0", "tpu", "gpu:99999"]
)
def test_nonsense_is_refused_with_what_may_be_said(machine, wanted):
    machine(TWO)
    with pytest.raises(DeviceError, match=r"say auto, cpu, gpu, or gpu:0"):
        claim(wanted)


@pytest.mark.parametrize(
    ("table", "chosen", "wanted", "sentence"),
    [
        (TWO, "", "gpu", "CUDA_VISIBLE_DEVICES is empty"),
        (TWO, "-1", "gpu:0", "CUDA_VISIBLE_DEVICES is -1"),
        (TWO, "7", "gpu", "CUDA_VISIBLE_DEVICES=7 names no GPU of this machine, which has 2"),
        (TWO, "1", "gpu:1", "there is no gpu:1: this process may use gpu:0"),
        (TWO, "0,1", "gpu:2", "there is no gpu:2: this process may use gpu:0 to gpu:1"),
    ],
)
def test_a_gpu_that_is_not_there_is_refused_with_the_reason(
    machine, monkeypatch, table, chosen, wanted, sentence
):
    machine(table)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", chosen)
    with pytest.raises(DeviceError, match=sentence):
        claim(wanted)


def test_the_cpu_is_what_remains(machine, monkeypatch):
    machine(TWO)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    with claim() as held:
        assert (held.device.kind, held.device.name, held.device.index, held.note) == ("cpu", "CPU", "", "")
        assert held.environment == {"CUDA_VISIBLE_DEVICES": ""}
        assert held.device.memory_mb > 100
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "9")
    assert claim().note == (
        "CUDA_VISIBLE_DEVICES=9 names no GPU of this machine, which has 2: trained on the CPU"
    )


def test_the_cpu_is_had_when_asked_for_and_as_often_as_asked(machine):
    machine(TWO)
    with claim("cpu") as one, claim("cpu") as other:
        assert one.device.kind == other.device.kind == "cpu"
        assert not one.note


def test_a_gpu_is_named_to_the_training_process(machine, monkeypatch):
    machine(TWO)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1,0")
    with claim("gpu:0") as held:
        assert held.environment == {"CUDA_VISIBLE_DEVICES": B}
        assert held.note == ""


def test_jobs_get_a_gpu_each_and_then_the_cpu(machine, job):
    machine(TWO)
    first, second = job("auto"), job("gpu:1")
    assert first.says() == "NVIDIA H100 80GB HBM3 | "
    assert second.says() == "NVIDIA A100-SXM4-40GB | "
    with claim() as third:
        assert (third.device.kind, third.note) == ("cpu", "all 2 GPUs are busy: trained on the CPU")
    second.end()
    with claim() as third:
        assert third.device.index == B


def test_one_process_has_no_privilege(machine):
    machine(ONE)
    with claim() as first:
        assert first.device.kind == "gpu"
        with claim() as second:
            assert second.note == "the GPU is busy: trained on the CPU"
    first.close()
    assert claim().device.kind == "gpu"


def test_a_killed_job_leaves_its_gpu_free_at_once(machine, job):
    machine(ONE)
    victim = job("gpu")
    assert victim.says().startswith("NVIDIA H100")
    with claim() as held:
        assert held.device.kind == "cpu"
    victim.process.send_signal(signal.SIGKILL)
    victim.process.wait(timeout=30)
    with claim() as held:
        assert held.device.index == A


def test_who_wants_a_busy_gpu_is_told_and_gets_it_when_it_is_free(machine, job):
    machine(TWO)
    holder = job("gpu:0")
    assert holder.says().startswith("NVIDIA H100")
    waiter = job("gpu:0")
    assert waiter.says().startswith("waiting: the GPU (NVIDIA H100 80GB HBM3) is busy with other jobs")
    holder.end()
    assert waiter.says() == "NVIDIA H100 80GB HBM3 | "


def test_who_wants_any_gpu_waits_for_the_first_that_is_free(machine, job):
    machine(TWO)
    jobs = [job("gpu:0"), job("gpu:1")]
    assert all(one.says().startswith("NVIDIA") for one in jobs)
    waiter = job("gpu")
    assert waiter.says().startswith("waiting: all 2 GPUs are busy with other jobs")
    jobs[1].end()
    assert waiter.says() == "NVIDIA A100-SXM4-40GB | "


def test_waiting_can_be_interrupted(machine, job):
    machine(ONE)
    with claim("gpu"):
        waiter = job("gpu")
        assert waiter.says().startswith("waiting: ")
        waiter.process.send_signal(signal.SIGINT)
        assert waiter.says() == "interrupted"


def test_a_gpu_that_other_programs_fill_is_taken_only_when_asked_for(machine):
    machine(FULL)
    with claim() as held:
        assert (held.device.kind, held.note) == ("cpu", "the GPU is busy: trained on the CPU")
    with claim("gpu") as held:
        assert held.device.index == A
        assert held.note == "other programs have taken most of the GPU's memory"


def test_where_nothing_can_be_locked_the_cpu_is_taken_and_it_is_said(machine, monkeypatch, tmp_path):
    machine(ONE)
    monkeypatch.setenv("DLLAB_LOCKS", str(tmp_path / "missing"))
    with claim() as held:
        assert held.device.kind == "cpu"
        assert held.note.startswith("trained on the CPU, for ") and "set DLLAB_LOCKS" in held.note
    with pytest.raises(DeviceError, match="set DLLAB_LOCKS to a folder"):
        claim("gpu")


def test_neither_keras_nor_numpy_is_loaded():
    code = "import sys, grader.training.devices as d; d.describe(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    loaded = set(done.stdout.split())
    assert "grader.training.devices" in loaded
    assert loaded.isdisjoint({"tensorflow", "keras", "jax", "torch", "numpy"})
