"""One network on several seeds, each in a clean process of its own, as many at a time as there is room."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from typing import Any

from grader.failure import CheckFailed
from grader.report import Verdict
from grader.training.loop import Tell
from grader.training.process import Process
from grader.training.run import SeedRun
from grader.training.task import Task


class Seeds:
    """The trainings of one network; the first failure, or Ctrl-C, ends them all.

    Args:
        open: gives the process for a seed.
        job: see `trainer.fit`.
        task: what is to be learned.
        teller: gives what hears the steps of the training of that number.
    """

    def __init__(
        self,
        open: Callable[[int], AbstractContextManager[Process]],
        job: dict[str, Any],
        task: Task,
        teller: Callable[[int], Tell],
    ) -> None:
        self._open, self._job, self._task, self._teller = open, job, task, teller
        self._running: list[Process] = []
        self._stopped = threading.Event()

    def train(self, seeds: list[int], at_once: int) -> list[SeedRun]:
        """All of them, in order."""
        with ThreadPoolExecutor(min(at_once, len(seeds))) as pool:
            futures = [pool.submit(self._one, seed, number) for number, seed in enumerate(seeds)]
            try:
                return _results(futures)
            except BaseException:
                self._stopped.set()
                pool.shutdown(wait=False, cancel_futures=True)
                for process in list(self._running):
                    process.kill()
                raise

    def _one(self, seed: int, number: int) -> SeedRun:
        task, tell = self._task, self._teller(number)
        started = time.perf_counter()
        with self._open(seed) as process:
            self._running.append(process)
            if self._stopped.is_set():
                raise CheckFailed("The training was stopped.", verdict=Verdict.NOT_RUN)
            predictions, history, losses = process.fit(
                self._job,
                (task.train.x, task.train.y),
                (task.validation.x, task.validation.y),
                task.test.x,
                tell,
            )
        if predictions.shape[0] != len(task.test.x):
            raise CheckFailed("Your network does not give one answer for each input.")
        return SeedRun(seed, predictions, history, losses, round(time.perf_counter() - started, 3))


def _results(futures: list[Future[SeedRun]]) -> list[SeedRun]:
    """In order; whichever fails first is heard first."""
    done, _ = wait(futures, return_when=FIRST_EXCEPTION)
    for future in done:
        future.result()
    return [future.result() for future in futures]
