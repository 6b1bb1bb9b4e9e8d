"""Draw from a course's generator function: the author's code, trusted, but nobody waits for it for ever."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from grader.datasets.npz import read_npz
from grader.datasets.records import Split
from grader.errors import ExerciseError

SECONDS = 60.0  # for all that is asked of it at once
Asked = tuple[Sequence[int], int]
"""The numbers that seed a generator, and how many samples to draw with it."""


def draw(path: Path, function: str, asked: Sequence[Asked], seconds: float = SECONDS) -> list[Split]:
    """What the function gives, in the order in which it was asked.

    Args:
        path: the Python file.
        function: its name; it is called as function(rng, count).
        asked: for each call.
        seconds: after which it is ended.

    Raises:
        ExerciseError: it raises, hangs, or returns no pair of arrays of that length; with the file's line.
    """
    wanted = json.dumps([[list(map(int, numbers)), count] for numbers, count in asked])
    command = [sys.executable, "-P", "-m", "grader.datasets.generator", str(path), function, wanted]
    answer, said = _ask(command, seconds)
    if answer is None:
        what = f"{function} has drawn for {seconds:g} s and was ended: draw fewer samples, or with less work"
        raise ExerciseError(what, path)
    told, _, arrays = answer.partition(b"\n")
    try:
        problem = json.loads(told)
    except ValueError:
        raise ExerciseError(f"{function} ended its process: {_last_line(said)}", path) from None
    if problem:
        raise ExerciseError(problem["problem"], path, problem["line"])
    names = [f"{name}{place}" for place in range(len(asked)) for name in "xy"]
    try:
        found = read_npz(io.BytesIO(arrays), names)
    except ValueError as error:
        raise ExerciseError(f"{function}: {error}", path) from None
    return [Split(x, y) for x, y in zip(found[::2], found[1::2], strict=True)]


def _ask(command: list[str], seconds: float) -> tuple[bytes | None, bytes]:
    """What a process in a session of its own writes to stdout (None: it took too long) and to stderr."""
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | one_thread,
        start_new_session=True,
    ) as process:
        try:
            return process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None, b""
        finally:
            if process.poll() is None:  # Ctrl-C does not reach it
                os.killpg(process.pid, signal.SIGKILL)


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else "it said nothing"
