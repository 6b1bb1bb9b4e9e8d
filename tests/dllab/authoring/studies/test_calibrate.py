"""author calibrate for real: a network is trained, and the study says how it went."""

import json
import os
import signal
import subprocess
import sys

import numpy as np
import pytest
from small_course import alive, family, until
from studies import replace, write_net

from dllab.authoring.studies import gates, study
from dllab.authoring.studies.study import Study
from grader import datasets
from grader.course import load_course

ARGUMENTS = ("--seeds", "4", "--mistakes-seeds", "3", "--jobs", "2")


class Net:
    """The course, and the command that calibrates its exercise."""

    def __init__(self, root):
        self.root = root
        self.folder = write_net(root / "course")
        self.log = root / "cache" / "studies" / "net.jsonl"

    def start(self, *arguments):
        command = [sys.executable, "-m", "dllab", "author", "calibrate", "net", *ARGUMENTS, *arguments]
        environment = {
            **os.environ,
            "DLLAB_COURSE": str(self.root / "course"),
            "DLLAB_CACHE": str(self.root / "cache"),
            "CUDA_VISIBLE_DEVICES": "",
        }
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments):
        """Status, stdout and stderr."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    def lines(self):
        """The gradings that were kept, in the order they were."""
        if not self.log.exists():
            return []
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.endswith("}")]

    def study(self) -> Study:
        return study.read(load_course(self.root / "course").exercise("net"))

    def band(self):
        return self.study().data["digits"].bands["learns"]["accuracy"]


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    """The course, calibrated once."""
    made = Net(tmp_path_factory.mktemp("calibrated"))
    made.status, made.out, made.err = made.run()
    return made


def trainings(lines):
    """What was trained, a tuple a grading; equal ones are repetitions."""
    return [(line["key"], line["number"]) for line in lines]


def test_the_study_has_every_training(net):
    band = net.band()
    assert len(band.solution) == 4
    assert [(name, len(values)) for name, values in band.mistakes.items()] == [
        ("bottleneck", 4),
        ("no-model", 0),
    ]
    assert all(0.05 < value < 1 for value in band.solution)
    assert max(band.mistakes["bottleneck"]) < min(band.solution)
    assert band.seeds == 2
    digits = datasets.load("digits")
    commonest = np.bincount(digits.train.y[: int(0.9 * len(digits.train.y))]).argmax()
    assert band.blind == pytest.approx(np.mean(digits.test.y == commonest), abs=1e-5)
    assert (band.in_force.passing, band.in_force.solid, band.in_force.excellent) == (0.3, 0.35, 0.4)
    assert len({*trainings(net.lines())}) == len(net.lines()) == 2 + 2 + 1


def test_the_study_says_where(net):
    found = net.study().data["digits"]
    assert found.environment.backend == os.environ.get("KERAS_BACKEND", "tensorflow")
    assert found.environment.device == "cpu:0"
    assert found.environment.threads >= 1
    assert len(found.sha256) == 64


def test_the_command_tells_the_same(net):
    assert "digits · learns · accuracy\n" in net.out
    assert "caught before they are measured: no-model\n" in net.out
    assert f"the solution: {gates.described(net.band())}\n" in net.out
    assert net.status == (1 if list(gates.problems(net.band())) else 0)
    assert ("✗" in net.out) == bool(net.status)
    assert net.err.endswith("dllab: digits: 10 of 10 trainings\n")


def test_again_trains_nothing_and_writes_the_same(net):
    kept, text = net.log.read_bytes(), (net.folder / "study.json").read_bytes()
    status, out, _ = net.run("--json")
    assert (net.log.read_bytes(), (net.folder / "study.json").read_bytes()) == (kept, text)
    assert status == net.status
    assert json.loads(out)["data"]["digits"]["bands"]["learns"]["accuracy"]["solution"] == net.band().solution


def test_another_band_is_recorded_by_one_grading(net, tmp_path):
    changed = Net(tmp_path)
    changed.log.parent.mkdir(parents=True)
    changed.log.write_bytes(net.log.read_bytes())
    replace(
        changed.folder / "hidden.py",
        '0.3, "solid": 0.35, "excellent": 0.4',
        '0.99, "solid": 1, "excellent": 1',
    )
    status, out, _ = changed.run()
    assert status == 1
    assert "✗ passing is 0.99, above" in out
    assert changed.band().in_force.passing == 0.99
    assert changed.band().solution == net.band().solution
    new = changed.lines()[len(net.lines()) :]
    assert [(line["number"], len(line["measures"])) for line in new] == [(0, 1)]


def test_a_killed_calibration_goes_on(net, tmp_path):
    again = Net(tmp_path)
    process = again.start()
    try:
        before = until(again.lines, seconds=120)
        relatives = family(process.pid)
        assert relatives
    finally:
        process.kill()
        process.communicate()
    until(lambda: not any(map(alive, relatives)))
    before = again.lines()
    assert 0 < len(before) < len(net.lines())
    assert not (again.folder / "study.json").exists()
    with again.log.open("ab") as file:
        file.write(b'{"key": "cut off by the ki')
    status, _, _ = again.run()
    assert status == net.status
    after = again.lines()
    assert after[: len(before)] == before
    assert sorted(trainings(after)) == sorted(trainings(net.lines()))  # and so none of them twice
    assert again.band() == net.band()


def test_ctrl_c_ends_it_at_once(tmp_path):
    net = Net(tmp_path)
    process = net.start()
    try:
        until(net.lines, seconds=120)
        relatives = family(process.pid)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 3
    assert "Traceback" not in err
    until(lambda: not any(map(alive, relatives)))
    assert not (net.folder / "study.json").exists()


def test_a_data_set_that_the_exercise_does_not_use(net):
    status, _, err = net.run("--data", "glyphs")
    assert (status, err) == (2, "dllab: net does not use 'glyphs': it has digits\n")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "    network = ",
            "    expect.that(False, 'No luck.')\n    network = ",
            "no check measured the solution with expect.band: No luck.",
        ),
        (
            "**BANDS[run.data])",
            "**BANDS[run.data])\n    expect.band(run.accuracy, 0, 0.01, 0.02)",
            "learns has 2 bands of 'accuracy': tell them apart with what=",
        ),
    ],
)
def test_what_cannot_be_calibrated(tmp_path, before, after, sentence):
    net = Net(tmp_path)
    replace(net.folder / "hidden.py", "0.3,", "0.01,")
    replace(net.folder / "hidden.py", before, after)
    status, _, err = net.run()
    assert status == 2
    assert err.count("\n") == 1
    assert err.endswith(f"{sentence}\n")
    assert not (net.folder / "study.json").exists()
