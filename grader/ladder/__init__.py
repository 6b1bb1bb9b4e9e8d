"""The rungs before accuracy: cheap questions to a network, each with a sentence of its own.

A check climbs one rung; `@check(needs=[…])` keeps the dear ones from running after a cheap one failed. A
rung that fails asks which known mistake it was: first by its symptom (`mistakes=`), then by counterfactual,
whether the learner's network equals the one that exactly one mistake builds.
"""

from __future__ import annotations

from grader.ladder.byhand import (
    all_is_told,
    batches,
    budget,
    controls,
    gradients,
    learns_what_is_new,
    prepared,
)
from grader.ladder.losses import advice, loss_goes_down, loss_settles
from grader.ladder.rungs import (
    architecture,
    compiled,
    contract,
    deterministic_evaluation,
    every_tensor_moves,
    initial_loss,
    overfits_one_batch,
)

__all__ = [
    "advice",
    "all_is_told",
    "architecture",
    "batches",
    "budget",
    "compiled",
    "contract",
    "controls",
    "deterministic_evaluation",
    "every_tensor_moves",
    "gradients",
    "initial_loss",
    "learns_what_is_new",
    "loss_goes_down",
    "loss_settles",
    "overfits_one_batch",
    "prepared",
]
