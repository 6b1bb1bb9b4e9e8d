"""What a user waits for: whole processes from nothing, beside Python and NumPy in the same turns."""

from __future__ import annotations

import os
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

from common import processes
from common.results import Result, Target, ratio

PART = "Cold start, whole process"
_EXERCISE = "logistic-unit"
_GRADE, _LOOK = Target(at_most=0.4), Target(at_most=0.15)


@dataclass(frozen=True)
class Command:
    """What is started.

    Attributes:
        name: in the table.
        words: the command line.
        target: for the median, in seconds.
        statuses: with which it may end.
    """

    name: str
    words: list[str]
    target: Target | None = None
    statuses: tuple[int, ...] = (0,)


def measure(course: Path, folder: Path, rounds: int) -> list[Result]:
    """All commands in turn, `rounds` times, so that a busy moment falls on all alike.

    Args:
        course: the repository.
        folder: an empty one, for the workspace.
        rounds: how often.
    """
    env = {**os.environ, "DLLAB_HOME": str(folder), "DLLAB_COURSE": str(course)}
    processes.run([*dllab(), "start", _EXERCISE], folder, env, check=True)
    commands = _commands(course)
    samples: dict[str, list[float]] = {command.name: [] for command in commands}
    for turn in range(rounds + 1):
        for command in commands:
            spent = processes.seconds(command.words, folder, env, command.statuses)
            if turn:  # the first fills the caches
                samples[command.name].append(spent)
    least = statistics.median(samples[commands[0].name])
    numpy = statistics.median(samples[commands[1].name])
    return [_line(command, samples[command.name], least, numpy) for command in commands]


def dllab() -> list[str]:
    """The command, as installed beside this Python."""
    script = Path(sys.executable).parent / "dllab"
    return [str(script)] if script.is_file() else [sys.executable, "-m", "dllab"]


def _commands(course: Path) -> list[Command]:
    solution = next((course / "solutions").glob(f"*/{_EXERCISE}.py"))
    lab = dllab()
    return [
        Command("python -c pass", [sys.executable, "-c", "pass"]),
        Command("python -c 'import numpy'", [sys.executable, "-c", "import numpy"]),
        Command("dllab --version", [*lab, "--version"]),
        Command("dllab list", [*lab, "list"], _LOOK),
        Command("dllab show", [*lab, "show", _EXERCISE]),
        Command("dllab status", [*lab, "status"], _LOOK),
        Command("dllab hint", [*lab, "hint", _EXERCISE]),
        Command("dllab test (starter)", [*lab, "test", _EXERCISE], statuses=(1,)),
        Command("dllab grade (solution)", [*lab, "grade", str(solution), "--exercise", _EXERCISE], _GRADE),
        Command("dllab doctor", [*lab, "doctor"], statuses=(0, 1)),
    ]


def _line(command: Command, samples: list[float], least: float, numpy: float) -> Result:
    median = statistics.median(samples)
    note = f"{ratio(median, least, 'python')}, {ratio(median, numpy, 'numpy')}"
    return Result(PART, command.name, "s", samples, command.target, note)
