"""The fork server that has Keras imported."""

from __future__ import annotations

from importlib.util import find_spec

from grader.sandbox.template import Template

_SECONDS = 180.0  # TensorFlow comes from a slow shared file system on many clusters


def keras_template(backend: str) -> Template:
    """Keras with that backend ("tensorflow", "jax" or "torch") imported, and never used.

    After one tensor operation in the server its children would wait for threads that they do not have.
    """
    environment = {
        "KERAS_BACKEND": backend,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",  # for learner code; a clean process sets its own before it computes
        "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
        "JAX_PLATFORMS": "",
        # A machine of 64 cores would start 128 threads, and run out of addresses for their stacks.
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
    # Keras asks for TensorFlow with any backend, wherever it is installed: 3 s in each process, or once here.
    libraries = [name for name in dict.fromkeys((backend, "tensorflow")) if find_spec(name)]
    modules = ["keras", *libraries, "concurrent.futures.thread", "grader.training.trainer"]
    return Template("keras", modules, environment, packages=True, start_seconds=_SECONDS)
