"""Small Keras exercises for the tests of training: a course on disk, graded with one warm server."""

from __future__ import annotations

from pathlib import Path

from grader.course import load_course
from grader.exercise import Exercise

YAML = """
id: tiny
title: Tiny
summary: A network.
kind: keras
provides: [build_model]
limits: {{seconds: 60, total_seconds: 600, memory_mb: 1536, training_seconds: {seconds}}}
datasets: [digits]
"""
SOLUTION = """
import keras

def build_model():
    layers = keras.layers
    return keras.Sequential([
        keras.Input((8, 8)), layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(10),
    ])
"""
MISTAKES = """
import keras
from grader import mistake

@mistake("double-softmax", "You have two softmaxes.")
class _:
    def build_model():
        layers = keras.layers
        return keras.Sequential([
            keras.Input((8, 8)), layers.Flatten(), layers.Dense(16, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ])

@mistake("frozen", "A layer of yours is frozen.")
class _:
    def build_model():
        return keras.Sequential([keras.Input((8, 8)), keras.layers.Flatten(), keras.layers.Dense(3)])
"""


def make_exercise(root: Path, checks: str, *, mistakes: str = MISTAKES, seconds: float = 60.0) -> Exercise:
    """An exercise whose solution is a small network; `checks` is the body of checks.py."""
    folder = root / "exercises" / "01-nets" / "tiny"
    folder.mkdir(parents=True)
    (root / "solutions" / "01-nets").mkdir(parents=True)
    (folder.parent / "track.yaml").write_text("title: Nets\nexercises: [tiny]\n")
    (folder / "exercise.yaml").write_text(YAML.format(seconds=seconds))
    (folder / "checks.py").write_text(f"import math\nfrom grader import check, expect, ladder\n{checks}")
    (folder / "mistakes.py").write_text(mistakes)
    (root / "solutions" / "01-nets" / "tiny.py").write_text(SOLUTION)
    return load_course(root).exercise("tiny")


def network(*lines: str, inputs: str = "(8, 8)") -> str:
    """A submission whose network has these layers."""
    layers = ", ".join((f"keras.Input({inputs})", *lines))
    return f"import keras\nL = keras.layers\n\ndef build_model():\n    return keras.Sequential([{layers}])\n"
