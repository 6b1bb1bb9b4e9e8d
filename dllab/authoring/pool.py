"""Work on many exercises in parallel, each process with a warm grader of its own."""

from __future__ import annotations

import multiprocessing
import multiprocessing.util
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from grader.errors import DllabError
from grader.exercise import Exercise
from grader.grade import Grader
from grader.training.hardware import cores

_T = TypeVar("_T")
_Work = Callable[[Exercise, Grader], _T]


def run(
    work: _Work[_T],
    exercises: Iterable[Exercise],
    jobs: int | None = None,
    on_done: Callable[[_T], None] | None = None,
) -> list[_T]:
    """What `work(exercise, grader)` returns, in the order of the exercises.

    Args:
        work: can be pickled: a function of a module, or a partial one.
        exercises: on which.
        jobs: how many processes; one a core when left out. With one, it is this process.
        on_done: hears each as soon as it is there.

    Raises:
        DllabError: the machine is to blame.
    """
    wanted, done = list(exercises), {}
    for index, found in _each(work, wanted, jobs):
        done[index] = found
        if on_done:
            on_done(found)
    return [done[index] for index in range(len(wanted))]


def _each(work: _Work[_T], exercises: list[Exercise], jobs: int | None) -> Iterator[tuple[int, _T]]:
    """As they come in, with the exercise's position."""
    workers = min(jobs or cores(), len(exercises))
    if workers <= 1:
        with Grader() as grader:
            for index, exercise in enumerate(exercises):
                yield index, work(exercise, grader)
        return
    # spawn: a forked worker would share the threads and pipes of whoever calls.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_start_worker) as pool:
        futures = {pool.submit(_do, work, exercise): index for index, exercise in enumerate(exercises)}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool:
            raise DllabError("a process of the check died, out of memory perhaps: try --jobs 1") from None
        except BaseException:  # Ctrl-C for one: what is running is not waited for
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_worker: Grader | None = None


def _start_worker() -> None:
    """One warm grader for all that this process works on; it ends with its process."""
    global _worker
    _worker = Grader()
    # Registered there, unlike with atexit, it runs however a pool's process ends.
    multiprocessing.util.Finalize(None, _worker.close, exitpriority=10)


def _do(work: _Work[_T], exercise: Exercise) -> _T:
    assert _worker is not None
    return work(exercise, _worker)
