"""A function in a process of its own, which has done nothing else."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")


def alone(function: Callable[..., T], *arguments: Any) -> T:
    """What `function(*arguments)` returns there.

    Raises:
        RuntimeError: it failed; it has said why on stderr.
    """
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)
    worker = context.Process(target=_run, args=(function, arguments, ours))
    worker.start()
    ours.close()
    try:
        answer: T = theirs.recv()
    except EOFError:
        raise RuntimeError("a worker failed") from None
    finally:
        worker.join()
    return answer


def _run(function: Callable[..., Any], arguments: tuple[Any, ...], connection: Connection) -> None:
    connection.send(function(*arguments))
