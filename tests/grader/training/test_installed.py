"""What is installed is told without loading it, and what is missing is told by name."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.errors import BackendError
from grader.training import installed

ROOT = Path(__file__).parents[3]
PACKAGES = Path(msgspec.__file__).parents[1]


@pytest.fixture
def bare(tmp_path):
    """A Python that has msgspec and this project alone: bare(code, …) -> what the code prints.

    More packages are folders in bare.packages.
    """
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / "msgspec").symlink_to(PACKAGES / "msgspec")
    for name in ("grader", "dllab"):
        (packages / name).symlink_to(ROOT / name)

    def run(code, **environment):
        done = subprocess.run(
            [sys.executable, "-S", "-c", code],
            env={"PYTHONPATH": str(packages), "PATH": "/usr/bin:/bin", **environment},
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    run.packages = packages
    return run


ASK = """\
from grader.errors import BackendError
from grader.training.devices import installed_backend
try:
    print(installed_backend())
except BackendError as error:
    print(error)
"""
DESCRIBE = """\
import msgspec
from grader.training.devices import describe
print(msgspec.json.encode(describe()).decode())
"""


def package(bare, name):
    """Put a package of this name there; loading it would fail."""
    (bare.packages / name).mkdir()
    (bare.packages / name / "__init__.py").write_text("raise RuntimeError('loaded')\n")


def distribution(bare, name, version):
    folder = bare.packages / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


def test_tensorflow_is_the_backend_unless_told(monkeypatch):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    assert installed.installed_backend() == "tensorflow"
    monkeypatch.setenv("KERAS_BACKEND", "")
    assert installed.installed_backend() == "tensorflow"


def test_an_unknown_backend_is_refused_with_those_that_are_known(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "theano")
    with pytest.raises(BackendError) as refusal:
        installed.installed_backend()
    assert str(refusal.value) == "KERAS_BACKEND=theano cannot be used: tensorflow, jax, torch can"


@pytest.mark.parametrize(
    ("backend", "sentence"),
    [
        ("", "TensorFlow is not installed here: {}; `pip install tensorflow`"),
        ("jax", "JAX is not installed here: {}; `pip install jax`"),
        ("torch", "PyTorch is not installed here: {}; `pip install torch`"),
    ],
)
def test_a_missing_backend_is_told_with_what_it_costs_and_mends(bare, backend, sentence):
    said = bare(ASK, KERAS_BACKEND=backend)
    assert said == sentence.format("exercises that train networks cannot be graded")


def test_keras_may_be_what_is_missing(bare):
    package(bare, "jax")
    assert bare(ASK, KERAS_BACKEND="jax").startswith("Keras is not installed here: ")
    package(bare, "keras")
    assert bare(ASK, KERAS_BACKEND="jax") == "jax"


def test_a_folder_of_the_name_is_no_package(bare):
    package(bare, "keras")
    (bare.packages / "tensorflow").mkdir()
    assert bare(ASK).startswith("TensorFlow is not installed here: ")


def test_what_is_there_is_described_with_its_version(bare):
    for name in ("keras", "tensorflow", "torch"):
        package(bare, name)
    distribution(bare, "keras", "3.15.1")
    distribution(bare, "tensorflow-cpu", "2.21.0")
    found = json.loads(bare(DESCRIBE, CUDA_VISIBLE_DEVICES=""))
    assert found["versions"] == {"keras": "3.15.1", "tensorflow": "2.21.0", "torch": "of unknown version"}
    assert (found["backend"], found["problems"]) == ("tensorflow", [])
    assert [device["name"] for device in found["devices"]] == ["CPU"]
    assert found["notes"] == ["CUDA_VISIBLE_DEVICES is empty, which hides every GPU: unset it to use one"]


def test_a_missing_backend_is_described_as_a_problem(bare):
    found = json.loads(bare(DESCRIBE, KERAS_BACKEND="jax"))
    assert (found["backend"], found["versions"]) == ("jax", {})
    assert [problem.split(":")[0] for problem in found["problems"]] == ["JAX is not installed here"]


@pytest.mark.parametrize(
    ("backend", "library", "name"),
    [
        ("tensorflow", "nvidia-cudnn-cu12", "TensorFlow"),
        ("jax", "jax-cuda12-plugin", "JAX"),
        ("torch", None, None),
    ],
)
def test_a_gpu_that_the_backend_may_not_be_able_to_use_is_told(bare, tmp_path, backend, library, name):
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho '0, GPU-1, NVIDIA H100, 81559, 81000, Disabled'\n")
    program.chmod(0o755)
    environment = {"KERAS_BACKEND": backend, "PATH": f"{tmp_path}:/usr/bin:/bin"}
    found = json.loads(bare(DESCRIBE, **environment))
    assert [device["name"] for device in found["devices"]] == ["NVIDIA H100", "CPU"]
    assert [note.split("'")[0] for note in found["notes"]] == ([name] if name else [])
    if library:
        distribution(bare, library, "9.1")
        assert json.loads(bare(DESCRIBE, **environment))["notes"] == []
