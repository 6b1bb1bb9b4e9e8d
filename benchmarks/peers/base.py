"""What every peer does: write the assignment down in its format, grade submissions, say the scores."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """A command to be timed.

    Attributes:
        words: the command line.
        folder: where it runs.
        statuses: with which it may end.
    """

    words: list[str]
    folder: Path
    statuses: tuple[int, ...] = (0,)


class Peer(ABC):
    """A grader.

    Attributes:
        name: on the command line and in the table.
        packages: what pip installs.
        isolation: what stands between the grader and the submission, in a word or two.
        env: the environment variables of its commands.

    Args:
        bin: folder of its environment's commands.
        folder: an empty one to work in.
    """

    name: str
    packages: tuple[str, ...]
    isolation: str

    def __init__(self, bin: Path, folder: Path) -> None:
        self.bin = bin
        self.folder = folder
        # Some of them call their own commands by name.
        self.env = {**os.environ, "PATH": f"{bin}{os.pathsep}{os.environ.get('PATH', '')}"}

    @abstractmethod
    def prepare(self, submissions: tuple[Path, ...], copies: int) -> None:
        """Write the assignment, and hand in every submission, and `copies` of each for the batch."""

    @abstractmethod
    def alone(self, submission: Path) -> Step:
        """Grade one submission in a process of its own."""

    def batch(self, jobs: int) -> Step | None:
        """Grade all that was handed in with one command, so many at a time; None where it has none."""
        return None

    @abstractmethod
    def score(self, submission: Path) -> float:
        """Checks passed, of ten, as `alone` left it behind."""
