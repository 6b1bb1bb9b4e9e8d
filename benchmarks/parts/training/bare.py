"""A process that does nothing but `fit` and `predict`: what a training check is held against."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

from networks.course import DATA, TEST, TRAIN, Network

_VALIDATION_BATCH = 512  # as in the grader's trainer


@dataclass(frozen=True)
class Fitted:
    """One bare training.

    Attributes:
        seconds: from building the network to having the predictions.
        processor: what the process spent in that time.
        loss: of the last epoch, which tells whether it was the same work.
    """

    seconds: float
    processor: float
    loss: float


class Bare:
    """A warm process, set up by the grader's own `backend.prepare`; use as a context manager.

    Args:
        environment: the variables of the grader's Keras template.
        threads: of an operation.
    """

    def __init__(self, environment: dict[str, str], threads: int = 1) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(environment, threads, theirs))
        self._process.start()
        theirs.close()

    def __enter__(self) -> Bare:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._process.join()

    def fit(self, network: Network, seed: int, watched: bool = False) -> Fitted:
        """Build, compile, fit, predict.

        Args:
            network: which.
            seed: of weights, order and dropout.
            watched: a callback reads the loss of each step, as the grader's does.
        """
        fitted: Fitted = self._ask("fit", network, seed, watched)
        return fitted

    def architecture(self, network: Network) -> str:
        """Its description as JSON, for the grader's trainer."""
        told: str = self._ask("architecture", network)
        return told

    def _ask(self, *question: Any) -> Any:
        try:
            self._connection.send(question)
            return self._connection.recv()
        except (EOFError, OSError):
            raise RuntimeError("the bare process failed; it has said why on stderr") from None


def _serve(environment: dict[str, str], threads: int, connection: Connection) -> None:
    """In the process: answer until the other end is closed."""
    os.environ.update(environment)  # before Keras is imported
    from grader.training import backend

    backend.prepare("cpu", threads, seed=1, mixed_precision=False)
    answers: dict[str, Callable[..., Any]] = {"fit": _fit, "architecture": _architecture}
    while True:
        try:
            what, *arguments = connection.recv()
        except EOFError:
            return
        connection.send(answers[what](*arguments))


def _fit(network: Network, seed: int, watched: bool) -> Fitted:
    import keras

    train, validation, test = _data(network)
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    processor, started = time.process_time(), time.perf_counter()
    model = _built(network)
    model.compile(
        keras.optimizers.Adam(learning_rate=1e-3),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    history = model.fit(
        *train, batch_size=network.batch_size, epochs=network.epochs, validation_data=validation,
        validation_batch_size=_VALIDATION_BATCH, verbose=0, callbacks=[_watch()] if watched else None,
    )  # fmt: skip
    model.predict(test, batch_size=_VALIDATION_BATCH, verbose=0)
    seconds, spent = time.perf_counter() - started, time.process_time() - processor
    return Fitted(seconds, spent, float(history.history["loss"][-1]))


def _architecture(network: Network) -> str:
    return str(_built(network).to_json())


def _built(network: Network) -> Any:
    from networks import submission

    return getattr(submission, network.build)()


def _data(network: Network) -> tuple[Any, Any, Any]:
    """Training and validation pairs, and test inputs, ready for the network."""
    import numpy as np

    from grader.training.task import make_task

    task = make_task([DATA], seed=1, train=TRAIN, test=TEST)

    def ready(x: Any) -> Any:
        return (x.astype(np.float32) / np.float32(task.scale)).reshape(len(x), *network.shape)

    learn, held_out = task.train, task.validation
    return (ready(learn.x), learn.y), (ready(held_out.x), held_out.y), ready(task.test.x)


def _watch() -> Any:
    import keras

    class Watch(keras.callbacks.Callback):  # type: ignore[misc]
        """Notes the loss of each step."""

        def __init__(self) -> None:
            super().__init__()
            self.losses: list[float] = []

        def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
            numbers = {name: float(value) for name, value in (logs or {}).items()}
            self.losses.append(numbers["loss"])

    return Watch()
