"""What is asked of a network before it is trained."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from grader.compare import Tolerance, difference
from grader.ladder.failing import Symptoms, failed
from grader.training.described import Described, shape
from grader.training.network import AnyNetwork, Network
from grader.training.task import Task

Shape = Sequence[int | None]
_SAME = 1e-5  # outputs of the same input, on a CPU and on a GPU


def contract(
    network: AnyNetwork,
    inputs: Shape,
    outputs: Shape,
    max_parameters: int | None = None,
    max_macs: int | None = None,
) -> None:
    """It takes what it should, gives what it should, and is no larger than it may be.

    Args:
        network: the learner's.
        inputs: the shape of one example; a last axis of 1 may be there or not.
        outputs: the shape of one answer.
        max_parameters: numbers in its weights.
        max_macs: multiplications for one example.
    """
    _one(network, "inputs", network.inputs, _channels(inputs))
    _one(network, "outputs", network.outputs, [list(outputs)])
    for what, most, found in (
        ("parameters", max_parameters, network.parameters),
        ("multiplications for one input", max_macs, network.macs),
    ):
        if most is not None and found > most:
            raise failed(network, f"Your network has {found:,} {what}; {most:,} are allowed.")


def architecture(network: Network, reference: Network | Described) -> None:
    """Layer by layer what the lesson says: kinds, output shapes, parameters, activations."""
    mine, right = network.lines, reference.lines
    if mine == right:
        return
    number = next(
        (i for i, (a, b) in enumerate(zip(mine, right, strict=False)) if a != b), min(len(mine), len(right))
    )
    if number >= len(right):
        fact = f"Your network has {len(mine)} layers, {len(right)} were asked for: {mine[number]} is too much"
    elif number >= len(mine):
        fact = f"Your network ends after {len(mine)} layers; {right[number]} should follow"
    else:
        fact = f"Layer {number + 1} should be {right[number]}; yours is {mine[number]}"
    raise failed(network, f"{fact}.")


def compiled(network: Network, reference: Network | Described) -> None:
    """Optimizer and loss are those that the lesson asks for."""
    for what in ("loss", "optimizer"):
        mine, right = getattr(network.compilation, what), getattr(reference.compilation, what)
        if mine["name"] != right["name"]:
            fact = f"The {what} should be {right['name']}; yours is {mine['name']}."
            raise failed(network, fact)
        for key, value in right["config"].items():
            found = mine["config"].get(key)
            if key != "name" and difference(found, value, Tolerance(rtol=1e-6)) is not None:
                raise failed(network, f"{right['name']}: {key} should be {value!r}; yours is {found!r}.")


def initial_loss(
    network: AnyNetwork,
    task: Task,
    expected: float,
    low: float = 0.9,
    high: float = 1.25,
    mistakes: Symptoms | None = None,
) -> None:
    """Before it has learned anything a network knows nothing, and its loss says so.

    Args:
        network: the learner's.
        task: what it is to learn.
        expected: e.g. ln K for K classes: the loss of a guess that favours none.
        low: the least, as a share of `expected`.
        high: the most, likewise.
        mistakes: the ranges of losses that known mistakes lead to.
    """
    loss = network.look(task).loss
    if low * expected <= loss <= high * expected:
        return
    if not math.isfinite(loss):
        raise failed(network, f"The loss of your network, before any training, is {loss}.", loss, mistakes)
    fact = f"Before any training the loss should be about {expected:.3f}: it has no reason to favour anything"
    raise failed(network, f"{fact}. Yours is {loss:.3f}.", loss, mistakes)


def every_tensor_moves(
    network: AnyNetwork, task: Task, frozen: str | None = None, stuck: str | None = None
) -> None:
    """Three steps change every tensor, finitely, and no layer's units stay copies of each other.

    Args:
        network: the learner's.
        task: what it is to learn.
        frozen: the mistake that a tensor which may not be trained shows.
        stuck: the mistake that it shows when no matrix at all changes.
    """
    moved = network.step(task)
    for tensor in moved:
        if not tensor.finite:
            raise failed(network, f"After three steps `{tensor.path}` holds NaN or infinite numbers.")
    for tensor in moved:
        if not tensor.trainable and "moving_" not in tensor.path and "seed" not in tensor.path:
            raise failed(network, f"`{tensor.path}` is not trained: its layer is frozen.", mistake=frozen)
    nothing = all(tensor.change == 0 for tensor in moved if len(tensor.shape) > 1)
    for tensor in moved:
        if tensor.trainable and tensor.change == 0:
            fact = f"After three steps `{tensor.path}` has not changed: no gradient reaches it."
            raise failed(network, fact, mistake=stuck if nothing else None)
        if tensor.trainable and tensor.alike:
            fact = f"All units of `{tensor.path}` are alike and stay so: start them from different numbers."
            raise failed(network, fact)


def overfits_one_batch(
    network: AnyNetwork,
    task: Task,
    below: float = 0.1,
    examples: int = 16,
    steps: int = 100,
    rate: float = 2e-3,
    mistakes: Symptoms | None = None,
) -> None:
    """A network that cannot learn sixteen examples by heart will not learn from thousands.

    Args:
        network: the learner's; its dropout and penalties are switched off for this.
        task: what it is to learn.
        below: the loss to reach.
        examples: in the batch.
        steps: of Adam.
        rate: Adam's learning rate.
        mistakes: the ranges of losses at which known mistakes get stuck, e.g. 1.461 for two softmaxes.
    """
    losses = network.overfit(task, examples, steps, rate)
    if not losses:
        raise ValueError("steps must be 1 or more")
    last = float(np.mean(losses[-5:]))
    if last < below:
        return
    fact = f"On one batch of {examples} examples, {steps} steps should bring the loss under {below:g}"
    raise failed(network, f"{fact}; yours went from {losses[0]:.3f} to {last:.3f}.", last, mistakes)


def deterministic_evaluation(network: AnyNetwork, task: Task, mistake: str | None = None) -> None:
    """Outside training the same input gives the same answer, alone or among others."""
    told = network.look(task)
    size = max(1.0, float(np.max(np.abs(told.outputs), initial=0)))
    if not told.again <= _SAME * size:
        fact = "Asked twice about the same input, your network answers differently: something random is on."
        raise failed(network, fact, mistake=mistake)
    if not told.alone <= 1e2 * _SAME * size:
        raise failed(
            network, "Your network's answer depends on the other inputs in the batch.", mistake=mistake
        )


def _one(
    network: AnyNetwork, what: str, found: list[list[int | None]], wanted: list[list[int | None]]
) -> None:
    if len(found) != 1:
        raise failed(network, f"Your network has {len(found)} {what}; one was expected.")
    if found[0] not in wanted:
        fact = f"The {what} of your network should have the shape {shape(wanted[0])}"
        raise failed(network, f"{fact}; yours have {shape(found[0])}.")


def _channels(shape: Shape) -> list[list[int | None]]:
    shapes = [list(shape), [*shape, 1]]
    return [*shapes, list(shape)[:-1]] if shape[-1:] == [1] else shapes
