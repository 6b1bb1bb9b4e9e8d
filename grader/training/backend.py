"""What differs between Keras' backends. Runs in clean processes, and where learners build a network."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from typing import Any

import keras


def prepare(device: str, threads: int, seed: int, mixed_precision: bool) -> None:
    """Choose the device, and make what follows repeatable.

    Args:
        device: "cpu", or what CUDA_VISIBLE_DEVICES shall hold.
        threads: of each operation on a CPU; another number gives other last digits.
        seed: of weights, order and dropout.
        mixed_precision: compute in float16 where it is safe.
    """
    os.environ["CUDA_VISIBLE_DEVICES"] = "" if device == "cpu" else device
    _PREPARE[keras.config.backend()](device, threads)
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy("mixed_float16" if mixed_precision else "float32")
    keras.utils.set_random_seed(seed)


def device_name() -> str:
    """What is really computed on, e.g. "gpu:0"."""
    if keras.config.backend() == "torch":  # Keras knows no devices of it
        import torch

        return "gpu:0" if torch.cuda.is_available() else "cpu:0"
    devices = [str(device) for device in keras.distribution.list_devices()]
    return next((device for device in devices if not device.startswith("cpu")), "cpu:0")


def without_memory(build: Callable[[], Any]) -> Any:
    """What `build` returns, its weights given shapes but no memory: 5 billion of them cost nothing."""
    return _WITHOUT_MEMORY[keras.config.backend()](build)


def numbers(model: Any, shapes: list[tuple[int, ...]]) -> int:
    """How many numbers a network computes for one example, those inside of its layers included.

    Called by what `without_memory` builds: nothing is computed.

    Args:
        model: the network.
        shapes: of its inputs, without the batch.
    """
    return _NUMBERS[keras.config.backend()](model, shapes)


def _prepare_tensorflow(device: str, threads: int) -> None:
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()
    for gpu in tf.config.list_physical_devices("GPU"):
        tf.config.experimental.set_memory_growth(gpu, True)


def _prepare_jax(device: str, threads: int) -> None:
    import jax

    os.environ["XLA_PYTHON_CLIENT_PREALLOCATE"] = "false"
    os.environ["NPROC"] = str(threads)  # the size of XLA's pool
    if device != "cpu":
        os.environ["XLA_FLAGS"] = "--xla_gpu_deterministic_ops=true"
    jax.config.update("jax_platforms", "cpu" if device == "cpu" else "cuda,cpu")  # type: ignore[no-untyped-call]


def _prepare_torch(device: str, threads: int) -> None:
    import torch

    os.environ["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8"
    torch.set_num_threads(threads)
    torch.use_deterministic_algorithms(True)


def _graph(build: Callable[[], Any]) -> Any:
    import tensorflow as tf

    with tf.Graph().as_default():
        return build()


def _eval_shape(build: Callable[[], Any]) -> Any:
    import jax

    built: list[Any] = []
    jax.eval_shape(lambda: built.append(build()))
    return built[0]


def _meta(build: Callable[[], Any]) -> Any:
    with keras.device("meta"):
        return build()


def _numbers_of_graph(model: Any, shapes: list[tuple[int, ...]]) -> int:
    import tensorflow as tf

    graph = tf.compat.v1.get_default_graph()
    before = len(graph.get_operations())
    model(_as_model_wants([tf.zeros((1, *(size or 1 for size in shape))) for shape in shapes]))
    outputs = [
        tensor.shape
        for operation in graph.get_operations()[before:]
        if operation.type not in _READS
        for tensor in operation.outputs
    ]
    return sum(shape.num_elements() or 0 for shape in outputs if shape.is_fully_defined())


def _numbers_of_program(model: Any, shapes: list[tuple[int, ...]]) -> int:
    import jax

    examples = [jax.ShapeDtypeStruct((1, *(size or 1 for size in shape)), "float32") for shape in shapes]  # type: ignore[no-untyped-call]
    program = jax.make_jaxpr(lambda *inputs: model(_as_model_wants(list(inputs))))(*examples)
    return _outputs_of(program.jaxpr)


def _outputs_of(program: Any) -> int:
    """Of each equation of a JAX program, and of the programs in them."""
    total = 0
    for equation in program.eqns:
        total += sum(math.prod(variable.aval.shape) for variable in equation.outvars)
        for parameter in equation.params.values():
            inner = getattr(parameter, "jaxpr", parameter)
            total += _outputs_of(inner) if hasattr(inner, "eqns") else 0
    return total


def _numbers_of_layers(model: Any, shapes: list[tuple[int, ...]]) -> int:
    """Less exact: PyTorch has no program to look at before it runs."""
    outputs = [node.outputs for layer in model.operations for node in layer._inbound_nodes]
    return sum(math.prod(size or 1 for size in tensor.shape) for group in outputs for tensor in group)


def _as_model_wants(inputs: list[Any]) -> Any:
    return inputs[0] if len(inputs) == 1 else inputs


_READS = ("ReadVariableOp", "VarHandleOp", "Const")
_NUMBERS = {"tensorflow": _numbers_of_graph, "jax": _numbers_of_program, "torch": _numbers_of_layers}
_PREPARE = {"tensorflow": _prepare_tensorflow, "jax": _prepare_jax, "torch": _prepare_torch}
_WITHOUT_MEMORY = {"tensorflow": _graph, "jax": _eval_shape, "torch": _meta}
