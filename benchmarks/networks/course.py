"""The networks as a dllab course: for each an exercise whose last check trains it, on one seed or more."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

SUBMISSION = Path(__file__).with_name("submission.py")
DATA, TRAIN, TEST = "glyphs", 3000, 1000  # of TRAIN a tenth is for validation
CHECK = "learns"


@dataclass(frozen=True)
class Network:
    """What is trained, and how.

    Attributes:
        id: the exercise's.
        title: for headings.
        build: the submission's function.
        shape: of one input.
        epochs, batch_size: of a training.
        seeds: how many trainings the check asks for.
    """

    id: str
    title: str
    build: str
    shape: tuple[int, ...]
    epochs: int
    batch_size: int
    seeds: int = 1

    def __str__(self) -> str:
        data = f"{TRAIN * 9 // 10:,} images in batches of {self.batch_size}"
        return f"{self.title}, {self.epochs} epochs of {data}"


LINEAR = Network("linear", "one dense layer", "build_linear", (28, 28), epochs=5, batch_size=128)
MLP = Network("mlp", "three dense layers", "build_mlp", (28, 28), epochs=5, batch_size=64)
CNN = Network("cnn", "a small CNN", "build_cnn", (28, 28, 1), epochs=3, batch_size=64)
DEEP = Network("deep", "four convolutions", "build_deep", (28, 28, 1), epochs=3, batch_size=64)
SEEDS = Network("seeds", "a small CNN on three seeds", "build_cnn", (28, 28, 1), 3, 64, seeds=3)

_EXERCISE = """\
id: {id}
title: {title}
summary: A network that learns digits.
kind: keras
provides: [{build}]
limits: {{seconds: 60, total_seconds: 300, memory_mb: 1536}}
datasets: [{data}]
"""
_CHECKS = """\
from grader import check, expect, ladder


@check(points=1)
def fits_the_images(lab):
    "It takes images and gives ten numbers."
    ladder.contract(lab.network("{build}"), inputs={shape}, outputs=(10,))


@check(points=1, needs=["fits_the_images"])
def {check}(lab):
    "It learns."
    task = lab.task(train={train}, test={test})
    run = lab.train(lab.network("{build}"), task, {epochs}, {batch_size}, seeds={seeds})
    expect.band(run.accuracy, passing=0.2, solid=0.25, excellent=0.3)
"""


def make_course(root: Path, networks: tuple[Network, ...] = (LINEAR, MLP, CNN, SEEDS)) -> Path:
    """Write the course below `root`; returns `root`."""
    track, solutions = root / "exercises" / "01-networks", root / "solutions" / "01-networks"
    solutions.mkdir(parents=True)
    for network in networks:
        told = {**vars(network), "data": DATA, "train": TRAIN, "test": TEST, "check": CHECK}
        folder = track / network.id
        folder.mkdir(parents=True)
        (folder / "exercise.yaml").write_text(_EXERCISE.format(**told))
        (folder / "checks.py").write_text(_CHECKS.format(**told))
        (folder / "lesson.md").write_text(f"# {network.title}\n")
        (folder / "starter.py").write_text("")
        (folder / "mistakes.py").write_text("")
        shutil.copy(SUBMISSION, solutions / f"{network.id}.py")
    ids = ", ".join(network.id for network in networks)
    (track / "track.yaml").write_text(f"title: Networks\nexercises: [{ids}]\n")
    return root
