"""What a user waits for: whole commands that train, from nothing, beside Python with Keras."""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path

from common import processes
from common.results import Result, ratio
from networks.course import MLP, SUBMISSION
from parts.coldstart import Command, dllab

PART = "Cold start, whole process"


def measure(course: Path, folder: Path, environment: dict[str, str], rounds: int) -> list[Result]:
    """All commands in turn.

    Args:
        course: made by `networks.course`.
        folder: an empty one, for the workspace.
        environment: of the Keras template.
        rounds: how often, after a first time that fills the caches.
    """
    env = {**os.environ, "DLLAB_HOME": str(folder), "DLLAB_COURSE": str(course)}
    samples: dict[str, list[float]] = {command.name: [] for command in _commands()}
    for turn in range(rounds + 1):
        for command in _commands():
            kind = env | environment if command.words[0] == sys.executable else env
            spent = processes.seconds(command.words, folder, kind, command.statuses)
            if turn:
                samples[command.name].append(spent)
    keras = statistics.median(samples[_commands()[0].name])
    return [
        Result(PART, name, "s", times, note=ratio(statistics.median(times), keras, "importing Keras"))
        for name, times in samples.items()
    ]


def _commands() -> list[Command]:
    what = [str(SUBMISSION), "--exercise", MLP.id, "--device", "cpu"]
    return [
        Command("python -c 'import keras'", [sys.executable, "-c", "import keras"]),
        Command("dllab test --only, nothing trained", [*dllab(), "test", *what, "--only", "fits_the_images"]),
        Command("dllab grade, one training", [*dllab(), "grade", *what]),
    ]
