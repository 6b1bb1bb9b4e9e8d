"""What the losses of a training say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.ladder.failing import Symptoms, failed
from grader.training.byhand import HandRun
from grader.training.run import Run


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
    raise failed(run.network, fact, ratio, mistakes)


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
        raise failed(run.network, f"The loss became NaN or infinite: {how}.", stride, mistakes)
    fact = f"While training the loss should fall to {to:g} of what it was or less"
    way = f"yours went from {first:.4g} to {last:.4g}"
    raise failed(run.network, f"{fact}; {way}, and {how}.", stride, mistakes)


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
