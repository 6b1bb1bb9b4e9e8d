"""An author's own code that never ends runs in this process, where no guest's time limit stops it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

from grader.errors import ExerciseError
from grader.exercise import Exercise

SPARE_SECONDS = 60.0  # of processor time, beyond what the exercise allows learner code
_AGAIN_SECONDS = 1.0  # until it is raised once more, for code that catches everything


class _Endless(KeyboardInterrupt):
    """No `except Exception` of an author's catches it, nor does doctest."""

    def __init__(self, frame: FrameType | None) -> None:
        self.frame = frame


@contextmanager
def guarded(exercise: Exercise) -> Iterator[Callable[[Any], None]]:
    """End what computes without an end in the exercise's files.

    Only this process's own processor time counts, so that no busy machine and no training elsewhere does.
    Outside the main thread, where Python hears no signals, nothing is ended.

    Yields:
        A listener for a grading: the time begins anew with each of its events.

    Raises:
        ExerciseError: with the line where it was.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda event: None
        return
    seconds = SPARE_SECONDS + exercise.limits.seconds  # a training is heard of several times a second

    def begin(event: Any = None) -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN_SECONDS)

    before = signal.signal(signal.SIGPROF, _end)
    try:
        begin()
        yield begin
    except _Endless as endless:
        raise _told(exercise, endless.frame, seconds) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise _Endless(frame)


def _told(exercise: Exercise, frame: FrameType | None, seconds: float) -> ExerciseError:
    """The innermost line of the exercise's own files, and the function that led there."""
    own = {str(exercise.folder / name): True for name in ("checks.py", "hidden.py")}
    own |= {str(path): False for path in (exercise.solution, *exercise.companions.values())}
    path, line, who = exercise.folder, None, "the exercise"
    is_found = False
    while frame is not None:
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        if file in own:
            if not is_found:
                path, line, is_found = type(path)(file), frame.f_lineno, True
            if name == "<module>":
                who = "the file, as it is loaded,"
            else:
                who = f"the check {name!r}" if own[file] else f"{name!r}"
        frame = frame.f_back
    what = f"{who} computes for more than {seconds:g} s"
    return ExerciseError(f"{what}: look for a loop that never ends", path, line)
