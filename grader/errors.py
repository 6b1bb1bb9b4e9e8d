"""The exceptions of the grader.

DllabError                      a sentence for the person who reads it
├── UsageError                  wrong arguments, unknown ids
├── SubmissionError             a file that cannot be graded
├── ExerciseError               a course or an exercise that is broken; carries file and line
├── DatasetError                a data set that is unknown, not on this machine, or damaged
├── SandboxError                the sandbox could not be started
├── DeviceError                 the device asked for training is not to be had
└── BackendError                what Keras trains with is missing or unknown
"""

from __future__ import annotations

from pathlib import Path


class DllabError(Exception):
    """What was wrong, where, and what to do about it, in one line."""


def in_words(error: OSError) -> str:
    """Why the system refused: its own words, which say it without the number and the path."""
    return error.strerror or str(error)


class UsageError(DllabError):
    """The request itself makes no sense."""


class SubmissionError(DllabError):
    """The submission cannot be read as Python source."""


class DatasetError(DllabError):
    """A data set is unknown, not on this machine, or not what it claims to be."""


class NotHere(DatasetError):
    """A data set is known, and simply not on this machine."""


class SandboxError(DllabError):
    """The processes that run learner code could not be started."""


class DeviceError(DllabError):
    """The device that was asked for cannot be had."""


class BackendError(DllabError):
    """Keras, or the backend that it was told to train with, cannot be used."""


class ExerciseError(DllabError):
    """A course, track or exercise is broken.

    Args:
        message: what is wrong and how to mend it.
        path: the file, if one is to blame.
        line: the line in it, counted from 1.
    """

    def __init__(self, message: str, path: Path | None = None, line: int | None = None) -> None:
        self.message, self.path, self.line = message, path, line
        where = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(where + message)
