"""The rungs before accuracy: cheap questions to a network, each with a sentence of its own.

A check climbs one rung; `@check(needs=[…])` keeps the dear ones from running after a cheap one failed. A
rung that fails asks which known mistake it was: first by its symptom (`mistakes=`), then by counterfactual,
whether the learner's network equals the one that exactly one mistake builds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.compare import Tolerance, difference
from grader.errors import ExerciseError
from grader.failure import CheckFailed
from grader.running import Lab, current
from grader.training import controls as control
from grader.training.byhand import HandNetwork, HandRun
from grader.training.network import AnyNetwork, Network
from grader.training.process import LayerSurvey
from grader.training.run import Run
from grader.training.task import Task

Shape = Sequence[int | None]
Symptoms = Mapping[str, tuple[float, float]]
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
            raise _failed(network, f"Your network has {found:,} {what}; {most:,} are allowed.")


def architecture(network: Network, reference: Network) -> None:
    """Layer by layer what the lesson says: kinds, output shapes, parameters, activations."""
    mine, right = _lines(network), _lines(reference)
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
    raise _failed(network, f"{fact}.")


def compiled(network: Network, reference: Network) -> None:
    """Optimizer and loss are those that the lesson asks for."""
    for what in ("loss", "optimizer"):
        mine, right = getattr(network.compilation, what), getattr(reference.compilation, what)
        if mine["name"] != right["name"]:
            fact = f"The {what} should be {right['name']}; yours is {mine['name']}."
            raise _failed(network, fact)
        for key, value in right["config"].items():
            found = mine["config"].get(key)
            if key != "name" and difference(found, value, Tolerance(rtol=1e-6)) is not None:
                raise _failed(network, f"{right['name']}: {key} should be {value!r}; yours is {found!r}.")


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
        raise _failed(network, f"The loss of your network, before any training, is {loss}.", loss, mistakes)
    fact = f"Before any training the loss should be about {expected:.3f}: it has no reason to favour anything"
    raise _failed(network, f"{fact}. Yours is {loss:.3f}.", loss, mistakes)


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
            raise _failed(network, f"After three steps `{tensor.path}` holds NaN or infinite numbers.")
    for tensor in moved:
        if not tensor.trainable and "moving_" not in tensor.path and "seed" not in tensor.path:
            raise _failed(network, f"`{tensor.path}` is not trained: its layer is frozen.", mistake=frozen)
    nothing = all(tensor.change == 0 for tensor in moved if len(tensor.shape) > 1)
    for tensor in moved:
        if tensor.trainable and tensor.change == 0:
            fact = f"After three steps `{tensor.path}` has not changed: no gradient reaches it."
            raise _failed(network, fact, mistake=stuck if nothing else None)
        if tensor.trainable and tensor.alike:
            fact = f"All units of `{tensor.path}` are alike and stay so: start them from different numbers."
            raise _failed(network, fact)


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
    raise _failed(network, f"{fact}; yours went from {losses[0]:.3f} to {last:.3f}.", last, mistakes)


def deterministic_evaluation(network: AnyNetwork, task: Task, mistake: str | None = None) -> None:
    """Outside training the same input gives the same answer, alone or among others."""
    told = network.look(task)
    size = max(1.0, float(np.max(np.abs(told.outputs), initial=0)))
    if not told.again <= _SAME * size:
        fact = "Asked twice about the same input, your network answers differently: something random is on."
        raise _failed(network, fact, mistake=mistake)
    if not told.alone <= 1e2 * _SAME * size:
        raise _failed(
            network, "Your network's answer depends on the other inputs in the batch.", mistake=mistake
        )


def loss_goes_down(run: Run, to: float = 0.5, mistakes: Symptoms | None = None) -> None:
    """The loss of the last fifth of the steps is under `to` times that of the first fifth, for most seeds."""
    ratios = [_ratio(one.losses) for one in run.seeds]
    ratio = float(np.median(ratios))
    if ratio < to:
        return
    first, last = (float(np.median([_fifth(one.losses, end) for one in run.seeds])) for end in (0, -1))
    if not math.isfinite(last):
        fact = "The loss became NaN or infinite: the training diverged. Is the learning rate too high?"
    else:
        fact = f"While training the loss should fall to {to:g} of what it was or less"
        fact += f"; yours went from {first:.3f} to {last:.3f}."
    raise _failed(run.network, fact, ratio, mistakes)


def loss_settles(run: Run, to: float = 0.5, mistakes: Symptoms | None = None) -> None:
    """The mean loss of the last fifth of the steps is under `to` times what it was at first, for most seeds.

    Args:
        run: of a network by hand.
        to: a share of the first step's loss and of the first fifth's, whichever is smaller.
        mistakes: the ranges into which known mistakes lead the longest step, as a share of the parameters.
    """
    runs = [one for one in run.seeds if isinstance(one, HandRun)]
    first = float(np.median([min(one.losses[0], _fifth(one.losses, 0)) for one in runs]))
    last = float(np.median([_fifth(one.losses, -1) for one in runs]))
    if last < to * first:
        return
    stride = float(np.median([one.stride for one in runs]))
    how = f"the longest step changed the parameters by {stride:.2g} times their size"
    if not math.isfinite(last):
        raise _failed(run.network, f"The loss became NaN or infinite: {how}.", stride, mistakes)
    fact = f"While training the loss should fall to {to:g} of what it was or less"
    way = f"yours went from {first:.4g} to {last:.4g}"
    raise _failed(run.network, f"{fact}; {way}, and {how}.", stride, mistakes)


def prepared(
    network: HandNetwork,
    task: Task,
    low: float = 0.05,
    high: float = 5.0,
    mistakes: Symptoms | None = None,
    alone: str | None = None,
) -> None:
    """The network's inputs are of a size that it can work with, each computed from its own picture.

    Args:
        network: the learner's.
        task: what it is to learn.
        low: the least size: the root of the mean square.
        high: the most.
        mistakes: the ranges of sizes that known mistakes lead to.
        alone: the mistake that shows when a picture's numbers depend on the others in the call.
    """
    x = network.examples(task).x.astype(np.float64)
    if not np.isfinite(x).all():
        raise _failed(network, "Some of the network's inputs are NaN or infinite.")
    size = float(np.sqrt((x**2).mean()))
    if not low <= size <= high:
        fact = f"The network's inputs should be about 1 in size ({low:g} to {high:g})"
        yours = f"yours are about {size:.3g}, from {x.min():.3g} to {x.max():.3g}"
        raise _failed(network, f"{fact}; {yours}.", size, mistakes)
    single = network.prepared_alone(task)
    if not np.allclose(single, x[: len(single)], rtol=1e-4, atol=1e-6):
        fact = "A picture should be prepared alike alone and among others; yours come out differently."
        raise _failed(network, fact, mistake=alone)


def all_is_told(
    network: HandNetwork, task: Task, hidden: str | None = None, fixed: str | None = None
) -> None:
    """The parameters are all that a network consists of, and they are drawn from the generator it is given.

    Args:
        network: the learner's.
        task: what it is to learn.
        hidden: the mistake that shows when networks with the same parameters answer differently.
        fixed: the mistake that shows when another generator gives the same parameters.
    """
    same, other = network.draws()
    if not same:
        raise _failed(network, "The same generator should give the same network; yours differ.")
    if not other:
        fact = "Another generator should give other numbers; yours are the same."
        raise _failed(network, fact, mistake=fixed)
    if not network.leftover(task) <= _SAME:
        fact = "Given the same parameters, two networks answer differently: they hold more than those."
        raise _failed(network, fact, mistake=hidden)


def gradients(network: HandNetwork, task: Task) -> None:
    """Along three random directions in each tensor the loss changes as the layers' gradients say."""
    for slope in network.slopes(task):
        if not slope.right:
            fact = f"The gradient of `{slope.path}` is wrong: along a random direction the loss changes by"
            raise _failed(network, f"{fact} {slope.measured:.6g} a unit; yours says {slope.told:.6g}.")


def budget(network: HandNetwork, task: Task, epochs: int) -> None:
    """A training shows the network no more examples than so many epochs have; says how many it took."""
    count = len(task.train.x)
    used, most = (f"{times * count / 1000:,.0f} k" for times in (network.settings.epochs, epochs))
    if network.settings.epochs > epochs:
        fact = f"Your settings show the network {used} samples; {most} are allowed"
        raise _failed(network, f"{fact} ({epochs} epochs of {count:,}).")
    current().remark = f"A training uses {used} of {most} samples."


def batches(run: Run, mistake: str | None = None) -> None:
    """Each epoch shows each example once, in an order of its own, in batches of mixed classes.

    Args:
        run: of a network by hand.
        mistake: the one that shows when orders repeat or classes are not mixed.
    """
    for one in run.seeds:
        assert isinstance(one, HandRun)
        shown = one.batches
        if not shown.once:
            raise _failed(run.network, "An epoch does not show each example exactly once.")
        if shown.mixed < 0.8:
            fact = f"A batch holds {shown.mixed:.0%} of the classes that a random one would"
            raise _failed(run.network, f"{fact}: the data comes in order.", mistake=mistake)
        if not shown.reordered:
            raise _failed(run.network, "Two epochs show the examples in the same order.", mistake=mistake)


def learns_what_is_new(network: HandNetwork, task: Task, at_least: float) -> None:
    """Trained on pictures that this grading has just drawn, it learns them too: no table of answers does.

    Args:
        network: the learner's.
        task: what it is to learn; its sizes are those of the new pictures.
        at_least: the accuracy to reach on them; they are easier than written digits.
    """
    lab = current()
    new = control.secret_pictures(task, lab.rng)
    accuracy = lab.trainings().train_by_hand(network, new, seeds=1, record=False).accuracy
    if not accuracy >= at_least:
        fact = "Trained on pictures that were drawn a moment ago, your network should learn them as well"
        raise _failed(network, f"{fact}: an accuracy of {at_least:g}. Yours is {float(accuracy):.3g}.")


def controls(network: HandNetwork, task: Task, at_least: float, at_most: float, count: int = 2) -> None:
    """Trained anew on changed data, the network learns what can be learned, and nothing else.

    Of three changes, `count` are made: classes are renamed, pixels are moved, or labels are shuffled.

    Args:
        network: the learner's, of dense layers.
        task: what it is to learn.
        at_least: the accuracy where there is as much to learn as before.
        at_most: the accuracy where there is nothing.
        count: how many of the three; the grading's seed says which.
    """
    lab = current()
    for number in lab.rng.permutation(len(_CONTROLS))[:count]:
        change, learns, fact = _CONTROLS[number]
        run = lab.trainings().train_by_hand(network, change(task, lab.rng), seeds=1, record=False)
        if (run.accuracy < at_least) if learns else (run.accuracy > at_most):
            bound = f"at least {at_least:g}" if learns else f"at most {at_most:g}"
            yours = f"The accuracy should be {bound}; yours is {float(run.accuracy):.3g}."
            raise _failed(network, f"{fact} {yours}")


_CONTROLS = (
    (control.classes_renamed, True, "With each class under another's label, a network learns as well."),
    (control.pixels_moved, True, "With the pixels rearranged, alike for all, a network learns as well."),
    (control.labels_shuffled, False, "Trained on shuffled labels, a network can only guess."),
)


def advice(run: Run) -> str:
    """A sentence where the curves of most seeds show overfitting; "" elsewhere. Costs nothing."""
    rising = [_rises(one.history.get("val_loss", [])) for one in run.seeds]
    if sum(rising) * 2 <= len(rising):
        return ""
    return "The validation loss rose while the training loss went on falling: fewer epochs would do as well."


def _rises(losses: Sequence[float], patience: int = 3) -> bool:
    best = int(np.argmin(losses)) if losses else 0
    return len(losses) - 1 - best >= patience


def _ratio(losses: np.ndarray[Any, Any]) -> float:
    ratio = _fifth(losses, -1) / max(_fifth(losses, 0), 1e-12)
    return ratio if math.isfinite(ratio) else math.inf


def _fifth(losses: np.ndarray[Any, Any], end: int) -> float:
    count = max(1, len(losses) // 5)
    return float(np.mean(losses[:count] if end == 0 else losses[-count:])) if len(losses) else math.inf


def _one(
    network: AnyNetwork, what: str, found: list[list[int | None]], wanted: list[list[int | None]]
) -> None:
    if len(found) != 1:
        raise _failed(network, f"Your network has {len(found)} {what}; one was expected.")
    if found[0] not in wanted:
        fact = f"The {what} of your network should have the shape {_shape(wanted[0])}"
        raise _failed(network, f"{fact}; yours have {_shape(found[0])}.")


def _channels(shape: Shape) -> list[list[int | None]]:
    shapes = [list(shape), [*shape, 1]]
    return [*shapes, list(shape)[:-1]] if shape[-1:] == [1] else shapes


def _shape(shape: Shape) -> str:
    return "×".join("any" if size is None else str(size) for size in shape) or "a single number"


def _lines(network: Network) -> list[str]:
    """A sentence's worth of each layer, equal exactly where the layers are."""
    configs = {layer.name: layer.config for layer in network.architecture.layers}
    return [_line(layer, configs.get(layer.name, {})) for layer in network.layers]


def _line(layer: LayerSurvey, config: Mapping[str, Any]) -> str:
    words = [layer.kind]
    for key in ("filters", "units", "kernel_size", "pool_size", "strides", "padding", "rate", "activation"):
        value = config.get(key)
        if value is not None and not (key == "padding" and value == "valid"):
            words.append(f"{key}={_plain(value)}")
    words.append(f"→ {_shape(layer.output)} ({layer.parameters:,} parameters)")
    return " ".join(words)


def _plain(value: Any) -> str:
    return "×".join(map(str, value)) if isinstance(value, list) else str(value)


def _failed(
    network: AnyNetwork,
    fact: str,
    symptom: float | None = None,
    mistakes: Symptoms | None = None,
    mistake: str | None = None,
) -> CheckFailed:
    """The failure, under a mistake's name where exactly one explains it."""
    lab = current()
    names = [mistake] if mistake else _by_symptom(symptom, mistakes or {})
    if len(names) != 1:
        names = _by_counterfactual(lab, network)
    known = [one for one in lab._oracle.mistakes if names == [one.name]]
    if len(names) == 1 and lab._oracle.mistakes and not known:
        raise ExerciseError(f"no mistake is called {names[0]!r}", lab._oracle.exercise.folder / "mistakes.py")
    return CheckFailed(f"{known[0].sentence}\n{fact}" if known else fact, known[0].name if known else None)


def _by_symptom(symptom: float | None, mistakes: Symptoms) -> list[str]:
    if symptom is None:
        return []
    return [name for name, (low, high) in mistakes.items() if low <= symptom <= high]


def _by_counterfactual(lab: Lab, network: AnyNetwork) -> list[str]:
    """The mistakes that build this very network."""
    concerned = [one for one in lab._oracle.mistakes if {*network.functions} & {*one.overrides}]
    return [one.name for one in concerned if network.equals(lab._oracle.whole(one))]
