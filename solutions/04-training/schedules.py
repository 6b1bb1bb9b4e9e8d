"""A learning rate that falls by a schedule, and an average of the weights along the way."""

import numpy as np

Arrays = dict[str, np.ndarray]


def exp_decay(step: int, lr0: float, decay_steps: int, rate: float, staircase: bool = False) -> float:
    """The learning rate at a step: lr0 times rate for each decay_steps, smoothly or in whole stairs."""
    stairs = step // decay_steps if staircase else step / decay_steps
    return lr0 * rate**stairs


class EMA:
    """Exponential moving averages of parameters, which can stand in for them for a while."""

    def __init__(self, decay: float) -> None:
        self.decay = decay
        self.averages: Arrays | None = None
        self.originals: Arrays | None = None

    def update(self, params: Arrays, step: int | None = None) -> None:
        """Take in one more set of parameters; early steps, where they are told, count for more."""
        if self.averages is None:
            self.averages = copies(params)
            return
        keep = self.decay if step is None else min(self.decay, (1 + step) / (10 + step))
        self.averages = {name: keep * self.averages[name] + (1 - keep) * w for name, w in params.items()}

    def apply(self, params: Arrays) -> Arrays:
        """The averages, of the shapes of params, which are remembered for restore."""
        if self.averages is None:
            raise RuntimeError("there is no average yet: call update first")
        self.originals = copies(params)
        return copies(self.averages)

    def restore(self) -> Arrays:
        """The parameters that the latest apply was given."""
        if self.originals is None:
            raise RuntimeError("nothing to restore: call apply first")
        return copies(self.originals)


def copies(params: Arrays) -> Arrays:
    """The same names with arrays of their own."""
    return {name: w.copy() for name, w in params.items()}
