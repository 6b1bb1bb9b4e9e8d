"""What is asked of a network of the learner's own layers, and of its training."""

from __future__ import annotations

import numpy as np

from grader.ladder.failing import Symptoms, failed
from grader.running import current
from grader.training import controls as control
from grader.training.byhand import HandNetwork, HandRun
from grader.training.run import Run
from grader.training.task import Task

_SAME = 1e-5  # answers of networks with the same parameters


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
        raise failed(network, "Some of the network's inputs are NaN or infinite.")
    size = float(np.sqrt((x**2).mean()))
    if not low <= size <= high:
        fact = f"The network's inputs should be about 1 in size ({low:g} to {high:g})"
        yours = f"yours are about {size:.3g}, from {x.min():.3g} to {x.max():.3g}"
        raise failed(network, f"{fact}; {yours}.", size, mistakes)
    single = network.prepared_alone(task)
    if not np.allclose(single, x[: len(single)], rtol=1e-4, atol=1e-6):
        fact = "A picture should be prepared alike alone and among others; yours come out differently."
        raise failed(network, fact, mistake=alone)


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
        raise failed(network, "The same generator should give the same network; yours differ.")
    if not other:
        fact = "Another generator should give other numbers; yours are the same."
        raise failed(network, fact, mistake=fixed)
    if not network.leftover(task) <= _SAME:
        fact = "Given the same parameters, two networks answer differently: they hold more than those."
        raise failed(network, fact, mistake=hidden)


def gradients(network: HandNetwork, task: Task) -> None:
    """Along three random directions in each tensor the loss changes as the layers' gradients say."""
    for slope in network.slopes(task):
        if not slope.right:
            fact = f"The gradient of `{slope.path}` is wrong: along a random direction the loss changes by"
            raise failed(network, f"{fact} {slope.measured:.6g} a unit; yours says {slope.told:.6g}.")


def budget(network: HandNetwork, task: Task, epochs: int) -> None:
    """A training shows the network no more examples than so many epochs have; says how many it took."""
    count = len(task.train.x)
    used, most = (f"{times * count / 1000:,.0f} k" for times in (network.settings.epochs, epochs))
    if network.settings.epochs > epochs:
        fact = f"Your settings show the network {used} samples; {most} are allowed"
        raise failed(network, f"{fact} ({epochs} epochs of {count:,}).")
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
            raise failed(run.network, "An epoch does not show each example exactly once.")
        if shown.mixed < 0.8:
            fact = f"A batch holds {shown.mixed:.0%} of the classes that a random one would"
            raise failed(run.network, f"{fact}: the data comes in order.", mistake=mistake)
        if not shown.reordered:
            raise failed(run.network, "Two epochs show the examples in the same order.", mistake=mistake)


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
        raise failed(network, f"{fact}: an accuracy of {at_least:g}. Yours is {float(accuracy):.3g}.")


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
            raise failed(network, f"{fact} {yours}")


_CONTROLS = (
    (control.classes_renamed, True, "With each class under another's label, a network learns as well."),
    (control.pixels_moved, True, "With the pixels rearranged, alike for all, a network learns as well."),
    (control.labels_shuffled, False, "Trained on shuffled labels, a network can only guess."),
)
