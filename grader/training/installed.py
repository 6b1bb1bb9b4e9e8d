"""What Keras trains with, and what of it is installed; told without loading any of it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os

import msgspec

from grader.errors import BackendError
from grader.training.gpus import survey
from grader.training.hardware import Device, cpu

BACKENDS = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}

_PACKAGES = {"keras": "Keras", **BACKENDS}
_CONSEQUENCE = "exercises that train networks cannot be graded"
# What holds CUDA for TensorFlow and for JAX where pip installed it.
_CUDA = {"tensorflow": ("nvidia-cudnn-cu",), "jax": ("jax-cuda",)}


class Training(msgspec.Struct, frozen=True):
    """What this machine has for exercises that train networks.

    Attributes:
        devices: the GPUs that may be used, then the CPU.
        backend: the one that was chosen, known or not.
        versions: of the packages that are installed, by their names.
        notes: what explains what is seen, such as why there is no GPU.
        problems: what stands in the way of training.
    """

    devices: list[Device]
    backend: str
    versions: dict[str, str]
    notes: list[str]
    problems: list[str]


def describe() -> Training:
    """Look for devices and packages."""
    found = survey()
    problems = []
    try:
        installed_backend()
    except BackendError as error:
        problems.append(str(error))
    notes = [note for note in (found.reason or found.trouble, _cuda_note(found.devices)) if note]
    versions = {package: _version(package) for package in _PACKAGES if _is_installed(package)}
    return Training([*found.devices, cpu()], _chosen(), versions, notes, problems)


def installed_backend() -> str:
    """The backend to train with: $KERAS_BACKEND, or tensorflow.

    Raises:
        BackendError: it is not one that is known, or it or Keras is not installed.
    """
    backend = _chosen()
    if backend not in BACKENDS:
        raise BackendError(f"KERAS_BACKEND={backend} cannot be used: {', '.join(BACKENDS)} can")
    for package in (backend, "keras"):
        if not _is_installed(package):
            name = _PACKAGES[package]
            raise BackendError(f"{name} is not installed here: {_CONSEQUENCE}; `pip install {package}`")
    return backend


def _chosen() -> str:
    return os.environ.get("KERAS_BACKEND") or "tensorflow"


def _is_installed(package: str) -> bool:
    found = importlib.util.find_spec(package)
    return found is not None and found.origin is not None  # a folder of that name has no origin


def _version(package: str) -> str:
    """Its version; some distributions of TensorFlow have names of their own (tensorflow-cpu)."""
    for name in (package, f"{package}-cpu", f"{package}-macos"):
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return "of unknown version"


def _cuda_note(gpus: list[Device]) -> str:
    """Whether the backend may fail to use the GPUs there are: without CUDA it trains on the CPU, silently."""
    wanted = _CUDA.get(_chosen())
    if not gpus or wanted is None:
        return ""
    names = (one.metadata["Name"] or "" for one in importlib.metadata.distributions())
    if any(name.lower().startswith(wanted) for name in names):
        return ""
    name = BACKENDS[_chosen()]
    return f"{name}'s CUDA libraries were not installed by pip: if it finds no others, it cannot use the GPU"
