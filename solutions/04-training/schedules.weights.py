"""The decay through logarithms, and averages as weighted sums over all that was ever seen."""

import math


def exp_decay(step, lr0, decay_steps, rate, staircase=False):
    """Ints and floats -> float."""
    stairs = math.floor(step / decay_steps) if staircase else step / decay_steps
    return math.exp(math.log(lr0) + stairs * math.log(rate))


class EMA:
    """It keeps every set of parameters with its weight, and adds up when asked."""

    def __init__(self, decay):
        self.decay = decay
        self.seen = []
        self.held = []

    def update(self, params, step=None):
        """params: a dict of arrays."""
        keep = self.decay
        if step is not None and (1 + step) / (10 + step) < keep:
            keep = (1 + step) / (10 + step)
        if not self.seen:
            keep = 0.0
        self.seen = [(weight * keep, w) for weight, w in self.seen]
        self.seen.append((1 - keep, {name: w + 0 for name, w in params.items()}))

    def apply(self, params):
        """params: a dict of arrays -> a dict of arrays."""
        if not self.seen:
            raise RuntimeError("no average")
        self.held = [{name: w + 0 for name, w in params.items()}]
        return {name: sum(weight * w[name] for weight, w in self.seen) for name in params}

    def restore(self):
        """Returns a dict of arrays."""
        if not self.held:
            raise RuntimeError("nothing held")
        return self.held.pop()
